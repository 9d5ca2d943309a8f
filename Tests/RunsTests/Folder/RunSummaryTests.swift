import TestSupport
import Foundation
import Games
import Machines
import Metrics
import Records
import Settings
import Tensors
import Testing

@testable import Dynamics
@testable import Experiments
@testable import Runs

@Suite struct RunSummaryTests {
    private static let modes = Modes(
        centres: [Point(0, 0), Point(1, 0), Point(5, 5)], standardDeviation: 0.1)
    private static let samples = [Point(0, 0), Point(0, 0), Point(1, 0), Point(9, 9)]

    /// Of every summary here: what it says of the process.
    private static let end = """
          "peakMemoryMB": 40.5,
          "threads": 2,
          "blasCore": "Zen",
          "provenance": {
            "version": "1.2.3",
            "commit": "0123abc",
            "clean": true,
            "command": ["gantrain", "--seed", "7"],
            "date": "2026-11-27T13:00:00Z",
            "processor": "Pentium III",
            "openBLAS": "OpenBLAS 0.3.21",
            "kernels": "Zen",
            "kernelsBecause": null,
            "compiler": "Swift 6.3",
            "threads": 2
          }
        }

        """

    /// What coverage says of points, and since when all modes were found.
    private func outcomes(
        _ points: [Point] = samples, modes: Modes? = modes, fullSince: TrainingMoment? = nil
    ) throws -> [Outcome] {
        let coverage = CoverageMetric(of: modes)
        return zip(coverage.columns, coverage.values(of: Look(step: 1, generated: points))).map {
            Outcome($0, $1, fullSince: $0.most == nil ? nil : fullSince)
        }
    }

    private func summary(_ status: RunSummary.Status, _ outcomes: [Outcome]) throws -> RunSummary {
        var process = ProcessFacts(secondsToFirstStep: 0.12345, threads: 1)
        process.peakMemoryMB = 40.5
        process.threads = 2
        process.blasCore = "Zen"
        process.provenance = Provenance(
            version: "1.2.3", commit: "0123abc", isClean: true, command: ["gantrain", "--seed", "7"],
            date: "2026-11-27T13:00:00Z", processor: "Pentium III", openBLAS: "OpenBLAS 0.3.21",
            kernels: "Zen", compiler: "Swift 6.3", threads: 2)
        return RunSummary(
            name: "ring", status: status, steps: 2000, seed: 9_007_199_254_740_991, outcomes: outcomes,
            seconds: 1.23456, stepsPerSecond: 1234.5678, divergence: nil, process: process)
    }

    @Test func ofACompleteRun() throws {
        let summary = try summary(
            .completed, outcomes(fullSince: TrainingMoment(step: 1500, seconds: 0.98765)))
        #expect(
            JSONWriter.pretty(summary.json) == """
                {
                  "name": "ring",
                  "status": "completed",
                  "steps": 2000,
                  "seed": 9007199254740991,
                  "modes": 2,
                  "modesTotal": 3,
                  "highQuality": 0.75,
                  "reverseKL": \(JSONWriter.compact(.number(summary.outcome("reverseKL") ?? 0))),
                  "stepsPerSecond": 1234.568,
                  "seconds": 1.235,
                  "allModesSinceStep": 1500,
                  "allModesSinceSeconds": 0.988,
                  "secondsToFirstStep": 0.123,
                \(Self.end)
                """)
        let expected = log(3.0) + 2.0 / 3 * log(2.0 / 3) + 1.0 / 3 * log(1.0 / 3)
        #expect(abs((summary.outcome("reverseKL") ?? .nan) - expected) < 1e-12)
    }

    @Test func withoutModesThereIsNoCoverage() throws {
        let summary = try summary(.completed, outcomes(modes: nil))
        #expect(
            JSONWriter.pretty(summary.json).contains(
                """
                  "modes": null,
                  "modesTotal": null,
                  "highQuality": null,
                  "reverseKL": null,
                """))
        let scratch = try Scratch()
        let measured = try Tiny.train([#"data={"kind":"circle"}"#], in: scratch.run())
        let quality = ["modes", "highQuality", "reverseKL"]
        #expect(quality.allSatisfy { measured.outcome($0) == nil })
        let table = try scratch.run().table
        #expect(table.rows.count == 8)
        #expect(quality.allSatisfy { table.place(of: $0) != nil && table.last(of: $0) == nil })
        // What needs no modes is measured.
        #expect(try #require(measured.outcome("slicedW1")) > 0)
    }

    @Test func ofADivergedRun() throws {
        var summary = try summary(.diverged, outcomes([Point(.nan, .infinity)]))
        summary.divergence = Divergence(step: 12, player: .discriminator, term: "r1", value: -.infinity)
        summary.process.secondsToFirstStep = nil
        #expect(
            JSONWriter.pretty(summary.json) == """
                {
                  "name": "ring",
                  "status": "diverged",
                  "steps": 2000,
                  "seed": 9007199254740991,
                  "modes": 0,
                  "modesTotal": 3,
                  "highQuality": 0,
                  "reverseKL": null,
                  "stepsPerSecond": 1234.568,
                  "seconds": 1.235,
                  "allModesSinceStep": null,
                  "allModesSinceSeconds": null,
                  "divergence": "step 12: the discriminator's r1 penalty is -inf",
                  "secondsToFirstStep": null,
                \(Self.end)
                """)
    }

    @Test(arguments: [
        (
            Divergence(step: 1, player: .generator, term: "loss", value: .nan),
            "step 1: the generator's loss is nan"
        ),
        (
            Divergence(step: 7, player: .discriminator, term: "gradientNorm", value: .infinity),
            "step 7: the discriminator's gradient norm is inf"
        ),
        (
            Divergence(step: 7, player: .discriminator, term: "wganGP", value: .infinity),
            "step 7: the discriminator's wganGP penalty is inf"
        ),
    ])
    func divergenceInWords(divergence: Divergence, words: String) { #expect("\(divergence)" == words) }

    @Test func theFirstFullCoverageSurvivesAnInterruption() throws {
        let scratch = try Scratch()
        // One wide mode is found at the first look.
        let changes = ["data.modes=1", "record.within=1000"]
        let asked = StopAt(7)
        let first = try Training.start(Tiny.resolved(changes), in: scratch.run(), shouldStop: { asked() })
        #expect(first.outcomes[0].fullSince?.step == 3)
        let second = try Training.resume(scratch.run())
        #expect(second.outcomes[0].fullSince?.step == 3)
        #expect(second.seconds >= (second.outcomes[0].fullSince?.seconds ?? .infinity))
        #expect(second.outcome("modes") == 1)
        #expect(second.outcome("highQuality") == 1)
    }

    @Test func factsOfThisProcess() {
        let facts = ProcessFacts(secondsToFirstStep: nil, threads: 1)
        #expect(facts.peakMemoryMB > 1)
        #expect(facts.threads >= 1)
        #expect(!facts.blasCore.isEmpty)
    }
}
