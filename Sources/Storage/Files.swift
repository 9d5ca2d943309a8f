import Foundation
import SystemPackage

/// Reading and writing whole files. A file is written beside its place and renamed into it, so that a reader
/// never sees half of one and a kill at any instant leaves the old one.
///
/// A folder may come from somebody else. Nothing is written through a link, and nothing endless is read.
package enum Files {
    /// More than any file that is read whole has: what is larger is refused before it fills the memory.
    package static let mostBytes = 4_000_000_000

    package static func write(_ bytes: some Sequence<UInt8>, to path: FilePath) throws(FileError) {
        try write(to: path) { _ = try $0.writeAll(bytes) }
    }

    /// - Parameter put: writes the file's contents.
    package static func write(
        to path: FilePath, _ put: (FileDescriptor) throws -> Void
    ) throws(FileError) {
        let partial = FilePath(path.string + ".partial")
        try checkReplaceable(path)
        do {
            // A file that a kill left is taken away, and so is a link that somebody put there; `exclusiveCreate`
            // fails if one appears in between.
            _ = unlink(partial.string)
            let file = try FileDescriptor.open(
                partial, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: .ownerReadWriteOthersRead)
            do {
                try file.closeAfter { try put(file) }
                guard rename(partial.string, path.string) == 0 else { throw Errno(rawValue: errno) }
            } catch {
                _ = unlink(partial.string)
                throw error
            }
        } catch {
            throw FileError(.write, path, error)
        }
    }

    package static func write(_ text: String, to path: FilePath) throws(FileError) {
        try write(Array(text.utf8), to: path)
    }

    /// The bytes of a file or of a pipe.
    ///
    /// - Parameter limit: the most bytes that are read.
    /// - Throws: ``FileError`` if the file cannot be read, is a folder or a device, or is larger than the limit.
    package static func read(_ path: FilePath, atMost limit: Int = mostBytes) throws(FileError) -> Data {
        do {
            // A pipe that nobody writes to would keep a plain `open` waiting.
            let file = try FileDescriptor.open(path, .readOnly, options: [.nonBlocking, .closeOnExec])
            return try file.closeAfter { try contents(of: file, path, limit) }
        } catch let error as FileError {
            throw error
        } catch {
            throw FileError(.read, path, error)
        }
    }

    private static func contents(of file: FileDescriptor, _ path: FilePath, _ limit: Int) throws -> Data {
        var status = stat()
        guard fstat(file.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
        switch FileKind(status) {
        case .file, .pipe: break
        case let kind: throw FileError(.read, path.string, "it is \(kind.rawValue)")
        }
        var contents = Data()
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = try nextBytes(of: file, into: &chunk), count > 0 {
            contents.append(contentsOf: chunk.prefix(count))
            guard contents.count <= limit else {
                throw FileError(.read, path.string, "it is larger than \(limit) bytes")
            }
        }
        return contents
    }

    /// Waits for the next bytes of a pipe whose writer is slow.
    private static func nextBytes(of file: FileDescriptor, into chunk: inout [UInt8]) throws -> Int {
        while true {
            do { return try chunk.withUnsafeMutableBytes { try file.read(into: $0) } } catch Errno.wouldBlock
            {
                var waiting = pollfd(fd: file.rawValue, events: Int16(POLLIN), revents: 0)
                _ = poll(&waiting, 1, -1)
            }
        }
    }

    /// Says before long work what writing a file would say after it: that the folder of the
    /// file is missing or cannot be written, or that something else has the file's name.
    package static func checkFolder(of path: FilePath) throws(FileError) {
        let parent = path.removingLastComponent()
        guard access(parent.isEmpty ? "." : parent.string, W_OK) == 0 else {
            throw FileError(.write, path, Errno(rawValue: errno))
        }
        try checkReplaceable(path)
    }

    /// A file that is written takes the place of a file or of a link. It never takes the place of anything else.
    package static func checkReplaceable(_ path: FilePath) throws(FileError) {
        switch FileKind(ofLink: path) {
        case .file?, .link?, nil: return
        case let kind?:
            throw FileError(.write, path.string, "it is \(kind.rawValue)", advice: "Choose another name.")
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
}

/// What a name of the file system stands for.
package enum FileKind: String {
    case file
    case folder = "a folder"
    case link = "a link"
    case pipe = "a pipe"
    case socket = "a socket"
    case device = "a device"

    init(_ status: stat) {
        self =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            case S_IFIFO: .pipe
            case S_IFSOCK: .socket
            default: .device
            }
    }

    /// Of what the path names, with links followed; nil if there is nothing.
    package init?(of path: FilePath) {
        var status = stat()
        guard stat(path.string, &status) == 0 else { return nil }
        self.init(status)
    }

    /// Of the path itself, which may be a link; nil if there is nothing.
    package init?(ofLink path: FilePath) {
        var status = stat()
        guard lstat(path.string, &status) == 0 else { return nil }
        self.init(status)
    }
}

extension FilePermissions {
    fileprivate static let ownerReadWriteOthersRead: FilePermissions = [
        .ownerReadWrite, .groupRead, .otherRead,
    ]
}
