import Experiments
import Foundation
import Runs
import Settings
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
        let names = try Folders.names(in: folder)
        if names.contains("summary.json"), let over = try Self.status(in: folder.appending("summary.json")) {
            return over
        }
        if names.contains(RunDirectory.successFile) { return .stopped }
        if try Self.isLocked(folder) { return .running }
        if names.contains("failure.json") { return .failed(try failureText(of: run)) }
        return names.contains("config.json") ? .interrupted : .notBegun
    }

    /// Of a run that is over; nil for one that is not. A summary that cannot be read is written anew when the run goes
    /// on from its checkpoint.
    private static func status(in summary: FilePath) throws(FileError) -> RunState? {
        let bytes = try Files.read(summary, atMost: 1 << 20)
        guard let root = try? JSONDocument.parse(bytes: bytes).root else { return nil }
        switch root["status"]?.textValue {
        case "completed": return .completed
        case "diverged": return .diverged
        default: return nil
        }
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
