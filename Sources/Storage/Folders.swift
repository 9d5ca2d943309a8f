import Foundation
import SystemPackage

/// Making, listing and removing folders.
package enum Folders {
    /// Makes the folder and those above it that are missing.
    package static func make(_ path: FilePath) throws(FileError) {
        var code = mkdir(path.string, 0o777) == 0 ? 0 : errno
        let parent = path.removingLastComponent()
        if code == ENOENT, !parent.isEmpty, parent != path {
            try make(parent)
            code = mkdir(path.string, 0o777) == 0 ? 0 : errno
        }
        guard code == 0 || FileKind(of: path) == .folder else {
            throw FileError(.create, path, Errno(rawValue: code))
        }
    }

    /// Says before long work what making the folder would say after it.
    package static func checkPlace(_ path: FilePath) throws(FileError) {
        var place = path
        while !Files.exists(place), FileKind(ofLink: place) == nil {
            place.removeLastComponent()
            if place.isEmpty { place = "." }
        }
        guard FileKind(of: place) == .folder else { throw FileError(.create, path, Errno.notDirectory) }
        guard access(place.string, W_OK) == 0 else {
            throw FileError(.create, path, Errno(rawValue: errno))
        }
    }

    /// The names in a folder, in order; none if there is no such folder.
    ///
    /// - Throws: ``FileError`` for a folder that cannot be read, which is not the same as an empty one.
    package static func names(in path: FilePath) throws(FileError) -> [String] {
        guard Files.exists(path) else { return [] }
        guard let folder = opendir(path.string) else { throw FileError(.read, path, Errno(rawValue: errno)) }
        defer { closedir(folder) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw FileError(.read, path, Errno(rawValue: errno)) }
        return names.sorted()
    }

    /// The bytes of all files in a folder and in those inside it. Links count as nothing, and so does what cannot be read.
    package static func bytes(in path: FilePath) -> Double {
        var status = stat()
        guard lstat(path.string, &status) == 0 else { return 0 }
        switch FileKind(ofLink: path) {
        case .file: return Double(status.st_size)
        case .folder: return ((try? names(in: path)) ?? []).reduce(0) { $0 + bytes(in: path.appending($1)) }
        default: return 0
        }
    }

    /// Removes a folder with all that is in it. A link is removed, and not what it leads to.
    package static func remove(_ path: FilePath) throws(FileError) {
        guard FileKind(ofLink: path) == .folder else { return try Files.remove(path) }
        for name in try names(in: path) { try remove(path.appending(name)) }
        guard rmdir(path.string) == 0 || errno == ENOENT else {
            throw FileError(.write, path, Errno(rawValue: errno))
        }
    }
}
