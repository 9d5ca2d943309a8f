import Foundation
import SystemPackage

/// An advisory lock on a folder. The system drops it when the process ends, however it ends.
///
/// It is `flock` on the folder. Some network file systems serve no `flock`; there it is an open file description
/// lock (`F_OFD_SETLK`) on a file in the folder. Where neither works it is a ``FolderClaim``, which says who works in the
/// folder. Where there are no hard links either, work goes on without a lock, and ``isHeld`` says so.
package final class FolderLock {
    /// The file that is locked where a folder cannot be.
    package static let fileName = ".lock"

    /// Whether other processes are kept out.
    package let isHeld: Bool
    let descriptor: FileDescriptor
    private let unlock: (FileDescriptor) -> Void
    private let claim: FolderClaim?

    /// Makes a hard link, as `link` of the system does.
    typealias Link = (_ old: String, _ new: String) -> Int32

    /// - Throws: ``FileError`` if another process holds the lock, or the folder cannot be opened.
    package convenience init(_ path: FilePath) throws(FileError) {
        try self.init(path, locking: [.folder, .fileInside])
    }

    /// - Parameter means: the ways to lock, in the order in which they are tried.
    init(
        _ path: FilePath, locking means: [Means], surroundings: ClaimSurroundings = .current,
        link: Link = { Foundation.link($0, $1) }
    ) throws(FileError) {
        for way in means {
            let descriptor = try way.open(path)
            switch way.lock(descriptor) {
            case .success:
                (self.descriptor, isHeld, claim, unlock) = (descriptor, true, nil, way.unlock)
                return
            case .failure(let error) where Self.isTaken(error):
                try? descriptor.close()
                throw Self.takenError(path)
            case .failure(let error):
                try? descriptor.close()
                guard Self.isUnsupported(error) else { throw FileError(.write, path, error) }
            }
        }
        let claim = try FolderClaim(path, surroundings, link: link)
        unlock = { _ in }
        (descriptor, isHeld, self.claim) = (try Means.folder.open(path), claim != nil, claim)
    }

    /// Whether a file in a folder is a lock's, and none of the folder's own.
    package static func isLockFile(_ name: String) -> Bool {
        name == fileName || name.hasPrefix(FolderClaim.fileName)
    }

    /// Who has claimed a folder, where it cannot be known from here whether the process has ended; nil if nobody has.
    package static func stranger(in path: FilePath) throws(FileError) -> String? {
        try FolderClaim.stranger(in: path)
    }

    /// Frees a folder that a stranger has claimed.
    ///
    /// - Returns: who it was; nil if nobody had.
    package static func takeOver(_ path: FilePath) throws(FileError) -> String? {
        try FolderClaim.takeOver(path)
    }

    /// - Parameter stranger: whose claim cannot be tested.
    static func takenError(_ path: FilePath, _ stranger: ClaimHolder? = nil) -> FileError {
        FileError(
            .write, path.string, taken,
            advice: stranger.map {
                "\($0.description) has claimed the folder, and whether it has ended cannot be known from here. If it "
                    + "has, free its runs with gantrain study … --take-over, or remove "
                    + path.appending(FolderClaim.fileName).string
            })
    }

    private static let taken = "another gantrain is working on this run"

    /// Whether an error of ``init(_:)`` says that another process holds the lock.
    package static func isTaken(_ error: FileError) -> Bool { error.reason == taken }

    private static func isTaken(_ error: Errno) -> Bool {
        error == .wouldBlock || error == .resourceTemporarilyUnavailable || error == .permissionDenied
    }

    /// What a file system without such locks answers.
    private static func isUnsupported(_ error: Errno) -> Bool {
        [.noLocks, .notSupported, .invalidArgument, .noFunction, .badFileDescriptor].contains(error)
    }

    deinit {
        // A program that another thread has just started holds a copy until it begins its own work. Closing alone would leave
        // the lock to it.
        unlock(descriptor)
        try? descriptor.close()
    }

    /// A way to lock a folder.
    struct Means: Sendable {
        let open: @Sendable (FilePath) throws(FileError) -> FileDescriptor
        let lock: @Sendable (FileDescriptor) -> Result<Void, Errno>
        let unlock: @Sendable (FileDescriptor) -> Void

        /// `F_OFD_SETLK` of Linux's fcntl.h, which Swift does not import.
        private static let setOpenFileLock: Int32 = 37

        static let folder = Means(
            open: { path throws(FileError) in
                // A program started meanwhile must not inherit the lock and outlive its owner with it.
                do { return try FileDescriptor.open(path, .readOnly, options: .closeOnExec) } catch {
                    throw FileError(.write, path, error)
                }
            },
            lock: { descriptor in result { flock(descriptor.rawValue, LOCK_EX | LOCK_NB) } },
            unlock: { descriptor in _ = result { flock(descriptor.rawValue, LOCK_UN) } })

        static let fileInside = Means(
            open: { path throws(FileError) in
                let file = path.appending(FolderLock.fileName)
                do {
                    return try FileDescriptor.open(
                        file, .readWrite, options: [.create, .noFollow, .closeOnExec],
                        permissions: [.ownerReadWrite, .groupRead, .otherRead])
                } catch { throw FileError(.write, file, error) }
            },
            lock: { descriptor in set(F_WRLCK, descriptor) },
            unlock: { descriptor in _ = set(F_UNLCK, descriptor) })

        /// The lock on a whole file.
        private static func set(_ kind: some BinaryInteger, _ descriptor: FileDescriptor) -> Result<
            Void, Errno
        > {
            var whole = flock()
            whole.l_type = Int16(kind)
            whole.l_whence = Int16(SEEK_SET)
            return result { fcntl(descriptor.rawValue, setOpenFileLock, &whole) }
        }

        private static func result(_ call: () -> Int32) -> Result<Void, Errno> {
            while call() != 0 {
                let error = Errno(rawValue: errno)
                if error != .interrupted { return .failure(error) }
            }
            return .success(())
        }
    }
}
