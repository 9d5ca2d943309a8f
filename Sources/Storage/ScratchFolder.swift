import Foundation
import SystemPackage

/// A folder within another one, for files that are renamed into place when all of them are whole. It is gone
/// when it is closed, or when the next one is made beside it: a kill leaves it behind, unlocked.
package final class ScratchFolder {
    package let path: FilePath
    private let lock: FolderLock

    /// - Parameter prefix: how the folder's name begins.
    /// - Throws: ``FileError`` if the folder cannot be made.
    package init(in parent: FilePath, prefix: String) throws(FileError) {
        for name in try Folders.names(in: parent) where name.hasPrefix(prefix) {
            let left = parent.appending(name)
            if let lock = try? FolderLock(left), lock.isHeld { try? Folders.remove(left) }
        }
        var template = Array(parent.appending("\(prefix)XXXXXX").string.utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        guard let made else { throw FileError(.create, parent, Errno(rawValue: errno)) }
        path = FilePath(made)
        lock = try FolderLock(path)
    }

    /// Renames a file of this folder into another, where it replaces its forerunner in one step.
    package func move(_ name: String, to folder: FilePath) throws(FileError) {
        let target = folder.appending(name)
        guard rename(path.appending(name).string, target.string) == 0 else {
            throw FileError(.write, target, Errno(rawValue: errno))
        }
    }

    /// Removes the folder.
    package func close() { try? Folders.remove(path) }
}
