import Foundation
import TestSupport
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

    /// The example is a configuration, and the changes of its introduction can be made.
    @Test func theExampleIsRead() throws {
        let introduction = try #require(ExperimentConfiguration.guide.split(separator: "## Top level").first)
        let blocks = introduction.split(separator: "```")
        let scratch = try Scratch()
        try scratch.write(String(blocks[1].trimmingPrefix("jsonc")), as: "mine.json")
        let file = scratch.path + "/mine.json"
        let example = try ConfigurationFile.read(file, lookingIn: [])
        #expect(example.json["discriminator.hidden"] == [128, 128, 128])
        let settings = introduction.matches(of: /`--set ([a-z.0-9]+=[^`]+)`/).map { String($0.1) }
        #expect(settings.count == 3)
        for setting in settings {
            let changes = [try Change(setting: setting)]
            _ = try ConfigurationFile.read(file, lookingIn: [], changes: changes)
        }
    }
}
