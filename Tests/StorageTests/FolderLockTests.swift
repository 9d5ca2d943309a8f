import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Storage

@Suite struct FolderLockTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A way to lock that ends as told.
    private func failing(_ error: Errno) -> FolderLock.Means {
        FolderLock.Means(open: FolderLock.Means.folder.open, lock: { _ in .failure(error) }, unlock: { _ in })
    }

    @Test(arguments: [[FolderLock.Means.folder], [.fileInside]].indices)
    func oneAtATime(way: Int) throws {
        let means: [FolderLock.Means] = way == 0 ? [.folder] : [.fileInside]
        let path = FilePath(scratch.path)
        var first: FolderLock? = try FolderLock(path, locking: means)
        #expect(first?.isHeld == true)
        let error = #expect(throws: FileError.self) { try FolderLock(path, locking: means) }
        #expect(error?.description == "cannot write \(path): another gantrain is working on this run")
        first = nil
        #expect(try FolderLock(path, locking: means).isHeld)
    }

    /// A program that is being started shares all open files for a moment, as a duplicate does.
    @Test(arguments: [[FolderLock.Means.folder], [.fileInside]].indices)
    func aLockThatIsDroppedIsFreeAtOnce(place: Int) throws {
        let means: [FolderLock.Means] = place == 0 ? [.folder] : [.fileInside]
        let path = FilePath(scratch.path)
        var lock: FolderLock? = try FolderLock(path, locking: means)
        let copy = try #require(lock).descriptor.duplicate()
        defer { try? copy.close() }
        lock = nil
        #expect(throws: Never.self) { _ = try FolderLock(path, locking: means) }
    }

    @Test(arguments: [Errno.noLocks, .notSupported, .invalidArgument, .noFunction])
    func aFileSystemWithoutTheOneHasTheOther(error: Errno) throws {
        let lock = try FolderLock(FilePath(scratch.path), locking: [failing(error), .fileInside])
        #expect(lock.isHeld)
        #expect(try scratch.names() == [FolderLock.fileName])
        let claim = try FolderLock(FilePath(scratch.path), locking: [failing(error), failing(error)])
        #expect(claim.isHeld)
        #expect(try scratch.names() == [FolderClaim.fileName, FolderLock.fileName])
    }

    @Test func anyOtherFailureIsSaidAsItIs() throws {
        let error = #expect(throws: FileError.self) {
            try FolderLock(FilePath(scratch.path), locking: [failing(.ioError), .fileInside])
        }
        #expect(error?.description == "cannot write \(scratch.path): Input/output error")
        let none = #expect(throws: FileError.self) { try FolderLock(scratch.file("none")) }
        #expect(none?.action == .write)
    }
}
