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

    @Option(
        parsing: .unconditional,
        help: "Threads to share the work of a step; with --runs, runs at a time (default: one a core).")
    var threads: String?

    @Option(
        parsing: .unconditional,
        help: "Steps in a measurement (default: as many as take about a third of a second).",
        transform: whole(1...1_000_000_000))
    var steps: Int?

    @Option(
        parsing: .unconditional, help: "Measurements; the median counts (default: 5).",
        transform: whole(1...1000))
    var repeats = 5

    @Option(
        parsing: .unconditional,
        help: "Independent runs, trained side by side on one thread each (default: 1).",
        transform: whole(1...1024))
    var runs = 1

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        try Failure.reporting {
            let resolved = try Workload.read(workload, threads: threads)
            let result = try Work().compute("measuring") {
                try Benchmark(steps: steps, repeats: repeats, runs: runs).measure(
                    resolved, Gantrain.session)
            }
            try Console.output(json ? JSONWriter.compact(result.json) : result.text)
        }
    }
}

/// A configuration by the short name of a workload.
enum Workload {
    /// A file that is there as named, or `bench/NAME.json` in `configs/`, or any other in `configs/`.
    static func read(_ name: String, threads: String?) throws -> ExperimentConfiguration.Resolved {
        let changes = [Change(option: "threads", value: threads)].compactMap(\.self)
        let isShort = !name.contains("/") && !name.hasSuffix(".json")
        return try ConfigurationFile.read(
            isShort ? "bench/\(name).json" : name, lookingIn: HomeFolder.candidates, changes: changes)
    }
}
