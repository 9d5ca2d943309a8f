import Comparisons
import Experiments
import Machines
import Runs
import Storage
import SystemPackage

/// How far a run of a study has come, as its folder tells.
public enum RunState: Equatable, Sendable {
    case notBegun
    /// Some process holds its lock.
    case running
    /// Begun, not at its end, and nobody is working on it.
    case interrupted
    case completed
    /// Ended early, since success had held at enough evaluations.
    case stopped
    /// A result, too.
    case diverged
    /// The program failed, in these words.
    case failed(String)

    /// Whether there is a result.
    public var isOver: Bool { self == .completed || self == .stopped || self == .diverged }

    /// In a word.
    public var word: String {
        switch self {
        case .notBegun: "not begun"
        case .running: "running"
        case .interrupted: "interrupted"
        case .completed: "completed"
        case .stopped: "stopped early"
        case .diverged: "diverged"
        case .failed: "failed"
        }
    }
}

extension StudyFolder {
    /// How far a run has come. A run that is over and whose files are damaged, changed or another run's has failed.
    /// Nothing is written.
    ///
    /// - Throws: ``FileError`` if the folder is there and cannot be read.
    public func state(of run: PlannedRun) throws(FileError) -> RunState { try result(of: run).state }

    /// How far runs have come, each as ``state(of:)`` tells it. All cores read.
    ///
    /// - Throws: ``FileError`` if a folder is there and cannot be read.
    public func states(of runs: [PlannedRun]) throws -> [(run: PlannedRun, state: RunState)] {
        let states = inParallel(runs) { run in Swift.Result { try state(of: run) } }
        return try zip(runs, states).map { ($0, try $1.get()) }
    }

    /// How far a run has come, and of one that is over its files.
    ///
    /// - Throws: ``FileError`` if the folder is there and cannot be read.
    package func result(of run: PlannedRun) throws(FileError) -> (state: RunState, files: ComparedRun?) {
        let told = try toldState(of: run)
        guard told.isOver else { return (told, nil) }
        do {
            let files = try ComparedRun(reading: RunDirectory(folder(of: run).string))
            guard try run.isDone(by: files.configuration) else {
                throw StudyError("\(run.folderName) does not hold the run that the study asks for")
            }
            // It is a run of other numbers.
            guard files.touched == 0 else { throw ResumeError.touched(files.directory.name, files.touched) }
            return (told, files)
        } catch {
            // Somebody may be training it anew just now.
            return (try RunDirectory(folder(of: run).string).isLocked ? .running : .failed("\(error)"), nil)
        }
    }

    /// How far a run has come, as its summary and the beginning of its checkpoint tell. Whether its files are whole is not
    /// looked at, which makes it quick.
    func toldState(of run: PlannedRun) throws(FileError) -> RunState {
        try toldState(of: run, looksAtLock: true)
    }

    /// The same for somebody who only watches: a look at a lock takes it for a moment. A run under way counts as
    /// ``RunState/interrupted``.
    package func stateWithoutLock(of run: PlannedRun) throws(FileError) -> RunState {
        try toldState(of: run, looksAtLock: false)
    }

    private func toldState(of run: PlannedRun, looksAtLock: Bool) throws(FileError) -> RunState {
        try RunDirectory(folder(of: run).string).toldState(ofSteps: run.steps, looksAtLock: looksAtLock)
    }
}

extension RunDirectory {
    /// How far a run of so many steps has come, as its summary and the beginning of its checkpoint tell. Whether its files
    /// are whole is not looked at, which makes it quick.
    ///
    /// - Parameter looksAtLock: whether a run under way is told from an interrupted one.
    func toldState(ofSteps steps: Int, looksAtLock: Bool = true) throws(FileError) -> RunState {
        guard Files.exists(path) else { return .notBegun }
        // A summary that cannot be read is written anew when the run goes on from its checkpoint.
        switch try ending(ofSteps: steps) {
        case .completed?: return .completed
        case .diverged?: return .diverged
        default: break
        }
        if try hasStoppedWithSuccess { return .stopped }
        if looksAtLock, try isLocked { return .running }
        if Files.exists(failure) { return .failed(try failureText) }
        return Files.exists(configuration) ? .interrupted : .notBegun
    }

    /// Whether some process works in the folder.
    var isLocked: Bool {
        get throws(FileError) {
            do {
                _ = try FolderLock(path)
                return false
            } catch {
                guard FolderLock.isTaken(error) else { throw error }
                return true
            }
        }
    }
}
