import Foundation
import Testing

@testable import Experiments

@Suite struct ShippedConfigurationsTests {
    private static var files: [String] {
        let names = try? FileManager.default.subpathsOfDirectory(atPath: projectFolder + "/configs")
        return (names ?? []).filter { $0.hasSuffix(".json") }.sorted()
    }

    @Test func thereAreSome() {
        #expect(Self.files.contains("mog8.json") && Self.files.contains("bench/r1_16.json"))
    }

    @Test(arguments: files) func runsThreeSteps(file: String) throws {
        let scratch = try Scratch()
        let changes = ["steps=3", "batch=8", "record.samples=20"].compactMap(ConfigurationFile.change)
        let resolved = try ConfigurationFile.read(file, lookingIn: [projectFolder], changes: changes)
        let summary = try Runs.start(resolved, in: scratch.run())
        #expect(summary.status == .completed)
    }

    @Test func mog8() throws {
        let configuration = try ConfigurationFile.read("mog8.json", lookingIn: [projectFolder]).configuration
        #expect(configuration.name == "mog8")
        #expect(configuration.steps == 30_000)
        #expect(configuration.data.centres.count == 8)
        #expect(configuration.players.generator.hidden == [64, 64, 64, 64])
        #expect(configuration.penalties.map(\.method.name) == ["r1"])
        #expect(configuration.averageDecay == nil)
    }
}
