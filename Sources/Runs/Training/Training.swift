import Experiments
import Machines
import Settings
import Storage
import Tensors

/// Starting and resuming runs.
public enum Training {
    /// Trains a new run in `directory`.
    ///
    /// - Parameters:
    ///   - overwriting: replaces a run that is there already.
    ///   - session: the process that the run belongs to.
    ///   - shouldStop: asked before each step; true stops with the state saved.
    /// - Throws: ``TooLargeError`` if the machine has too little memory, ``FileError`` if something cannot be
    ///   written.
    public static func start(
        _ resolved: ExperimentConfiguration.Resolved, in directory: RunDirectory, overwriting: Bool = false,
        observers: [any TrainingObserver] = [], session: Session = Session(),
        shouldStop: () -> Bool = { false }
    ) throws -> RunSummary {
        try MemoryNeed(of: resolved).check(on: session.machine)
        let lock = try directory.prepare(overwriting: overwriting)
        try Files.write(JSONWriter.pretty(resolved.json), to: directory.configuration)
        return try withExtendedLifetime(lock) {
            try train(resolved, in: directory, from: nil, observers, session, shouldStop)
        }
    }

    /// Goes on with a run that was interrupted or killed. It ends with the same bytes as if it had not been.
    ///
    /// - Throws: ``ResumeError`` if the run is over or its configuration has been changed,
    ///   ``CheckpointError`` if its checkpoint is damaged, ``FileError`` if a file cannot be read or written.
    public static func resume(
        _ directory: RunDirectory, observers: [any TrainingObserver] = [], session: Session = Session(),
        shouldStop: () -> Bool = { false }
    ) throws -> RunSummary {
        guard Files.exists(directory.configuration) else { throw ResumeError.noRun(directory.name) }
        let lock = try directory.lock()
        let run = try StoredRun(reading: directory)
        try MemoryNeed(of: run.resolved).check(on: session.machine)
        try checkThatItMayGoOn(run)
        return try withExtendedLifetime(lock) {
            try train(run.resolved, in: directory, from: run.checkpoint, observers, session, shouldStop)
        }
    }

    private static func checkThatItMayGoOn(_ run: StoredRun) throws {
        let directory = run.directory
        guard let checkpoint = run.checkpoint else {
            // Killed before its first checkpoint a run has nothing to lose.
            guard try directory.hasMeasurements else { return }
            throw CheckpointError(
                directory.checkpoint.string,
                """
                it is missing, though the run had begun. \
                To train anew: gantrain --config \(directory.name)/config.json --out \(directory.name) --overwrite
                """)
        }
        if let divergence = checkpoint.divergence {
            throw ResumeError.diverged(directory.name, divergence)
        }
        if checkpoint.step >= run.configuration.steps, Files.exists(directory.summary) {
            throw ResumeError.complete(directory.name, steps: checkpoint.step)
        }
        try ExpectedRows(of: run.configuration).check(directory, upTo: checkpoint.step)
    }

    private static func train(
        _ resolved: ExperimentConfiguration.Resolved, in directory: RunDirectory,
        from checkpoint: Checkpoint?,
        _ observers: [any TrainingObserver], _ session: Session, _ shouldStop: () -> Bool
    ) throws -> RunSummary {
        func train<Scalar: TensorScalar>(_: Scalar.Type) throws -> RunSummary {
            let run = try TrainingRun<Scalar>(resolved, session)
            if let checkpoint { try run.restore(checkpoint, in: directory) }
            let recorder = try RunRecorder(
                directory, run.names, modesTotal: resolved.configuration.modesTotal,
                from: run.progress)
            let emit = { (event: TrainingEvent) in
                try recorder.receive(event)
                for observer in observers { try observer.receive(event) }
            }
            let status = try run.train(
                secondsBefore: recorder.secondsBefore, shouldStop: shouldStop, emit: emit)
            let summary = run.summary(status, allModes: recorder.allModes.since)
            try emit(.ended(summary))
            return summary
        }
        return try train(resolved.configuration.precision.scalar)
    }
}
