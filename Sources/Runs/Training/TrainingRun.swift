import Dynamics
import Experiments
import Foundation
import Games
import Machines
import Metrics
import Records
import Settings
import Tensors

/// What the training loop has made, as its recorder needs it.
enum Made {
    case event(Event)
    case checkpoint(Checkpoint)
    /// To be kept beside later ones.
    case kept(Checkpoint)
    case spectrum(GameSpectrum)
    case finished(FinalSamples)
    case ended(RunSummary)

    /// What those who watch are told.
    var event: Event? {
        switch self {
        case .event(let event): event
        case .checkpoint(let checkpoint): .saved(step: checkpoint.step)
        case .kept: nil
        case .spectrum(let spectrum): .spectrum(spectrum.record)
        case .finished(let last): .finished(last.samples)
        case .ended(let summary): .ended(summary.ending)
        }
    }
}

/// The samples at the end and the latent points they were made from.
struct FinalSamples {
    let samples: Samples
    /// The same, row by row, each number in the shortest form that gives it back.
    let points: [[String]]
    let latents: [[String]]
    /// A row for each mode, of ``ModesTable``; nil for data without modes.
    let modes: [[String]]?
}

/// One run in one precision: the training loop and what is made of it on the way.
final class TrainingRun<Scalar: TensorScalar> {
    let columns: [Column]
    let plan: ObservationPlan
    private let experiment: Experiment
    private let json: JSONValue
    private let trainer: Trainer<Scalar>
    private let evaluator: Evaluator<Scalar>
    private let terms: TermColumns
    private let objectives: ObjectiveColumns
    private let onlookers: [any Onlooker]
    private let steering: Steering
    private let session: Session
    private let team: Team
    private var clock: TrainingClock
    private var lastMeasured: Int?
    /// Before this step nothing is made; nil if that is not known. Short steps take less time than asking for each product.
    private var nextObserved: Int?
    /// The window of surfaces.
    private lazy var frame = Frame(modes: configuration.data.modes, data: evaluator.data(at: 0))

    /// - Parameters:
    ///   - observers: they may wish for more than the configuration asks for.
    ///   - checkpoint: what the run goes on from; nil at its beginning.
    init(
        _ resolved: ExperimentConfiguration.Resolved, _ session: Session, steering: Steering,
        observers: [any TrainingObserver] = [], from checkpoint: Checkpoint? = nil, in directory: RunDirectory
    ) throws {
        self.session = session
        self.steering = steering
        onlookers = observers.compactMap { $0 as? any Onlooker }
        clock = TrainingClock(session)
        team = session.team(members: resolved.configuration.threads)
        experiment = Experiment(resolved.configuration)
        json = resolved.json
        trainer = try Trainer(
            experiment.setup, batches: experiment.batches, by: team,
            preparing: { [experiment] in
                if let checkpoint {
                    try checkpoint.restore($0, from: directory.checkpoint)
                } else {
                    try experiment.configuration.start?.load(into: $0, experiment.setup)
                }
            })
        trainer.completedSteps = checkpoint?.step ?? 0
        try steering.restore(trainer)
        evaluator = try Evaluator(experiment, trainer.state)
        plan = ObservationPlan(resolved.configuration, further: observers.flatMap(\.wishes))
        terms = TermColumns(
            trainer.observations.map { ($0.player, $0.term) },
            fieldMethods: experiment.setup.game.fieldMethods.map(\.method.name),
            titles: experiment.setup.game.termTitles, landmarks: experiment.setup.game.lossLandmarks)
        // In a game with a known answer nothing is compared but the distance from it.
        let isKnown = resolved.configuration.knownGame != nil
        objectives = ObjectiveColumns(
            isKnown ? [] : trainer.observations.map { ($0.player, $0.term, $0.isPartOfLoss) },
            repeated: experiment.setup.scheme.turns.filter { $0.repetitions > 1 }.flatMap(\.players),
            landmarks: experiment.setup.game.lossLandmarks)
        columns = [.step] + terms.columns + evaluator.columns + objectives.columns + [.seconds]
        lastSaved = checkpoint?.step ?? 0
    }

    private var configuration: ExperimentConfiguration { experiment.configuration }

    var step: Int { trainer.completedSteps }

    /// - Parameter record: what the run has left so far.
    func beginning(_ record: RunRecord) -> Beginning {
        var record = record
        record.step = step
        record.modes = configuration.knownGame == nil ? configuration.data.modes : nil
        record.dimensions = configuration.data.width
        record.target = evaluator.data(at: 0)
        return Beginning(
            name: configuration.name, seed: configuration.seed, completed: step, total: plan.total,
            record: record)
    }

