import Foundation
import Testing

@testable import Experiments

struct ConfigurationPageTests {
    @Test func thePageIsWhatTheProgramSays() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../docs/configuration.md")
        #expect(
            try String(contentsOf: page, encoding: .utf8) == ExperimentConfiguration.guide,
            "make it anew: gantrain config keys > docs/configuration.md")
    }
}
