import Foundation
import Testing

struct LibraryExampleTests {
    @Test func theExampleTrains() throws {
        let trainer = try trainWithDrift(steps: 20)
        #expect(trainer.completedSteps == 20)
        let terms = trainer.observations.map(\.term)
        #expect(terms == ["loss", "r1", "drift", "gradientNorm", "loss", "gradientNorm"])
        #expect(trainer.observations.allSatisfy { $0.value.isFinite })
    }

    @Test func theDocumentationShowsThisCode() throws {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let example = try String(contentsOf: here.appending(path: "LibraryExample.swift"), encoding: .utf8)
        let page = try String(contentsOf: here.appending(path: "../../docs/library.md"), encoding: .utf8)
        #expect(page.contains("```swift\n\(example)```"))
    }
}
