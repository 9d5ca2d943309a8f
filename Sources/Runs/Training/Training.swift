import Experiments
import Machines
import Settings
import Storage
import Tensors

/// What ``Training/ensure(_:in:on:existing:observers:shouldStop:)`` did or found. In the end the run is done, or it was
/// interrupted.
public enum EnsuredRun {
    /// The run was trained from its first step.
    case started(RunSummary)
    /// The run was trained further, after so many steps.
    case continued(RunSummary, from: Int)
    /// There was nothing left to do. The object is what `summary.json` says.
    case found(steps: Int, divergence: String?, summary: JSONObject?)

    /// How far the run is.
    public var steps: Int {
        switch self {
        case .started(let summary), .continued(let summary, _): summary.steps
        case .found(let steps, _, _): steps
        }
    }

    public var status: RunSummary.Status {
        switch self {
        case .started(let summary), .continued(let summary, _): summary.status
        case .found(_, let divergence, _): divergence == nil ? .completed : .diverged
        }
    }

    /// What this call has trained.
    ///
    /// - Throws: ``ResumeError`` if nothing was left to do.
    func summary(of directory: RunDirectory) throws(ResumeError) -> RunSummary {
        switch self {
        case .started(let summary), .continued(let summary, _): return summary
        case .found(let steps, nil, _): throw .complete(directory.name, steps: steps)
        case .found(_, let divergence?, _): throw .diverged(directory.name, divergence)
        }
    }
}

/// Starting runs and going on with them.
public enum Training {
    /// What to do with a run that is in the folder already.
    public enum Existing: Sendable {
        /// Go on with it, or leave it if it is done. It must study the same.
        case goOn
        case refuse
        case replace
    }

    /// Sees to it that a run is done: starts it, goes on with it, or finds it done. A run that goes on ends with the
    /// same bytes as one that was never stopped, if OpenBLAS has the same kernels.
    ///
    /// It may be called from several threads at once, on different folders. The folder is locked meanwhile.
    ///
    /// - Parameters:
    ///   - run: what is studied, and how it is recorded. If the folder holds the run already, it is recorded as it
    ///     was begun.
    ///   - session: the process that trains, and its machine.
    ///   - shouldStop: asked before each step, where true stops with the state saved; and by measures that take long, where
    ///     true goes back to the last checkpoint.
    /// - Throws: ``TooLargeError`` if the machine has too little memory, ``ResumeError`` if the folder holds another
    ///   run, ``CheckpointError`` if a checkpoint is damaged, ``FileError`` if a file cannot be read or written.
    public static func ensure(
        _ run: ExperimentConfiguration.Resolved, in directory: RunDirectory, on session: Session = Session(),
        existing: Existing = .goOn, observers: [any TrainingObserver] = [],
        shouldStop: () -> Bool = { false }
    ) throws -> EnsuredRun {
        try MemoryNeed(of: run).check(on: session.machine)
        try Folders.make(directory.path)
        let lock = try directory.lock()
        return try withExtendedLifetime(lock) {
            if existing == .goOn, try directory.holdsRun {
                let stored = try StoredRun(reading: directory)
                try stored.check(studies: run)
                return try goOn(with: stored, session, observers, shouldStop)
            }
            try directory.makeRoom(overwriting: existing == .replace)
            try directory.checkPlaces()
            try Files.write(JSONWriter.pretty(run.json), to: directory.configuration)
            return .started(try begin(run, in: directory, session, observers, shouldStop))
        }
    }

    /// Trains a new run.
    ///
    /// - Parameter overwriting: replaces a run that is there already instead of refusing.
    /// - Throws: what ``ensure(_:in:on:existing:observers:shouldStop:)`` throws.
    public static func start(
        _ resolved: ExperimentConfiguration.Resolved, in directory: RunDirectory, overwriting: Bool = false,
        observers: [any TrainingObserver] = [], session: Session = Session(),
        shouldStop: () -> Bool = { false }
    ) throws -> RunSummary {
        let run = try ensure(
            resolved, in: directory, on: session, existing: overwriting ? .replace : .refuse,
            observers: observers, shouldStop: shouldStop)
        return try run.summary(of: directory)
    }