    /// Trains to the last step, to a number that is not finite, or until `shouldStop` says so.
    func train(
        _ beginning: Beginning, secondsBefore: Double, shouldStop: () -> Bool, emit: (Made) throws -> Void
    ) throws -> RunSummary.Status {
        try withoutActuallyEscaping(shouldStop) { shouldStop in
            evaluator.shouldStop = shouldStop
            defer { evaluator.shouldStop = { false } }
            do {
                return try steps(beginning, secondsBefore: secondsBefore, shouldStop: shouldStop, emit: emit)
            } catch is InterruptedMeasure {
                // The row of this step is not whole, so the state stays that of the last checkpoint.
                isAtCheckpoint = false
                return .interrupted
            }
        }
    }

    private func steps(
        _ beginning: Beginning, secondsBefore: Double, shouldStop: () -> Bool, emit: (Made) throws -> Void
    ) throws -> RunSummary.Status {
        clock = TrainingClock(session, secondsBefore: secondsBefore, completed: step)
        try emit(.event(.began(beginning)))
        if step == 0 {
            guard try save(emit) else { return .diverged }
            try recordState(emit)
        }
        while step < plan.total {
            clock.rest(for: try steering.steer(trainer, shouldStop: shouldStop) { try emit(.event($0)) })
            if shouldStop() { return try save(emit) ? .interrupted : .diverged }
            evaluator.forget()
            divergence = trainer.step()
            if let divergence {
                try emit(.event(.broke(step: divergence.step, row: brokenRow(divergence))))
                _ = try save(emit)
                return .diverged
            }
            clock.noteStep()
            guard try observe(emit) else { return .diverged }
        }
        try finish(beginning, emit)
        return .completed
    }

    private(set) var divergence: Divergence?
    /// The step of the last checkpoint, and whether a run that was interrupted ended there.
    private var (lastSaved, isAtCheckpoint) = (0, true)

    /// Saves the state unless it holds numbers that are not finite: then the checkpoint before stays, the last
    /// one that is worth going back to.
    ///
    /// - Returns: whether it was saved.
    private func save(_ emit: (Made) throws -> Void) throws -> Bool {
        if let player = trainer.state.playerWithBrokenNumbers {
            if divergence == nil {
                divergence = Divergence(step: step, player: player, term: Divergence.parameters, value: .nan)
                // The numbers of the step are finite; they may have been logged.
                let row = lastMeasured == step || step == 0 ? [] : try self.row { $0 == .numbers }
                try emit(.event(.broke(step: step, row: row)))
            }
            return false
        }
        try emit(.checkpoint(checkpoint(divergence)))
        lastSaved = step
        return true
    }

    /// Makes what is wanted of the step that is done, each product once.
    ///
    /// - Returns: whether training may go on.
    private func observe(_ emit: (Made) throws -> Void) throws -> Bool {
        if let next = nextObserved, step < next {
            try look(emit)
            try emit(.event(.stepped(step)))
            return true
        }
        nextObserved = plan.nextStep(after: step)
        if plan.wantsRow(at: step) {
            try emit(.event(.measured(row { plan.wants($0, at: step) })))
            lastMeasured = step
        }
        if plan.wants(.samples, at: step) {
            try emit(.event(.sampled(Samples(step: step, points: evaluator.points(at: step)))))
        }
        if plan.wants(.scores, at: step), let surface = try evaluator.scores(in: frame) {
            try emit(.event(.scored(SurfaceRecord(step: step, surface: surface))))
        }
        try recordState(emit)
        let isSound = plan.wants(.checkpoint, at: step) ? try save(emit) : true
        try look(emit)
        try emit(.event(.stepped(step)))
        return isSound
    }

    /// Asks every onlooker, since each keeps count of what it wants.
    private func look(_ emit: (Made) throws -> Void) throws {
        if onlookers.reduce(false, { $1.wantsGlimpse(after: step) || $0 }) { try glimpse(emit) }
    }

    /// Shows the players as they are. What is drawn for it is a function of the seed and the step, as all samples are.
    private func glimpse(_ emit: (Made) throws -> Void) throws {
        let start = ContinuousClock.now
        let isKnown = configuration.knownGame != nil
        var glimpse = Glimpse(
            step: step, samples: evaluator.points(at: step), surface: try evaluator.glimpse(in: frame),
            position: isKnown ? trainer.state.numbers : [])
        glimpse.seconds = (ContinuousClock.now - start) / .seconds(1)
        try emit(.event(.glimpsed(glimpse)))
    }

