import TestSupport
import Foundation
import Games
import Machines
import Metrics
import Settings
import Tensors
import Testing

@testable import Dynamics
@testable import Experiments
@testable import Runs

@Suite struct RunSummaryTests {
    private func summary(_ status: RunSummary.Status) throws -> RunSummary {
        let samples = try Matrix<Double>(Shape(4, 2), elements: [0, 0, 0, 0, 1, 0, 9, 9])
        var process = ProcessFacts(secondsToFirstStep: 0.12345, threads: 1)
        process.peakMemoryMB = 40.5
        process.threads = 2
        process.blasCore = "Zen"
        process.provenance = Provenance(
            version: "1.2.3", commit: "0123abc", isClean: true, command: ["gantrain", "--seed", "7"],
            date: "2026-11-27T13:00:00Z", processor: "Pentium III", openBLAS: "OpenBLAS 0.3.21",
            kernels: "Zen", compiler: "Swift 6.3", threads: 2)
        return RunSummary(
            name: "ring", status: status, steps: 2000, seed: 9_007_199_254_740_991,
            coverage: ModeCoverage(
                of: samples, centres: [SIMD2(0, 0), SIMD2(1, 0), SIMD2(5, 5)], standardDeviation: 0.1),
            modesTotal: 3, seconds: 1.23456, stepsPerSecond: 1234.5678, divergence: nil, allModes: nil,
            process: process)
    }

    @Test func ofACompleteRun() throws {
        var summary = try summary(.completed)
        summary.allModes = (1500, 0.98765)
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
                  "reverseKL": \(JSONWriter.compact(.number(summary.coverage?.reverseKL ?? 0))),
                  "stepsPerSecond": 1234.568,
                  "seconds": 1.235,
                  "allModesSinceStep": 1500,
                  "allModesSinceSeconds": 0.988,
                  "secondsToFirstStep": 0.123,
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

                """)
        let expected = log(3.0) + 2.0 / 3 * log(2.0 / 3) + 1.0 / 3 * log(1.0 / 3)
        #expect(abs((summary.coverage?.reverseKL ?? .nan) - expected) < 1e-12)
    }

    @Test func withoutModesThereIsNoCoverage() throws {
        var summary = try summary(.completed)
        summary.coverage = nil
        summary.modesTotal = 0
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
        #expect(measured.coverage == nil)
        let rows = try StepTable.numbers(of: scratch.run().metrics)
        let columns = ["modes", "highQuality", "reverseKL"].map { rows.columns.firstIndex(of: $0) ?? 0 }
        #expect(rows.rows.count == 8)
        #expect(rows.rows.allSatisfy { row in columns.allSatisfy { row[$0] == nil } })
    }

    @Test func ofADivergedRun() throws {
        var summary = try summary(.diverged)
        summary.coverage = ModeCoverage(
            of: try Matrix<Float>(Shape(1, 2), elements: [.nan, .infinity]), centres: [SIMD2(0, 0)],
            standardDeviation: 1)
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
        #expect(first.allModes?.step == 3)
        let second = try Training.resume(scratch.run())
        #expect(second.allModes?.step == 3)
        #expect(second.seconds >= (second.allModes?.seconds ?? .infinity))
        #expect(second.coverage?.modes == 1)
        #expect(second.coverage?.highQuality == 1)
    }

    @Test func factsOfThisProcess() {
        let facts = ProcessFacts(secondsToFirstStep: nil, threads: 1)
        #expect(facts.peakMemoryMB > 1)
        #expect(facts.threads >= 1)
        #expect(!facts.blasCore.isEmpty)
    }
}
