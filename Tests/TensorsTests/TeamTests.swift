import CKernels
import Foundation
import Testing

@testable import Tensors

/// Each part of a call is done exactly once.
struct TeamTests {
    @Test(arguments: 1...5) func everyPartIsDoneOnce(members: Int) {
        let team = Team(members: members)
        #expect(team.members == members)
        #expect(team.threads == members)
        let counts = UnsafeMutablePointer<Int>.allocate(capacity: members)
        defer { counts.deallocate() }
        counts.initialize(repeating: 0, count: members)
        let calls = 2000
        for _ in 0..<calls {
            kernel_team_run(
                team.raw, { context, part in context?.assumingMemoryBound(to: Int.self)[Int(part)] += 1 },
                counts)
        }
        #expect(UnsafeBufferPointer(start: counts, count: members).allSatisfy { $0 == calls })
    }

    /// Members that have gone to sleep are woken.
    @Test func callsAfterAPause() async throws {
        let team = Team(members: 2)
        let counts = UnsafeMutablePointer<Int>.allocate(capacity: 2)
        defer { counts.deallocate() }
        counts.initialize(repeating: 0, count: 2)
        for _ in 0..<3 {
            try await Task.sleep(for: .milliseconds(20))
            kernel_team_run(
                team.raw, { context, part in context?.assumingMemoryBound(to: Int.self)[Int(part)] += 1 },
                counts)
        }
        #expect(counts[0] == 3 && counts[1] == 3)
    }

    @Test func thereIsACore() {
        #expect(Team.cores >= 1)
        #expect(Team.cores <= 100_000)
    }

    @Test func theCallerAlone() {
        #expect(Team.alone.members == 1)
        #expect(Team(members: 0).members == 1)
        #expect(Team(members: -3).members == 1)
        #expect(Team(members: .min).members == 1)
    }

    /// However many are asked for, there are at most so many, and every part is done.
    @Test(arguments: [Int.max, 1 << 32, Team.largest + 1]) func aTeamHasAnEnd(members: Int) {
        let team = Team(members: members)
        #expect((1...Team.largest).contains(team.members))
        let counts = UnsafeMutablePointer<Int>.allocate(capacity: team.members)
        defer { counts.deallocate() }
        counts.initialize(repeating: 0, count: team.members)
        kernel_team_run(
            team.raw, { context, part in context?.assumingMemoryBound(to: Int.self)[Int(part)] += 1 }, counts)
        #expect(UnsafeBufferPointer(start: counts, count: team.members).allSatisfy { $0 == 1 })
    }

    /// Where threads cannot be made, their parts are done all the same. In a process of its own, whose address space
    /// has no room for so many stacks.
    @Test func fewerThreadsDoAllParts() async {
        await #expect(processExitsWith: .success) {
            let page = 4096
            let pages = try #require(
                try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ").first
                    .flatMap { Int($0) })
            var limit = rlimit()
            limit.rlim_cur = rlim_t(pages * page + 60_000_000)
            limit.rlim_max = limit.rlim_cur
            setrlimit(.init(RLIMIT_AS.rawValue), &limit)
            let team = Team(members: 100)
            #expect(team.members == 100)
            #expect((1..<100).contains(team.threads))
            let counts = UnsafeMutablePointer<Int>.allocate(capacity: team.members)
            counts.initialize(repeating: 0, count: team.members)
            for _ in 0..<100 {
                kernel_team_run(
                    team.raw, { context, part in context?.assumingMemoryBound(to: Int.self)[Int(part)] += 1 },
                    counts)
            }
            #expect((0..<team.members).allSatisfy { counts[$0] == 100 })
        }
    }
}