    /// Keeps the state, and analyses it, where somebody wants it.
    private func recordState(_ emit: (Made) throws -> Void) throws {
        let (keeps, analyses) = (plan.wants(.keptCheckpoint, at: step), plan.wants(.spectrum, at: step))
        guard keeps || analyses, trainer.state.playerWithBrokenNumbers == nil else { return }
        if keeps { try emit(.kept(checkpoint())) }
        if analyses, let spectrum = try spectrum() { try emit(.spectrum(spectrum)) }
    }

    /// nil where the field's derivatives are not finite, which training itself may survive.
    private func spectrum() throws -> GameSpectrum? {
        do {
            return try GameSpectrum(
                of: experiment.touched(by: steering.log.upTo(step)), at: trainer.state.parameterValues,
                with: trainer.state.auxiliaryValues,
                step: step,
                SpectrumOptions(
                    batches: configuration.recording.spectrumBatches, threads: configuration.threads))
        } catch is EigenvalueError { return nil }
    }

    /// What there is only at the end, even if the last step was done by an earlier process.
    private func finish(_ beginning: Beginning, _ emit: (Made) throws -> Void) throws {
        if plan.wants(.surface, at: step), let surface = try evaluator.surface(in: beginning.record.frame) {
            try emit(.event(.surface(step: step, surface)))
        }
        guard let (latents, samples) = evaluator.sample(at: step) else { return }
        try emit(
            .finished(
                FinalSamples(
                    samples: Samples(step: step, points: samples.points), points: text(samples),
                    latents: text(latents),
                    modes: configuration.data.modes.map {
                        ModesTable.rows(of: samples.points, $0, within: configuration.recording.within)
                    })))
    }

    /// Each number in the shortest form that gives it back.
    private func text(_ matrix: Matrix<Scalar>) -> [[String]] {
        (0..<matrix.shape.rows).map { row in matrix.row(row).map { "\($0)" } }
    }

    /// - Parameter isTaken: what is wanted of the step.
    private func row(taking isTaken: (Product) -> Bool) throws -> [Double?] {
        let numbers = trainer.observations.map { Optional($0.value) }
        return try [Double(step)] + terms.order.map { numbers[$0] }
            + evaluator.values(at: step, taking: isTaken)
            + objectives.values(numbers, means: trainer.meanObservations) + [clock.seconds]
    }

    /// Losses, terms and norms of the step that broke.
    private func brokenRow(_ divergence: Divergence) -> [Double?] {
        let numbers = divergence.numbers.map(\.value)
        return [Double(divergence.step)] + terms.order.map { numbers[$0] }
            + evaluator.columns.map { _ in nil }
            + objectives.values(numbers, means: numbers.map { _ in nil }) + [clock.seconds]
    }

    private func checkpoint(_ divergence: Divergence? = nil) -> Checkpoint {
        Checkpoint(
            of: trainer.state, step: step, configuration: json, divergence: divergence,
            touched: steering.log.fingerprint(upTo: step))
    }

    /// - Parameter milestones: since when measures have been the largest possible.
    func summary(_ status: RunSummary.Status, _ milestones: Milestones) throws -> RunSummary {
        // Whoever interrupts a run does not wait for what is measured at its end.
        let values =
            try isAtCheckpoint
            ? evaluator.values(at: step) { $0 == .evaluation || status == .completed }
            : evaluator.columns.map { _ in nil }
        return RunSummary(
            name: configuration.name, status: status, steps: isAtCheckpoint ? step : lastSaved,
            seed: configuration.seed,
            outcomes: zip(evaluator.columns, values).map {
                Outcome($0, $1, fullSince: milestones.moment(of: $0))
            },
            seconds: clock.seconds, stepsPerSecond: clock.stepsPerSecond(completed: step),
            divergence: divergence,
            process: ProcessFacts(
                secondsToFirstStep: clock.secondsToFirstStep, threads: team.threads, session),
            touched: steering.log.upTo(step).count)
    }
}

/// Since which evaluation each measure has been the largest possible every time.
struct Milestones {
    private let columns: [Column]
    private let time: Int?
    private var since: [String: TrainingMoment] = [:]

    init(_ columns: [Column]) {
        self.columns = columns
        time = columns.firstIndex { $0.role == .time }
    }

    mutating func note(_ row: [Double?]) {
        for (place, column) in columns.enumerated() {
            guard let most = column.most, let value = Table.value(row, at: place),
                let step = row[0].flatMap({ Int(exactly: $0) }), let seconds = Table.value(row, at: time)
            else { continue }
            since[column.name] =
                value == most ? since[column.name] ?? TrainingMoment(step: step, seconds: seconds) : nil
        }
    }

    func moment(of column: Column) -> TrainingMoment? { since[column.name] }
}
