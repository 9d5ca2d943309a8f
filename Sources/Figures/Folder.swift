import Foundation

/// A folder files are written to, each beside its place first and then renamed into it, so that a reader
/// never meets half a file.
struct Folder: Sendable, Equatable {
    let path: String

    /// The folder at a path, made if it is missing, with the folders above it.
    init(making path: String) throws(FigureError) {
        self.path = path
        var missing: [String] = []
        var ancestor = path
        while !ancestor.isEmpty, ancestor != "/", !Self.exists(ancestor) {
            missing.append(ancestor)
            ancestor = (ancestor as NSString).deletingLastPathComponent
        }
        for folder in missing.reversed() where mkdir(folder, 0o777) != 0 && errno != EEXIST {
            throw .cannotWrite(folder)
        }
    }

    private init(existing path: String) {
        self.path = path
    }

    func file(_ name: String) -> String { path + "/" + name }

    /// Runs work in a fresh folder within this one, which is gone afterwards. Being on the same file system,
    /// its files can be renamed into place.
    func withScratch<Result>(_ work: (Folder) throws -> Result) throws -> Result {
        var template = Array(file(".drawing-XXXXXX").utf8CString)
        let path = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        guard let path else { throw FigureError.cannotWrite(self.path) }
        let scratch = Folder(existing: path)
        defer { try? FileManager.default.removeItem(atPath: scratch.path) }
        return try work(scratch)
    }

    /// Writes a text as a file of this name. It is not written beside: that is what `move` is for.
    func write(_ text: String, as name: String) throws(FigureError) {
        let target = file(name)
        let descriptor = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .cannotWrite(target) }
        var remaining = Array(text.utf8)[...]
        while !remaining.isEmpty {
            let written = remaining.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                let failure = FigureError.cannotWrite(target)
                close(descriptor)
                throw failure
            }
            remaining = remaining.dropFirst(written)
        }
        // A full disk may only show now.
        guard close(descriptor) == 0 else { throw .cannotWrite(target) }
    }

    /// Renames a file of this folder into another, where it replaces its forerunner in one step.
    func move(_ name: String, to folder: Folder) throws(FigureError) {
        guard rename(file(name), folder.file(name)) == 0 else { throw .cannotWrite(folder.file(name)) }
    }

    /// Whether the folder holds a file of this name that is not empty.
    func holds(_ name: String) -> Bool {
        var status = stat()
        return stat(file(name), &status) == 0 && status.st_size > 0
    }

    private static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0
    }
}

extension FigureError {
    /// What the system has just said of a path; to be called before anything else touches `errno`.
    fileprivate static func cannotWrite(_ path: String) -> FigureError {
        let code = errno
        return .cannotWrite(path: path, reason: String(cString: strerror(code)), code: code)
    }
}
