import Tensors
import Testing

@testable import Dynamics

struct PaceTests {
    /// The steps of a trial are timed in turn, and then one way is kept until the next trial.
    @Test func trialsTakeTurns() {
        let team = Team(members: 2)
        var pace = Pace(team)
        let trial = Pace.stretch * Pace.stretches
        for _ in 0..<2 {
            var rested: [Bool] = []
            for _ in 0..<trial + Pace.hold {
                pace.beginStep()
                rested.append(team.othersRest)
            }
            let expected = (0..<trial).map { !($0 / Pace.stretch).isMultiple(of: 2) }
            #expect(Array(rested.prefix(trial)) == expected)
            #expect(Set(rested.dropFirst(trial)).count == 1)
        }
    }

    /// Whoever takes longer is left out.
    @Test(arguments: [true, false]) func theQuickerWayIsKept(areOthersSlow: Bool) async throws {
        let team = Team(members: 2)
        var pace = Pace(team)
        for _ in 0..<Pace.stretch * Pace.stretches {
            pace.beginStep()
            if team.othersRest != areOthersSlow { try await Task.sleep(for: .milliseconds(3)) }
        }
        pace.beginStep()
        #expect(team.othersRest == areOthersSlow)
    }

    @Test func nobodyElseIsThere() {
        var pace = Pace(.alone)
        for _ in 0..<100 { pace.beginStep() }
        #expect(!Team.alone.othersRest)
    }

    /// A run has the same bytes whether the others work or rest.
    @Test func resultsAreTheSameEitherWay() throws {
        func losses(resting: Bool) throws -> [Double] {
            let team = Team(members: 2, leastSharedWork: 0)
            let trainer = try Trainer<Float>(
                .ring(batch: 64, hidden: 32), batches: RingBatches(), by: team)
            var losses: [Double] = []
            for _ in 0..<5 {
                // The trial at the start has everybody at work.
                if resting { team.othersRest = true }
                _ = trainer.step()
                losses += trainer.observations.map(\.value)
            }
            return losses
        }
        #expect(try losses(resting: true) == losses(resting: false))
    }
}
