import Dynamics
import Experiments
import Machines
import Tensors

/// How fast a configuration trains: steps with fresh batches and nothing else, no evaluation, no files, no
/// display.
public struct Benchmark: Sendable {
    /// Training steps in one measurement; nil for as many as take about a third of a second.
    public var steps: Int?
    /// Measurements; the median of them counts.
    public var repeats: Int
    /// Independent runs with different seeds. Several runs share the threads: each thread
    /// takes a run, trains it with products on one thread, and takes the next.
    public var runs: Int

    public init(steps: Int? = nil, repeats: Int = 5, runs: Int = 1) {
        self.steps = steps
        self.repeats = max(1, repeats)
        self.runs = max(1, runs)
    }

    /// - Throws: ``TooLargeError`` if the machine has too little memory, ``DivergenceError`` if a run diverges.
    public func measure(
        _ resolved: ExperimentConfiguration.Resolved, _ session: Session = Session()
    ) throws -> BenchmarkResult {
        try MemoryNeed(of: resolved, runs: runs).check(on: session.machine)
        return try measure(resolved, session, resolved.configuration.precision.scalar)
    }

    private func measure<Scalar: TensorScalar>(
        _ resolved: ExperimentConfiguration.Resolved, _ session: Session, _: Scalar.Type
    ) throws -> BenchmarkResult {
        let crew = try Crew<Scalar>(resolved, runs: runs, session)
        let secondsToFirstStep = session.seconds
        let steps = try self.steps ?? enough(crew)
        // What is not warm yet, such as the processor's clock, is not to be measured.
        _ = try crew.train(min(steps, 1000))
        let seconds = try (0..<repeats).map { _ in try crew.train(steps) }
        let process = ProcessFacts(
            secondsToFirstStep: secondsToFirstStep, threads: crew.threads, session)
        return BenchmarkResult(
            workload: resolved.configuration.name, runs: runs, steps: steps, seconds: seconds,
            process: process)
    }

    /// As many steps as take about a third of a second.
    private func enough<Scalar>(_ crew: Crew<Scalar>) throws -> Int {
        var steps = 1
        while steps < 1 << 20 {
            let seconds = try crew.train(steps)
            if seconds > 0.05 { return max(1, Int(Double(steps) / seconds / 3)) }
            steps *= 2
        }
        return steps
    }
}

/// Training that diverged where it was not expected to.
public struct DivergenceError: Error, CustomStringConvertible {
    public let name: String
    public let divergence: Divergence

    public var description: String {
        "\(name): training diverged at \(divergence); there is nothing to measure"
    }
}
