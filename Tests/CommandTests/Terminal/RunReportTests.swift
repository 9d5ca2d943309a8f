import Foundation
import Metrics
import Records
import Testing

@testable import Experiments
@testable import Runs
@testable import gantrain

@Suite struct RunReportTests {
    private func summary(_ status: RunSummary.Status, found: Bool = true) throws -> RunSummary {
        let coverage = CoverageMetric(
            of: Modes(centres: [Point(0, 0), Point(1, 0)], standardDeviation: 0.1))
        let samples = found ? [Point(0, 0), Point(9, 9)] : [Point(9, 9), Point(9, 9)]
        let values = coverage.values(of: Look(step: 1, generated: samples))
        var process = ProcessFacts(secondsToFirstStep: nil, threads: 1)
        process.threads = 1
        process.blasCore = "Zen"
        return RunSummary(
            name: "ring", status: status, steps: 200, seed: 7,
            outcomes: zip(coverage.columns, values).map { Outcome($0, $1) }, seconds: 12.345,
            stepsPerSecond: 1234.5, divergence: nil, process: process)
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
        for index in summary.outcomes.indices { summary.outcomes[index].value = nil }
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

    /// Whatever is measured says by itself how it is written.
    @Test func ofAnyMeasure() throws {
        var summary = try summary(.completed)
        summary.outcomes = [
            Outcome(
                Column("distance", .outcome, better: .lower, scale: .logarithmic, remark: "from home"),
                1.25e-7),
            Outcome(Column("psi", .outcome), 3),
        ]
        let text = RunReport(summary: summary).text
        #expect(text.contains("\n  distance        1.25e-07 from home\n") && !text.contains("psi"), "\(text)")
    }

    /// The numbers of the step that broke stand in the report.
    @Test func ofTheStepThatBroke() throws {
        let text = RunReport(
            summary: try summary(.diverged),
            broken: [(.loss(of: .generator), .nan), (.norm(of: .discriminator), 1.5e30)]
        ).text
        #expect(text.contains("\n  generator's loss "), "\(text)")
        #expect(text.contains(" nan\n") && text.contains(" 1.5e+30\n"), "\(text)")
    }

    @Test func ofADivergedRun() throws {
        let text = RunReport(summary: try summary(.diverged)).text
        #expect(text.hasPrefix("ring, seed 7: diverged after 200 steps\n"))
    }
}
