import TestSupport
import Foundation
import Settings
import Testing

@testable import Benchmarks
@testable import Experiments

/// Two runs of the tiny configuration at a time change OpenBLAS's threads for everyone, hence one after another.
@Suite(.serialized) struct BenchmarkTests {
    @Test func oneRun() throws {
        let result = try Benchmark(steps: 4, repeats: 3).measure(Tiny.resolved())
        #expect((result.workload, result.runs, result.steps) == ("tiny", 1, 4))
        #expect(result.seconds.count == 3)
        #expect(result.seconds.allSatisfy { $0 > 0 })
        #expect(result.process.threads == 1)
        #expect((result.process.secondsToFirstStep ?? 0) > 0)
    }

    /// More runs than threads: each is trained, by whichever thread is free.
    @Test(arguments: ["float32", "float64"])
    func manyRuns(precision: String) throws {
        let resolved = try Tiny.resolved(["threads=2", "precision=\(precision)"])
        let result = try Benchmark(steps: 2, repeats: 2, runs: 5).measure(resolved)
        #expect((result.runs, result.steps, result.seconds.count) == (5, 2, 2))
        #expect(result.process.threads == 2)
    }

    @Test func everyRunIsTrainedAndHasASeedOfItsOwn() throws {
        let crew = try Crew<Float>(Tiny.resolved(["threads=2"]), runs: 3)
        _ = try crew.train(4)
        #expect(crew.completedSteps == [5, 5, 5])
        #expect(Set(crew.firstLosses).count == 3)
    }

    @Test func choosesHowManyStepsItself() throws {
        let result = try Benchmark(repeats: 1).measure(Tiny.resolved())
        #expect(result.steps > 100)
    }

    @Test(arguments: [1, 3]) func aRunThatDivergesIsAnError(runs: Int) throws {
        let resolved = try Tiny.resolved(Tiny.diverging)
        let error = #expect(throws: DivergenceError.self) {
            try Benchmark(steps: 20, repeats: 1, runs: runs).measure(resolved)
        }
        let text = error.map { "\($0)" } ?? ""
        #expect(text.hasPrefix("tiny: training diverged at step "))
        #expect(text.hasSuffix("; there is nothing to measure"))
    }

    @Test func moreRunsThanTheMachineHasRoomForAreRefused() throws {
        let resolved = try Tiny.resolved(["batch=65536", "generator.hidden=[8192,8192]", "threads=2"])
        #expect(throws: TooLargeError.self) { try Benchmark(steps: 1, runs: 1024).measure(resolved) }
    }
}

@Suite struct BenchmarkResultTests {
    private func result(runs: Int = 1, threads: Int = 1) -> BenchmarkResult {
        var process = ProcessFacts(secondsToFirstStep: 0.1234, threads: 1)
        process.peakMemoryMB = 34.56
        process.threads = threads
        process.blasCore = "SkylakeX"
        return BenchmarkResult(
            workload: "r1_16", runs: runs, steps: 50, seconds: [0.4, 0.1, 0.2], process: process)
    }

    @Test func textOfOneRun() {
        #expect(
            result().text == """
                r1_16: 4 ms a step (median of 3 × 50 steps, 2 to 8)
                  first step      0.123 s after the start
                  peak memory     34.6 MB
                  threads         1 thread, OpenBLAS core SkylakeX
                """)
    }

    @Test func textOfManyRuns() {
        #expect(
            result(runs: 4, threads: 2).text == """
                r1_16, 4 runs side by side: 1 ms a step and run (median of 3 × 50 steps, 0.5 to 2)
                  first step      0.123 s after the start
                  peak memory     34.6 MB
                  threads         2 threads, OpenBLAS core SkylakeX
                """)
    }

    @Test func theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        let process = ProcessFacts(secondsToFirstStep: nil, threads: 1)
        let result = BenchmarkResult(
            workload: "w", runs: 1, steps: 1, seconds: [0.004, 0.001, 0.002, 0.1], process: process)
        #expect(abs(result.medianMilliseconds - 3) < 1e-12)
    }

    @Test func json() throws {
        let value = try JSONSerialization.jsonObject(with: Data(JSONWriter.compact(result().json).utf8))
        let object = try #require(value as? [String: Any])
        #expect(
            object.keys.sorted() == [
                "blasCore", "measurements", "millisecondsPerStep", "openBLAS", "peakMemoryMB", "runs",
                "secondsToFirstStep", "steps", "threads", "workload",
            ])
        #expect(object["millisecondsPerStep"] as? Double == 4)
        #expect(object["measurements"] as? [Double] == [2, 4, 8])
        #expect((object["openBLAS"] as? String)?.hasPrefix("OpenBLAS ") == true)
    }
}
