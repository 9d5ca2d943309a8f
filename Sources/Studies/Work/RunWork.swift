import Experiments
import Machines
import Records
import Runs
import Settings
import Storage
import Synchronization

/// Brings one run of a study to its end.
struct RunWork {
    let request: WorkRequest
    let session: Session
    let shouldStop: () -> Bool
    let emit: @Sendable (WorkEvent) -> Void

    private var directory: RunDirectory { RunDirectory(request.folder) }

    /// - Returns: how it went. Nothing is thrown: what is wrong with one run is no reason to end a study.
    func perform() -> WorkEvent {
        do {
            return try train()
        } catch let error as FileError where FolderLock.isTaken(error) {
            return .busy
        } catch let error as FileError where error.action == .write || error.action == .create {
            return .cannotWrite("\(error)", isCreation: error.action == .create)
        } catch {
            return .failed("\(error)")
        }
    }

    private func train() throws -> WorkEvent {
        let resolved = try ExperimentConfiguration.read(
            JSONDocument(root: request.configuration), name: "\(request.folder)/config.json")
        let watch = request.stopAfter.map {
            SuccessWatch(directory, request.success, count: $0)
        }
        let stop = { shouldStop() || watch?.isReached == true }
        if !request.startsAnew { try removeDamagedSummary() }
        let run = try Training.ensure(
            resolved, in: directory, on: session, existing: request.startsAnew ? .replace : .goOn,
            observers: [StepReporter(emit)], shouldStop: stop)
        guard run.status == .interrupted else { return .ended }
        guard watch?.isReached == true else { return .interrupted }
        try directory.noteSuccess(at: run.steps)
        return .ended
    }

    /// The checkpoint has all that a summary is made of.
    private func removeDamagedSummary() throws(FileError) {
        if try directory.soundSummary() == nil { try Files.remove(directory.summary) }
    }
}

/// Tells a few times a second how far a run has come.
private final class StepReporter: TrainingObserver {
    private let emit: @Sendable (WorkEvent) -> Void
    private let clock = ContinuousClock()
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    init(_ emit: @escaping @Sendable (WorkEvent) -> Void) { self.emit = emit }

    func receive(_ event: Event) {
        switch event {
        case .began(let beginning): emit(.stepped(beginning.completed))
        case .stepped(let step):
            let now = clock.now
            let isTime = last.withLock { last in
                let isTime = now - (last ?? now) >= .milliseconds(250)
                if isTime || last == nil { last = now }
                return isTime
            }
            if isTime { emit(.stepped(step)) }
        default: break
        }
    }
}
