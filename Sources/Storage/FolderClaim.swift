import Foundation
import SystemPackage

/// A claim on a folder, for file systems without locks: a file that says who works there. It is made by `link`, which
/// succeeds for one process alone, on NFS too. Other than a lock it outlives a process that is killed, so a claim is
/// looked into before it is believed.
final class FolderClaim {
    static let fileName = ".claim"
    /// Kept by whoever removes the claim of a process that has ended, so that nobody removes the claim that follows.
    static let clearingName = ".claim-clearing"
    private static let attempts = 5

    private let file: FilePath
    private let surroundings: ClaimSurroundings
    private let isOwned: Bool

    /// - Returns: nil if the file system has no hard links either.
    /// - Throws: ``FileError`` if another process has claimed the folder, or nothing can be written there.
    init?(_ path: FilePath, _ surroundings: ClaimSurroundings, link: (String, String) -> Int32)
        throws(FileError)
    {
        file = path.appending(Self.fileName)
        self.surroundings = surroundings
        var outcome = Linked.taken
        for _ in 0..<Self.attempts {
            outcome = try Self.link(surroundings.me, as: file, link)
            if outcome != .taken { break }
            if try !Self.clear(path, surroundings, link) { break }
        }
        isOwned = outcome == .made
        switch outcome {
        case .made: break
        case .impossible: return nil
        case .taken:
            throw FolderLock.takenError(
                path,
                try Self.holder(of: file).flatMap { holder in
                    surroundings.verdict(on: holder) == .unknown ? holder : nil
                })
        }
    }

    deinit {
        // After a take-over it may be another's.
        guard isOwned, let found = try? Self.holder(of: file), found == surroundings.me else { return }
        try? Files.remove(file)
    }

    private enum Linked { case made, taken, impossible }

    private static func link(
        _ holder: ClaimHolder, as file: FilePath, _ link: (String, String) -> Int32
    ) throws(FileError) -> Linked {
        let own = file.removingLastComponent().appending("\(fileName)-\(UUID().uuidString)")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let bytes = try? encoder.encode(holder) else { return .impossible }
        try Files.write(bytes, to: own)
        defer { try? Files.remove(own) }
        if link(own.string, file.string) == 0 { return .made }
        let error = Errno(rawValue: errno)
        // The answer of a file server may be lost where the link was made.
        var facts = stat()
        if stat(own.string, &facts) == 0, facts.st_nlink == 2 { return .made }
        if error == .fileExists { return .taken }
        guard [.notPermitted, .notSupported, .noFunction, .invalidArgument].contains(error) else {
            throw FileError(.write, file, error)
        }
        return .impossible
    }

    /// Nil if there is no claim, or none that can be read.
    private static func holder(of file: FilePath) throws(FileError) -> ClaimHolder? {
        guard Files.exists(file) else { return nil }
        let bytes: Data
        do { bytes = try Files.read(file, atMost: 1 << 16) } catch {
            if !Files.exists(file) { return nil }
            throw error
        }
        return try? JSONDecoder().decode(ClaimHolder.self, from: bytes)
    }

    /// Removes the claim of a process that has ended.
    ///
    /// - Returns: whether it is worth trying again.
    private static func clear(
        _ path: FilePath, _ surroundings: ClaimSurroundings, _ link: (String, String) -> Int32
    ) throws(FileError) -> Bool {
        let file = path.appending(fileName)
        guard let holder = try holder(of: file) else { return !Files.exists(file) }
        guard surroundings.verdict(on: holder) == .free else { return false }
        let clearing = path.appending(clearingName)
        guard try Self.link(surroundings.me, as: clearing, link) == .made else { return false }
        defer { try? Files.remove(clearing) }
        // Somebody else may have been quicker.
        if try Self.holder(of: file) == holder { try Files.remove(file) }
        return true
    }
}

extension FolderClaim {
    /// Who has claimed a folder and may have ended, which cannot be known from here; nil if nobody has.
    static func stranger(
        in path: FilePath, _ surroundings: ClaimSurroundings = .current
    ) throws(FileError) -> String? {
        let file = path.appending(fileName)
        guard let holder = try holder(of: file) else {
            return Files.exists(file) ? "somebody whose claim cannot be read" : nil
        }
        return surroundings.verdict(on: holder) == .unknown ? holder.description : nil
    }

    /// Frees a folder that a stranger has claimed.
    ///
    /// - Returns: who it was; nil if nobody had, or a process that is known to work.
    static func takeOver(
        _ path: FilePath, _ surroundings: ClaimSurroundings = .current
    ) throws(FileError) -> String? {
        guard let stranger = try stranger(in: path, surroundings) else { return nil }
        for name in [fileName, clearingName] { try Files.remove(path.appending(name)) }
        return stranger
    }
}
