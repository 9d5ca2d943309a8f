import Foundation
import SystemPackage

extension Files {
    /// The first bytes of a file, `limit` at most.
    ///
    /// - Returns: nil if there is no such file, or what is there is a link, a folder, a device or a pipe.
    package static func beginning(of path: FilePath, limit: Int) throws(FileError) -> Data? {
        guard FileKind(ofLink: path) == .file else { return nil }
        do {
            let file = try FileDescriptor.open(
                path, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
            return try file.closeAfter {
                var bytes = [UInt8](repeating: 0, count: limit)
                var count = 0
                while count < limit,
                    case let more = try bytes.withUnsafeMutableBytes({
                        try file.read(into: .init(rebasing: $0[count...]))
                    }), more > 0
                {
                    count += more
                }
                return Data(bytes.prefix(count))
            }
        } catch {
            throw FileError(.read, path, error)
        }
    }
}

extension Folders {
    /// Removes a folder if nothing is in it.
    package static func removeEmpty(_ path: FilePath) throws(FileError) {
        let isDone = rmdir(path.string) == 0 || [ENOENT, ENOTEMPTY, EEXIST].contains(errno)
        if !isDone { throw FileError(.write, path, Errno(rawValue: errno)) }
    }
}
