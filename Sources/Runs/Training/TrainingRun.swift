import Distributions
import Dynamics
import Experiments
import Foundation
import Machines
import Metrics
import Settings
import Tensors

/// One run in one precision: the training loop and what it measures on the way.
final class TrainingRun<Scalar: TensorScalar> {
    private let experiment: Experiment
    private let json: JSONValue
    private let trainer: Trainer<Scalar>
    /// Nil for a game with a known answer, which has no samples to look at.
    private let evaluator: Evaluator<Scalar>?
    private let snapshotSteps: Set<Int>
    let names: MetricNames
    private let session: Session
    private let team: Team
    private var clock: TrainingClock

    init(_ resolved: ExperimentConfiguration.Resolved, _ session: Session) throws {
        self.session = session
        clock = TrainingClock(session)
        team = session.team(members: resolved.configuration.threads)
        experiment = Experiment(resolved.configuration)
        json = resolved.json
        trainer = try Trainer(experiment.setup, batches: experiment.batches, by: team)
        let observed = trainer.observations.map { ($0.player, $0.term) }
        if let known = resolved.configuration.knownGame {
            evaluator = nil
            names = MetricNames(observed, outcome: known.columns)
            snapshotSteps = []
        } else {
            evaluator = try Evaluator(experiment, trainer.state)
            names = MetricNames(observed)
            snapshotSteps = resolved.configuration.recording.snapshotSteps(of: resolved.configuration.steps)
        }
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
        clock = TrainingClock(session, secondsBefore: secondsBefore, completed: trainer.completedSteps)
        try emit(.began(completed: trainer.completedSteps, total: configuration.steps))
        if trainer.completedSteps == 0 {
            guard try save(emit) else { return .diverged }
            try recordState(emit)
        }
        while trainer.completedSteps < configuration.steps {
            if shouldStop() { return try save(emit) ? .interrupted : .diverged }
            divergence = trainer.step()
            if divergence != nil {
                _ = try save(emit)
                return .diverged
            }
            clock.noteStep()
            guard try report(trainer.completedSteps, emit) else { return .diverged }
        }
        guard try save(emit) else { return .diverged }
        if let samples = finalSamples() { try emit(.finished(samples)) }
        return .completed
    }

    private(set) var divergence: Divergence?

    /// Saves the state unless it holds numbers that are not finite: then the checkpoint before stays, the last
    /// one that is worth going back to.
    ///
    /// - Returns: whether it was saved.
    private func save(_ emit: (TrainingEvent) throws -> Void) throws -> Bool {
        if let player = trainer.state.playerWithBrokenNumbers {
            divergence =
                divergence
                ?? Divergence(
                    step: trainer.completedSteps, player: player, term: Divergence.parameters, value: .nan)
            return false
        }
        try emit(.checkpoint(checkpoint(divergence)))
        return true
    }

    /// - Returns: whether training may go on.
    private func report(_ step: Int, _ emit: (TrainingEvent) throws -> Void) throws -> Bool {
        let recording = configuration.recording
        let isLast = step == configuration.steps
        let evaluates = step % recording.evaluateEvery == 0 || isLast
        if evaluates || step % recording.metricsEvery == 0 {
            try emit(.measured(measurement(evaluating: evaluates)))
        }
        if let evaluator, snapshotSteps.contains(step) {
            try emit(.sampled(step: step, points: evaluator.sample(at: step).samples.points))
        }
        try recordState(emit)
        let isSound = step % recording.checkpointEvery != 0 || isLast ? true : try save(emit)
        try emit(.stepped(step))
        return isSound
    }

    /// Keeps the state, and analyses it, where the configuration asks for it.
    private func recordState(_ emit: (TrainingEvent) throws -> Void) throws {
        let step = trainer.completedSteps
        let recording = configuration.recording
        let wanted = (recording.keepsCheckpoint(at: step), recording.wantsSpectrum(at: step))
        guard wanted.0 || wanted.1, trainer.state.playerWithBrokenNumbers == nil else { return }
        if wanted.0 { try emit(.kept(checkpoint())) }
        if wanted.1, let spectrum = try spectrum(at: step) { try emit(.spectrum(spectrum)) }
    }

    /// nil where the field's derivatives are not finite, which training itself may survive.
    private func spectrum(at step: Int) throws -> GameSpectrum? {
        do {
            return try GameSpectrum(
                of: experiment, at: trainer.state.parameterValues, with: trainer.state.auxiliaryValues,
                step: step,
                SpectrumOptions(
                    batches: configuration.recording.spectrumBatches, threads: configuration.threads))
        } catch is EigenvalueError { return nil }
    }

    /// Which rows the tables must have by now, if everything was written.
    var progress: RecordedProgress {
        let recording = configuration.recording
        let step = trainer.completedSteps
        let regular = [recording.evaluateEvery, recording.metricsEvery].map { step - step % $0 }.max() ?? 0
        let measured = step == configuration.steps ? step : regular
        return RecordedProgress(
            step: step, lastMeasured: measured > 0 ? measured : nil,
            lastSampled: snapshotSteps.filter { $0 <= step }.max())
    }

    private func measurement(evaluating: Bool) -> Measurement {
        let observations = trainer.observations
        return Measurement(
            step: trainer.completedSteps,
            terms: zip(names.terms, names.order).map { ($0, observations[$1].value) },
            coverage: evaluating ? coverage() : nil, position: position, seconds: clock.seconds)
    }

    private func coverage() -> ModeCoverage? {
        evaluator.flatMap { $0.coverage(of: $0.sample(at: trainer.completedSteps).samples) }
    }

    private var position: KnownPosition? {
        configuration.knownGame.map { KnownPosition(trainer.state, $0) }
    }

    private func checkpoint(_ divergence: Divergence? = nil) -> Checkpoint {
        Checkpoint(
            of: trainer.state, step: trainer.completedSteps, configuration: json, divergence: divergence)
    }

    private func finalSamples() -> FinalSamples? {
        guard let evaluator else { return nil }
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
            coverage: coverage(), modesTotal: configuration.modesTotal, seconds: clock.seconds,
            stepsPerSecond: clock.stepsPerSecond(completed: trainer.completedSteps), divergence: divergence,
            allModes: allModes, position: position,
            process: ProcessFacts(
                secondsToFirstStep: clock.secondsToFirstStep, threads: team.threads, session))
    }
}

/// The time spent in training.
private struct TrainingClock {
    private let session: Session
    private let start = ContinuousClock.now
    private let secondsBefore: Double
    private let completedBefore: Int
    private(set) var secondsToFirstStep: Double?
    private var isFirst = true

    init(_ session: Session, secondsBefore: Double = 0, completed: Int = 0) {
        self.session = session
        self.secondsBefore = secondsBefore
        completedBefore = completed
    }

    mutating func noteStep() {
        guard isFirst else { return }
        isFirst = false
        secondsToFirstStep = session.seconds
    }

    private var secondsHere: Double { (ContinuousClock.now - start) / .seconds(1) }

    var seconds: Double { secondsBefore + secondsHere }

    func stepsPerSecond(completed: Int) -> Double {
        completed > completedBefore ? Double(completed - completedBefore) / max(secondsHere, 1e-9) : 0
    }
}
