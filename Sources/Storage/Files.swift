import Foundation
import SystemPackage

/// Reading and writing whole files. A file is written beside its place and renamed into it, so that a reader
/// never sees half of one and a kill at any instant leaves the old one.
package enum Files {
    package static func write(_ bytes: some Sequence<UInt8>, to path: FilePath) throws(FileError) {
        let partial = FilePath(path.string + ".partial")
        do {
            let file = try FileDescriptor.open(
                partial, .writeOnly, options: [.create, .truncate], permissions: .ownerReadWriteOthersRead)
            try file.closeAfter { _ = try file.writeAll(bytes) }
            guard rename(partial.string, path.string) == 0 else { throw Errno(rawValue: errno) }
        } catch {
            _ = unlink(partial.string)
            throw FileError(.write, path, error)
        }
    }

    package static func write(_ text: String, to path: FilePath) throws(FileError) {
        try write(Array(text.utf8), to: path)
    }

    package static func read(_ path: FilePath) throws(FileError) -> Data {
        do {
            let file = try FileDescriptor.open(path, .readOnly)
            return try file.closeAfter {
                var contents = Data()
                var chunk = [UInt8](repeating: 0, count: 1 << 16)
                while case let count = try chunk.withUnsafeMutableBytes({ try file.read(into: $0) }),
                    count > 0
                {
                    contents.append(contentsOf: chunk.prefix(count))
                }
                return contents
            }
        } catch {
            throw FileError(.read, path, error)
        }
    }

    /// Says before long work what writing a file would say after it: that the folder of the
    /// file is missing or cannot be written.
    package static func checkFolder(of path: FilePath) throws(FileError) {
        let parent = path.removingLastComponent()
        guard access(parent.isEmpty ? "." : parent.string, W_OK) == 0 else {
            throw FileError(.write, path, Errno(rawValue: errno))
        }
    }

    package static func exists(_ path: FilePath) -> Bool { access(path.string, F_OK) == 0 }

    /// The path without links and detours, or as it is if it leads nowhere.
    package static func resolved(_ path: FilePath) -> String {
        guard let resolved = realpath(path.string, nil) else { return path.string }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    package static func remove(_ path: FilePath) throws(FileError) {
        guard unlink(path.string) == 0 || errno == ENOENT else {
            throw FileError(.write, path, Errno(rawValue: errno))
        }
    }

    private static func isFolder(_ path: FilePath) -> Bool {
        var status = stat()
        return stat(path.string, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    package static func removeFolder(_ path: FilePath) throws(FileError) {
        do { try FileManager.default.removeItem(atPath: path.string) } catch {
            throw FileError(.write, path.string, error.localizedDescription)
        }
    }

    /// Makes the folder and those above it that are missing.
    package static func makeFolder(_ path: FilePath) throws(FileError) {
        var code = mkdir(path.string, 0o777) == 0 ? 0 : errno
        let parent = path.removingLastComponent()
        if code == ENOENT, !parent.isEmpty, parent != path {
            try makeFolder(parent)
            code = mkdir(path.string, 0o777) == 0 ? 0 : errno
        }
        guard code == 0 || isFolder(path) else { throw FileError(.create, path, Errno(rawValue: code)) }
    }
}

extension FilePermissions {
    fileprivate static let ownerReadWriteOthersRead: FilePermissions = [
        .ownerReadWrite, .groupRead, .otherRead,
    ]
}
