import Foundation
import SystemPackage

/// An advisory lock on a run's folder; the system drops it when the process ends, however it ends.
package final class FolderLock {
    private let folder: FileDescriptor

    package init(_ path: FilePath) throws(FileError) {
        // A program started meanwhile must not inherit the lock and outlive its owner with it.
        do { folder = try FileDescriptor.open(path, .readOnly, options: .closeOnExec) } catch {
            throw FileError(.read, path, error)
        }
        guard flock(folder.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            try? folder.close()
            throw FileError(.write, path.string, "another gantrain is working on this run")
        }
    }

    deinit { try? folder.close() }
}
