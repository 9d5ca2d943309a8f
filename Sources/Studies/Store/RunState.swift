import Experiments
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
    /// How far a run has come. Nothing is written.
    ///
    /// - Throws: ``FileError`` if the folder is there and cannot be read.
    public func state(of run: PlannedRun) throws(FileError) -> RunState {
        let folder = folder(of: run)
        guard Files.exists(folder) else { return .notBegun }
        let directory = RunDirectory(folder.string)
        // A summary that cannot be read is written anew when the run goes on from its checkpoint.
        switch try directory.ending(ofSteps: run.steps) {
        case .completed?: return .completed
        case .diverged?: return .diverged
        default: break
        }
        if try directory.hasStoppedWithSuccess { return .stopped }
        if try Self.isLocked(folder) { return .running }
        if Files.exists(failure(of: run)) { return .failed(try failureText(of: run)) }
        return Files.exists(directory.configuration) ? .interrupted : .notBegun
    }

    private static func isLocked(_ folder: FilePath) throws(FileError) -> Bool {
        do {
            _ = try FolderLock(folder)
            return false
        } catch {
            guard FolderLock.isTaken(error) else { throw error }
            return true
        }
    }
}
