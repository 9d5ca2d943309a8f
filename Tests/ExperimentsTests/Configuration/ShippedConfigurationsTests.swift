import TestSupport
import Foundation
import Games
import Settings
import Testing

@testable import Experiments
@testable import Runs

@Suite struct ShippedConfigurationsTests {
    private static var files: [String] {
        let paths = try? FileManager.default.subpathsOfDirectory(atPath: projectFolder + "/configs")
        // Studies are read by a room of their own.
        return (paths ?? []).filter { $0.hasSuffix(".json") && !$0.hasPrefix("studies/") }.sorted()
    }

    private static var presets: [String] { files.filter { $0.hasPrefix("papers/") } }

    @Test func thereAreSome() {
        #expect(Self.files.contains("mog8.json") && Self.files.contains("bench/r1_16.json"))
        #expect(Self.presets.count > 20)
    }

    @Test(arguments: files) func runsFiveSteps(file: String) throws {
        let scratch = try Scratch()
        let shipped = try ConfigurationFile.read(file, lookingIn: [projectFolder]).configuration
        let players = shipped.players
        func narrow(_ hidden: [Int]) -> [Int] { hidden.map { min($0, 64) } }
        // Networks of their full width, which would take minutes here, are trained by scripts/checks/presets.
        let widths = Player.allCases.filter { players[$0].network != nil }.map {
            "\($0).hidden=\(narrow(players[$0].hidden))"
        }
        let changes =
            try (["steps=5", "batch=8", "record.samples=24"] + (shipped.knownGame == nil ? widths : []))
            .map { try Change(setting: $0) }
        let resolved = try ConfigurationFile.read(file, lookingIn: [projectFolder], changes: changes)
        let summary = try Training.start(resolved, in: scratch.run())
        #expect(summary.status == .completed)
    }

    @Test(arguments: presets) func aPresetSaysWhereItComesFrom(file: String) throws {
        let text = try String(contentsOfFile: "\(projectFolder)/configs/\(file)", encoding: .utf8)
        let head = text.prefix { $0 != "{" }
        #expect(head.contains("\n// Source: "))
        #expect(head.contains("\n// Confirmed there: "))
        let resolved = try ConfigurationFile.read(file, lookingIn: [projectFolder])
        #expect("papers/\(resolved.configuration.name).json" == file)
        let page = try String(contentsOfFile: "\(projectFolder)/docs/presets.md", encoding: .utf8)
        #expect(page.contains("| `\(file)` |"), "docs/presets.md lists every preset")
    }

    /// Some programs draw their modes from a list with a place twice.
    @Test(arguments: presets) func centresAreDistinct(file: String) throws {
        let data = try ConfigurationFile.read(file, lookingIn: [projectFolder]).configuration.data
        let centres = data.modes?.centres.map { ($0 * 1e6).rounded(.toNearestOrEven) } ?? []
        #expect(Set(centres).count == centres.count)
    }

    /// A radius of 2 divided by 1.414, and its σ with it.
    @Test func theRingOfWGANGP() throws {
        let file = "papers/wgan-gp-ring.json"
        let data = try ConfigurationFile.read(file, lookingIn: [projectFolder]).configuration.data
        let ring = try #require(data.modes)
        #expect(abs((ring.centres.first?.x ?? 0) - 1.41442716) < 1e-8)
        #expect(abs(ring.standardDeviation - 0.0141442716) < 1e-10)
    }

    /// They are there to compare regularizers, so nothing else may differ.
    @Test func mog8Variants() throws {
        let configurations = try ["none", "r1", "r2", "wgangp", "noise"].map {
            try ConfigurationFile.read("mog8-\($0).json", lookingIn: [projectFolder]).json
        }
        let places = JSONDifference.all(among: configurations).map { "\($0.path)" }
        #expect(
            places == ["name", "objective", "penalties", "instanceNoise", "scheme.discriminatorSteps"])
    }

    /// The radius √(θ² + ψ²) after 500 steps of the notebook's update rules, written out for the two numbers. Not of
    /// instance noise, which is drawn.
    @Test(arguments: [
        ("gan", "GAN", 1), ("nsgan", "NSGAN", 1), ("wgan", "WGAN, clipped", 2), ("wgan-gp", "WGAN-GP", 2),
        ("r1", "GP 0.3", 1), ("r1-critical", "GP 1", 1), ("nsgan-r1", "NSGAN, GP 0.3", 1),
        ("conopt", "ConOpt", 1),
    ])
    func aDiracGANEndsWhereItsNotebookDoes(name: String, method: String, scheme: Int) throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: projectFolder + "/data/reference/dirac.json"))
        let radii = try JSONDecoder().decode([String: [Double]].self, from: bytes)
        let radius = try #require(radii[method])[scheme]
        let scratch = try Scratch()
        let resolved = try ConfigurationFile.read("papers/dirac-\(name).json", lookingIn: [projectFolder])
        let summary = try Training.start(resolved, in: scratch.run())
        #expect(abs(try #require(summary.outcome("distance")) / radius - 1) < 1e-8)
    }

    @Test func mog8() throws {
        let configuration = try ConfigurationFile.read("mog8.json", lookingIn: [projectFolder]).configuration
        #expect(configuration.name == "mog8")
        #expect(configuration.steps == 30_000)
        #expect(configuration.data.modes?.centres.count == 8)
        #expect(configuration.players.generator.hidden == [64, 64, 64, 64])
        #expect(configuration.penalties.map(\.method.name) == ["r1"])
        #expect(configuration.averageDecay == nil)
    }
}
