import ArgumentParser
import Benchmarks
import Experiments
import Settings

struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how fast a configuration trains.",
        discussion: """
            Trains steps with fresh batches and nothing else: no evaluation, no files. 'scripts/bench' compares \
            the figures with JAX and PyTorch; docs/benchmarks.md describes the workloads.
            """)

    @Argument(help: "A workload of configs/bench such as r1_256, or any configuration.")
    var workload: String

    @Option(help: "Threads to share the work of a step; with --runs, runs at a time (default: one a core).")
    var threads: Int?

    @Option(help: "Steps in a measurement (default: as many as take about a third of a second).")
    var steps: Int?

    @Option(help: "Measurements; the median counts.")
    var repeats = 5

    @Option(help: "Independent runs, trained side by side on one thread each.")
    var runs = 1

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        for (name, value, range) in [
            ("steps", steps ?? 1, 1...1_000_000_000), ("repeats", repeats, 1...1000),
            ("runs", runs, 1...1024),
        ] where !range.contains(value) {
            throw ValidationError("--\(name) must be from \(range.lowerBound) to \(range.upperBound).")
        }
    }

    func run() throws {
        try Failure.reporting {
            let resolved = try Workload.read(workload, threads: threads)
            let result = try Benchmark(steps: steps, repeats: repeats, runs: runs).measure(resolved)
            try Console.output(json ? JSONWriter.compact(result.json) : result.text)
        }
    }
}

/// A configuration by the short name of a workload.
enum Workload {
    /// A file that is there as named, or `bench/NAME.json` in `configs/`, or any other in `configs/`.
    static func read(_ name: String, threads: Int?) throws -> ExperimentConfiguration.Resolved {
        let changes = threads.map { [(path: JSONPath("threads"), value: JSONValue.number(Double($0)))] } ?? []
        let isShort = !name.contains("/") && !name.hasSuffix(".json")
        return try ConfigurationFile.read(
            isShort ? "bench/\(name).json" : name, lookingIn: HomeFolder.candidates, changes: changes)
    }
}
