import Comparisons
import Foundation
import Runs
import Storage
import SystemPackage

extension Listing.Entry {
    /// Whether a process works here just now.
    public var isRunning: Bool {
        kind == .study ? state.hasSuffix("running") : state == RunState.running.word
    }

    /// All that is in the folder, in bytes.
    public var bytes: Double { Folders.bytes(in: FilePath(name)) }

    /// Removes what gantrain has made in the folder, and the folder if nothing else is in it.
    ///
    /// - Returns: what stays in the folder, since it is not gantrain's; empty if the folder is gone.
    /// - Throws: ``FileError`` if a process works here, or something cannot be removed.
    public func remove() throws -> [String] {
        switch kind {
        case .run: try RunDirectory(name).removeWithRemarks()
        case .study: try StudyFolder(name).remove()
        case .comparison: try ComparisonFolder(name).remove()
        }
        return try Folders.names(in: FilePath(name))
    }
}

extension RunDirectory {
    /// The run, and what a study has noted of it.
    fileprivate func removeWithRemarks() throws { try remove(with: ["failure.json", "success.json"]) }
}

extension StudyFolder {
    /// Removes the runs, then the files of the study itself. Its record goes last: after a kill in between this is still
    /// a study.
    fileprivate func remove() throws {
        let runs = try Folders.names(in: path).map { path.appending($0) }.filter {
            FileKind(ofLink: $0) == .folder
        }.map { RunDirectory($0.string) }
        if let taken = try runs.first(where: { try $0.isLocked }) {
            throw FileError(.write, taken.name, "another gantrain is working on this run")
        }
        for run in runs {
            // A run that failed at once has left nothing but why.
            if try run.holdsRun { try run.removeWithRemarks() } else { try run.removeFailure() }
        }
        for name in ["runs.csv", "curves.csv", "timings.csv", "report.html", "floors.json"] {
            let file = path.appending(name)
            if FileKind(ofLink: file) == .file { try Files.remove(file) }
        }
        for name in try Folders.names(in: path) where FolderLock.isLockFile(name) {
            try Files.remove(path.appending(name))
        }
        try Files.remove(record)
        try Folders.removeEmpty(path)
    }
}

extension RunDirectory {
    fileprivate func removeFailure() throws(FileError) {
        guard Files.exists(failure) else { return }
        try Files.remove(failure)
        for name in try Folders.names(in: path) where FolderLock.isLockFile(name) {
            try Files.remove(path.appending(name))
        }
        try Folders.removeEmpty(path)
    }
}
