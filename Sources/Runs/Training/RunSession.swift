import Experiments
import Machines
import Records
import Tensors

/// Trains a run in its folder, from its beginning or from a checkpoint: the recorder in line, those who watch beside it.
enum RunSession {
    /// - Throws: ``FileError`` if a file of the run cannot be read or written.
    static func train(
        _ resolved: ExperimentConfiguration.Resolved, in directory: RunDirectory,
        from checkpoint: Checkpoint?,
        _ observers: [any TrainingObserver], _ session: Session, _ shouldStop: () -> Bool
    ) throws -> RunSummary {
        try train(
            resolved, directory, checkpoint, observers, session, shouldStop,
            resolved.configuration.precision.scalar)
    }

    private static func train<Scalar: TensorScalar>(
        _ resolved: ExperimentConfiguration.Resolved, _ directory: RunDirectory, _ checkpoint: Checkpoint?,
        _ observers: [any TrainingObserver], _ session: Session, _ shouldStop: () -> Bool, _: Scalar.Type
    ) throws -> RunSummary {
        let run = try TrainingRun<Scalar>(
            resolved, session, steering: Steering(directory, observers), observers: observers,
            from: checkpoint,
            in: directory)
        let (recorder, record) = try RunRecorder.open(
            directory, run.columns, from: run.step,
            title: RunRecord.title(resolved.configuration))
        let audience = Audience(observers, notify: session.notify)
        defer { audience.close() }
        let emit = { (made: Made) in
            try recorder.receive(made)
            if let event = made.event { audience.tell(event) }
        }
        let status = try run.train(
            run.beginning(record), secondsBefore: recorder.secondsBefore, shouldStop: shouldStop, emit: emit)
        let summary = try run.summary(status, recorder.milestones)
        try emit(.ended(summary))
        return summary
    }
}
