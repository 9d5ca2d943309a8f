import Tensors
import Testing

@testable import Dynamics

/// The choice between all members and the caller alone, on a clock of its own.
struct PaceTests {
    /// Steps whose time depends on whether the others rest.
    private struct Course {
        let team = Team(members: 2)
        var pace: Pace
        var now = ContinuousClock.now

        init() { pace = Pace(team) }

        /// Goes on for so many seconds; returns the steps and the part of the time in which the others rested.
        mutating func run(seconds: Double, together: Double, alone: Double) -> (steps: Int, rested: Double) {
            let start = now
            var (steps, rested) = (0, 0.0)
            while now - start < .seconds(seconds) {
                pace.beginStep(at: now)
                let step = team.othersRest ? alone : together
                now += .seconds(step)
                steps += 1
                if team.othersRest { rested += step }
            }
            return (steps, rested / seconds)
        }
    }

    /// From steps of a small network to those of a wide one, the slower way takes a few hundredths of the time.
    @Test(arguments: [2e-5, 1e-3, 0.03]) func theQuickerWayIsKept(step: Double) {
        var helped = Course()
        let withOthers = helped.run(seconds: 20, together: 0.6 * step, alone: step)
        #expect(withOthers.rested < 0.06)
        var hindered = Course()
        let alone = hindered.run(seconds: 20, together: 1.6 * step, alone: step)
        #expect(alone.rested > 0.94)
        #expect(Double(alone.steps) > 0.95 * 20 / step)
    }

    /// Others who make no difference have their cores to themselves.
    @Test func aTieIsForOne() {
        var course = Course()
        #expect(course.run(seconds: 10, together: 1e-3, alone: 1e-3).rested > 0.95)
        #expect(course.team.othersRest)
    }

    /// Another program takes one of the cores and leaves it again. Meanwhile a step takes at most a tenth longer than
    /// without the others; afterwards they are back within seconds.
    @Test(arguments: [1e-4, 0.01]) func aBusyNeighbourCostsATenth(step: Double) {
        var course = Course()
        _ = course.run(seconds: 30, together: 0.55 * step, alone: step)
        #expect(!course.team.othersRest)
        let busy = course.run(seconds: 10, together: 2 * step, alone: step)
        #expect(Double(busy.steps) > 10 / step / 1.1)
        _ = course.run(seconds: 5, together: 0.55 * step, alone: step)
        #expect(!course.team.othersRest)
        #expect(course.run(seconds: 10, together: 0.55 * step, alone: step).rested < 0.06)
    }

    /// Steps that are slow now and then, for whatever reason, do not keep trials going.
    @Test func trialsAreFew() {
        var course = Course()
        var rested = 0.0
        for _ in 0..<200 {
            rested += 0.05 * course.run(seconds: 0.05, together: 6e-4, alone: 1e-3).rested
            rested += 0.005 * course.run(seconds: 0.005, together: 2e-3, alone: 1e-3).rested
        }
        #expect(rested / (200 * 0.055) < 0.1)
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