    /// Goes on with the run in a folder, whatever it studies.
    ///
    /// - Parameter steps: of the whole run, if it is to have more than it was begun with. It then ends as one that had
    ///   them from the start.
    /// - Throws: ``ResumeError`` if there is none, it is over, or it cannot have so many steps, and what
    ///   ``ensure(_:in:on:existing:observers:shouldStop:)`` throws.
    public static func resume(
        _ directory: RunDirectory, steps: Int? = nil, observers: [any TrainingObserver] = [],
        session: Session = Session(),
        shouldStop: () -> Bool = { false }
    ) throws -> RunSummary {
        guard Files.exists(directory.configuration) else { throw ResumeError.noRun(directory.name) }
        let lock = try directory.lock()
        return try withExtendedLifetime(lock) {
            var run = try StoredRun(reading: directory)
            if let steps { run = try run.lengthened(to: steps) }
            return try goOn(with: run, session, observers, shouldStop).summary(of: directory)
        }
    }

    private static func goOn(
        with run: StoredRun, _ session: Session, _ observers: [any TrainingObserver],
        _ shouldStop: () -> Bool
    ) throws -> EnsuredRun {
        let directory = run.directory
        try directory.checkPlaces()
        guard let checkpoint = run.checkpoint else {
            try run.checkThatNothingIsLost()
            return .started(try begin(run.resolved, in: directory, session, observers, shouldStop))
        }
        if let found = try found(run, at: checkpoint) { return found }
        let lengthenings = try run.machine.lengthenings(to: run.configuration.steps)
        try ExpectedRows(of: run.configuration, lengthenings).check(directory, upTo: checkpoint.step)
        let machine = try machine(of: run, from: checkpoint.step, session)
        let resolved = run.resolved.with(threads: machine.threads)
        try MemoryNeed(of: resolved).check(on: session.machine)
        return .continued(
            try RunSession.train(
                resolved, in: directory, from: checkpoint, observers, session, shouldStop),
            from: checkpoint.step)
    }

    /// A run that is over, as it was found; nil if there is something left to do. A kill between the last checkpoint and
    /// the summary leaves no summary, or the one of an earlier interruption.
    ///
    /// - Throws: ``FileError`` if the summary is damaged.
    private static func found(_ run: StoredRun, at checkpoint: Checkpoint) throws -> EnsuredRun? {
        guard checkpoint.step >= run.configuration.steps || checkpoint.divergence != nil else { return nil }
        let directory = run.directory
        var summary = try directory.readSummary()
        if try directory.ending(ofSteps: run.configuration.steps) == nil {
            guard let divergence = checkpoint.divergence else { return nil }
            try directory.writeSummary(of: run, divergedAt: divergence, after: checkpoint.step)
            summary = try directory.readSummary()
        }
        return .found(steps: checkpoint.step, divergence: checkpoint.divergence, summary: summary)
    }

    /// From the first step. The configuration is in the folder already.
    private static func begin(
        _ run: ExperimentConfiguration.Resolved, in directory: RunDirectory, _ session: Session,
        _ observers: [any TrainingObserver], _ shouldStop: () -> Bool
    ) throws -> RunSummary {
        try begin(
            run, threads: run.threads(on: session.machine), in: directory, session, observers, shouldStop)
    }

    static func begin(
        _ run: ExperimentConfiguration.Resolved, threads: Int, in directory: RunDirectory, _ session: Session,
        _ observers: [any TrainingObserver], _ shouldStop: () -> Bool
    ) throws -> RunSummary {
        let run = run.with(threads: threads)
        try MemoryNeed(of: run).check(on: session.machine)
        for remark in run.configuration.remarks { session.notify(remark) }
        try directory.write(
            MachineRecord(
                threads: run.configuration.threads, kernels: OpenBLAS.core,
                record: run.json["record"]?.objectValue))
        return try RunSession.train(run, in: directory, from: nil, observers, session, shouldStop)
    }

    /// The machine on which the run continues: as many threads as it began with. The kernels are this process's; if they are
    /// others than before, a word is said of it and the record keeps it.
    private static func machine(
        of run: StoredRun, from step: Int, _ session: Session
    ) throws -> MachineRecord {
        let directory = run.directory
        var machine = try run.machine
        let changes = machine.changes(ofRecordIn: run.resolved.json)
        guard changes.isEmpty else { throw ResumeError.changed(directory.name, changes) }
        if let asked = run.resolved.json["threads"]?.integerValue, asked > 0, asked != machine.threads {
            session.notify(
                """
                \(directory.name)/config.json says threads \(asked), but the run was begun with \
                \(machine.threads). Its last bits depend on that, so it goes on with \(machine.threads).
                """)
        }
        if let before = machine.goOn(from: step, with: OpenBLAS.core) {
            session.notify(
                """
                \(directory.name) was trained with \(KernelChoice.phrase(for: before)) and goes on with \
                \(KernelChoice.phrase(for: OpenBLAS.core)): its numbers will differ in their last bits. \
                OPENBLAS_CORETYPE chooses kernels.
                """)
        }
        try directory.write(machine)
        return machine
    }
}
