import Foundation
import Metrics
import Tensors
import Testing

@testable import Experiments
@testable import Runs
@testable import gantrain

@Suite struct RunReportTests {
    private func summary(_ status: RunSummary.Status, found: Bool = true) throws -> RunSummary {
        let samples = try Matrix<Float>(Shape(2, 2), elements: found ? [0, 0, 9, 9] : [9, 9, 9, 9])
        var process = ProcessFacts(secondsToFirstStep: nil, threads: 1)
        process.threads = 1
        process.blasCore = "Zen"
        return RunSummary(
            name: "ring", status: status, steps: 200, seed: 7,
            coverage: ModeCoverage(of: samples, centres: [SIMD2(0, 0), SIMD2(1, 0)], standardDeviation: 0.1),
            modesTotal: 2, seconds: 12.345, stepsPerSecond: 1234.5, divergence: nil, allModes: nil,
            process: process)
    }

    @Test func ofACompleteRun() throws {
        #expect(
            RunReport(summary: try summary(.completed)).text == """
                ring, seed 7: 200 steps in 12.3 s
                  modes covered   1 of 2
                  high quality    50.0 % of the samples
                  reverse KL      0.6931 nats
                  speed           1235 steps/s (1 thread, OpenBLAS core Zen)
                """)
    }

    @Test func ofDataWithoutModes() throws {
        var summary = try summary(.completed)
        summary.coverage = nil
        #expect(
            RunReport(summary: summary).text == """
                ring, seed 7: 200 steps in 12.3 s
                  speed           1235 steps/s (1 thread, OpenBLAS core Zen)
                """)
    }

    @Test func ofAnInterruptedRunOnTwoThreads() throws {
        var summary = try summary(.interrupted, found: false)
        summary.process.threads = 2
        summary.stepsPerSecond = 0
        #expect(
            RunReport(summary: summary).text == """
                ring, seed 7: interrupted after 200 steps and 12.3 s
                  modes covered   0 of 2
                  high quality    0.0 % of the samples
                  reverse KL      undefined: no sample is of high quality
                  speed           0 steps/s (2 threads, OpenBLAS core Zen)
                """)
    }

    @Test func ofADivergedRun() throws {
        let text = RunReport(summary: try summary(.diverged)).text
        #expect(text.hasPrefix("ring, seed 7: diverged after 200 steps\n"))
    }
}
