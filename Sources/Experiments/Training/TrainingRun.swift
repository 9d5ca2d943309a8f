import Distributions
import Dynamics
import Foundation
import Metrics
import Settings
import Tensors

/// One run in one precision: the training loop and what it measures on the way.
final class TrainingRun<Scalar: TensorScalar> {
    private let experiment: Experiment
    private let json: JSONValue
    private let trainer: Trainer<Scalar>
    private let evaluator: Evaluator<Scalar>
    private let snapshotSteps: Set<Int>
    let names: MetricNames
    private var clock = TrainingClock()

    init(_ resolved: ExperimentConfiguration.Resolved) throws {
        experiment = Experiment(resolved.configuration)
        json = resolved.json
        trainer = try Trainer(
            experiment.setup,
            batches: Batches(data: resolved.configuration.data, latent: resolved.configuration.latent))
        evaluator = try Evaluator(experiment, trainer.state)
        names = MetricNames(trainer.observations.map { ($0.player, $0.term) })
        snapshotSteps = resolved.configuration.recording.snapshotSteps(of: resolved.configuration.steps)
    }

    private var configuration: ExperimentConfiguration { experiment.configuration }

    /// Gives the run a saved state.
    func restore(_ checkpoint: Checkpoint, in directory: RunDirectory) throws {
        try checkpoint.restore(trainer.state, from: directory.checkpoint)
        trainer.completedSteps = checkpoint.step
    }

    /// Trains to the last step, to a number that is not finite, or until `shouldStop` says so.
    func train(
        secondsBefore: Double, shouldStop: () -> Bool, emit: (TrainingEvent) throws -> Void
    ) throws -> RunSummary.Status {
        clock = TrainingClock(secondsBefore: secondsBefore, completed: trainer.completedSteps)
        try emit(.began(completed: trainer.completedSteps, total: configuration.steps))
        if trainer.completedSteps == 0 { try emit(.checkpoint(checkpoint())) }
        while trainer.completedSteps < configuration.steps {
            if shouldStop() {
                try emit(.checkpoint(checkpoint()))
                return .interrupted
            }
            if let divergence = trainer.step() {
                self.divergence = divergence
                try emit(.checkpoint(checkpoint(divergence)))
                return .diverged
            }
            clock.noteStep()
            try report(trainer.completedSteps, emit)
        }
        try emit(.checkpoint(checkpoint()))
        try emit(.finished(finalSamples()))
        return .completed
    }

    private(set) var divergence: Divergence?

    private func report(_ step: Int, _ emit: (TrainingEvent) throws -> Void) throws {
        let recording = configuration.recording
        let isLast = step == configuration.steps
        let evaluates = step % recording.evaluateEvery == 0 || isLast
        if evaluates || step % recording.metricsEvery == 0 {
            try emit(.measured(measurement(evaluating: evaluates)))
        }
        if snapshotSteps.contains(step) {
            try emit(.sampled(step: step, points: evaluator.sample(at: step).samples.points))
        }
        if step % recording.checkpointEvery == 0, !isLast { try emit(.checkpoint(checkpoint())) }
        try emit(.stepped(step))
    }

    private func measurement(evaluating: Bool) -> Measurement {
        let observations = trainer.observations
        return Measurement(
            step: trainer.completedSteps,
            terms: zip(names.terms, names.order).map { ($0, observations[$1].value) },
            coverage: evaluating ? coverage() : nil, seconds: clock.seconds)
    }

    private func coverage() -> ModeCoverage {
        evaluator.coverage(of: evaluator.sample(at: trainer.completedSteps).samples)
    }

    private func checkpoint(_ divergence: Divergence? = nil) -> Checkpoint {
        Checkpoint(
            of: trainer.state, step: trainer.completedSteps, configuration: json, divergence: divergence)
    }

    private func finalSamples() -> FinalSamples {
        let (latents, samples) = evaluator.sample(at: trainer.completedSteps)
        return FinalSamples(points: text(samples), latents: text(latents))
    }

    /// Each number in the shortest form that gives it back.
    private func text(_ matrix: Matrix<Scalar>) -> [[String]] {
        (0..<matrix.shape.rows).map { row in matrix.row(row).map { "\($0)" } }
    }

    func summary(_ status: RunSummary.Status, allModes: (step: Int, seconds: Double)?) -> RunSummary {
        RunSummary(
            name: configuration.name, status: status, steps: trainer.completedSteps, seed: configuration.seed,
            coverage: coverage(), modesTotal: configuration.data.centres.count, seconds: clock.seconds,
            stepsPerSecond: clock.stepsPerSecond(completed: trainer.completedSteps), divergence: divergence,
            allModes: allModes, process: ProcessFacts(secondsToFirstStep: clock.secondsToFirstStep))
    }
}

/// The time spent in training.
private struct TrainingClock {
    private let start = ContinuousClock.now
    private let secondsBefore: Double
    private let completedBefore: Int
    private(set) var secondsToFirstStep: Double?
    private var isFirst = true

    init(secondsBefore: Double = 0, completed: Int = 0) {
        self.secondsBefore = secondsBefore
        completedBefore = completed
    }

    mutating func noteStep() {
        guard isFirst else { return }
        isFirst = false
        secondsToFirstStep = ProcessFacts.secondsSinceStart
    }

    private var secondsHere: Double { (ContinuousClock.now - start) / .seconds(1) }

    var seconds: Double { secondsBefore + secondsHere }

    func stepsPerSecond(completed: Int) -> Double {
        completed > completedBefore ? Double(completed - completedBefore) / max(secondsHere, 1e-9) : 0
    }
}
