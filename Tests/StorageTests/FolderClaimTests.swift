import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Storage

/// Claims on folders of file systems without locks.
@Suite struct FolderClaimTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let withoutLocks = [
        FolderLock.Means(
            open: FolderLock.Means.folder.open, lock: { _ in .failure(.noLocks) }, unlock: { _ in }),
        FolderLock.Means(
            open: FolderLock.Means.folder.open, lock: { _ in .failure(.notSupported) }, unlock: { _ in }),
    ]

    private func holder(
        host: String = "here", boot: String = "b", space: String = "s", process: Int32 = 7,
        start: UInt64 = 100,
        job: ClaimHolder.Job? = nil
    ) -> ClaimHolder {
        ClaimHolder(host: host, boot: boot, space: space, process: process, start: start, job: job)
    }

    /// Processes that live, by their numbers and starts.
    private func surroundings(
        _ me: ClaimHolder, living: [Int32: UInt64] = [7: 100], over: [String] = []
    ) -> ClaimSurroundings {
        ClaimSurroundings(me: me, startOfProcess: { living[$0] }, isOver: { over.contains($0.id) })
    }

    private func lock(_ surroundings: ClaimSurroundings, link: FolderLock.Link = { Foundation.link($0, $1) })
        throws -> FolderLock
    {
        try FolderLock(
            FilePath(scratch.path), locking: Self.withoutLocks, surroundings: surroundings, link: link)
    }

    /// Leaves a claim as a process does that is killed.
    private func leave(_ holder: ClaimHolder) throws {
        try scratch.write(
            String(decoding: JSONEncoder().encode(holder), as: UTF8.self), as: FolderClaim.fileName)
    }

    @Test func oneAtATime() throws {
        let me = surroundings(holder())
        var first: FolderLock? = try lock(me)
        #expect(first?.isHeld == true)
        #expect(try scratch.names() == [FolderClaim.fileName])
        let error = #expect(throws: FileError.self) { try lock(me) }
        #expect(error.map(FolderLock.isTaken) == true && error?.advice == nil)
        first = nil
        #expect(try scratch.names().isEmpty)
        #expect(try lock(me).isHeld)
    }

    private final class Counter: Sendable {
        let held = Mutex(0)
        let most = Mutex(0)

        func enter() {
            let count = held.withLock { count in
                count += 1
                return count
            }
            most.withLock { $0 = max($0, count) }
        }

        func leave() { held.withLock { $0 -= 1 } }
    }

    /// Threads are as good as processes: `link` asks the file system.
    @Test func oneOfMany() {
        let (counter, path) = (Counter(), FilePath(scratch.path))
        let living = Dictionary(uniqueKeysWithValues: (0..<8).map { (Int32($0), UInt64(100)) })
        let all = (0..<8).map { surroundings(holder(process: Int32($0)), living: living) }
        DispatchQueue.concurrentPerform(iterations: 8) { number in
            for _ in 0..<50 {
                let lock = try? FolderLock(path, locking: Self.withoutLocks, surroundings: all[number])
                guard let lock else { continue }
                counter.enter()
                withExtendedLifetime(lock) { counter.leave() }
            }
        }
        #expect(counter.most.withLock { $0 } == 1)
    }

    /// The same host: its kernel is asked. A number may belong to another process by now.
    @Test func aClaimOfThisHostIsTested() throws {
        let dead = [holder(process: 8), holder(process: 7, start: 99), holder(boot: "earlier", start: 100)]
        for left in dead {
            try leave(left)
            #expect(try lock(surroundings(holder())).isHeld)
            #expect(try scratch.names().isEmpty)
        }
        try leave(holder(process: 9, start: 3))
        let error = #expect(throws: FileError.self) { try lock(surroundings(holder(), living: [9: 3])) }
        #expect(error.map(FolderLock.isTaken) == true)
    }

    @Test func aClaimOfAFinishedJobIsFree() throws {
        let job = ClaimHolder.Job(system: "Slurm", id: "12", restarts: 0)
        try leave(holder(host: "node3", job: job))
        #expect(try lock(surroundings(holder(), over: ["12"])).isHeld)
        // The job itself, started again on another host.
        try leave(holder(host: "node3", job: job))
        let again = holder(job: ClaimHolder.Job(system: "Slurm", id: "12", restarts: 1))
        #expect(try lock(surroundings(again)).isHeld)
    }

    @Test func anyOtherIsNamedAndFreedByHand() throws {
        let path = FilePath(scratch.path)
        let me = surroundings(holder())
        let strangers = [
            holder(host: "node3", job: ClaimHolder.Job(system: "Slurm", id: "12", restarts: 0)),
            holder(host: "node3"), holder(space: "a container", process: 8),
        ]
        for stranger in strangers {
            try leave(stranger)
            let error = #expect(throws: FileError.self) { try lock(me) }
            #expect(error.map(FolderLock.isTaken) == true)
            #expect(error?.advice?.hasPrefix(stranger.description) == true, "\(error?.advice ?? "")")
            #expect(error?.advice?.contains("--take-over") == true)
            #expect(try FolderClaim.stranger(in: path, me) == stranger.description)
            #expect(try FolderClaim.takeOver(path, me) == stranger.description)
            #expect(try FolderClaim.takeOver(path, me) == nil)
            #expect(try lock(me).isHeld)
        }
        #expect(strangers[0].description == "process 7 on node3 (job 12 of Slurm)")
    }

    /// A process that is known to work keeps its claim.
    @Test func nothingIsTakenFromTheLiving() throws {
        let me = surroundings(holder())
        let lock = try lock(me)
        #expect(try FolderClaim.stranger(in: FilePath(scratch.path), me) == nil)
        #expect(try FolderClaim.takeOver(FilePath(scratch.path), me) == nil)
        #expect(try scratch.names() == [FolderClaim.fileName])
        withExtendedLifetime(lock) {}
    }

    /// After a take-over the claim is another's, and stays.
    @Test func nobodyRemovesTheClaimOfAnother() throws {
        var lock: FolderLock? = try lock(surroundings(holder()))
        try leave(holder(host: "node3"))
        withExtendedLifetime(lock) {}
        lock = nil
        #expect(try scratch.names() == [FolderClaim.fileName])
    }

    @Test func aClaimThatCannotBeReadIsSomebodys() throws {
        try scratch.write("{", as: FolderClaim.fileName)
        let me = surroundings(holder())
        #expect(throws: FileError.self) { try lock(me) }
        #expect(try FolderClaim.takeOver(FilePath(scratch.path), me) == "somebody whose claim cannot be read")
        #expect(try lock(me).isHeld)
    }

    /// A server may make the link and lose the answer; the number of links tells.
    @Test func aLostAnswer() throws {
        let lock = try lock(surroundings(holder())) { old, new in
            _ = Foundation.link(old, new)
            errno = EEXIST
            return -1
        }
        #expect(lock.isHeld)
    }

    @Test func whereNotEvenLinksAreMade() throws {
        let lock = try lock(surroundings(holder())) { _, _ in
            errno = EPERM
            return -1
        }
        #expect(!lock.isHeld)
        #expect(try scratch.names().isEmpty)
    }

    /// This process as the system knows it.
    @Test func theRealSurroundings() throws {
        let here = ClaimSurroundings.current
        #expect(here.me.start > 0 && !here.me.boot.isEmpty && !here.me.host.isEmpty)
        #expect(here.verdict(on: here.me) == .atWork)
        var other = here.me
        other.start += 1
        #expect(here.verdict(on: other) == .free)
        other.process = .max
        #expect(here.verdict(on: other) == .free)
        #expect(
            ClaimHolder.Job(in: ["SLURM_JOB_ID": "5", "SLURM_RESTART_COUNT": "2"])
                == ClaimHolder.Job(system: "Slurm", id: "5", restarts: 2))
        #expect(ClaimHolder.Job(in: ["PBS_JOBID": "5.x"])?.description == "job 5.x of PBS")
        #expect(ClaimHolder.Job(in: [:]) == nil)
    }
}
