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

extension Files {
    /// Looks, before long work, whether a file may be written in the end: its folder is there, and what has its name is of
    /// the same kind. It reads the beginning alone, since the file may be of any size.
    ///
    /// - Parameters:
    ///   - kind: what is replaced, such as "trace".
    ///   - option: the option that names the file.
    ///   - isOfKind: tells it by the first bytes.
    /// - Throws: ``FileError`` if the file cannot be written, or is something else.
    package static func check(
        _ path: FilePath, replacesOnly kind: String, option: String, where isOfKind: (Data) -> Bool
    ) throws(FileError) {
        try checkFolder(of: path)
        guard FileKind(ofLink: path) != nil else { return }
        if let bytes = try beginning(of: path, limit: 1 << 16), isOfKind(bytes) { return }
        throw FileError(
            .create, path.string, "it exists, and is no \(kind)",
            advice: "Choose another name with \(option).")
    }
}

extension Folders {
    /// Looks, before long work, whether files may be written into a folder that the user has named: there is no such
    /// folder, nothing is in it, or it holds what is replaced.
    ///
    /// - Parameters:
    ///   - kind: what is replaced, such as "comparison".
    ///   - option: the option that names the folder.
    ///   - holdsKind: tells whether the folder holds it. It is asked only if something is in the folder.
    /// - Returns: whether the folder holds it.
    /// - Throws: ``FileError`` if the folder cannot be made or written, or if it holds something else.
    @discardableResult package static func check(
        _ path: FilePath, replacesOnly kind: String, option: String,
        where holdsKind: () throws(FileError) -> Bool
    ) throws(FileError) -> Bool {
        try checkPlace(path)
        if try names(in: path).isEmpty { return false }
        if try holdsKind() { return true }
        throw FileError(
            .create, path.string, "the folder is not empty and holds no \(kind)",
            advice: "Choose another folder with \(option).")
    }

    /// Removes a folder if nothing is in it.
    package static func removeEmpty(_ path: FilePath) throws(FileError) {
        let isDone = rmdir(path.string) == 0 || [ENOENT, ENOTEMPTY, EEXIST].contains(errno)
        if !isDone { throw FileError(.write, path, Errno(rawValue: errno)) }
    }
}
