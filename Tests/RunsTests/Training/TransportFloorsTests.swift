import Experiments
import Records
import TestSupport
import Testing

@testable import Runs

@Suite struct TransportFloorsTests {
    private func floors(_ changes: [String], pairs: Int) throws -> [Floor] {
        try Tiny.resolved(["record.samples=40"] + changes).configuration.transportFloors(pairs: pairs)
    }

    /// Against 6,000 pairs drawn by numpy and solved by scipy's linear_sum_assignment: mean and deviation of a pair for
    /// three modes of σ = 0.2 on the unit circle, 40 points, drawn and in turn.
    @Test func agreeWithScipy() throws {
        let floors = try floors([], pairs: 200)
        let expected = [(0.31454, 0.09142, 0.17070, 0.01957), (0.47495, 0.13529, 0.19758, 0.02195)]
        #expect(floors.map(\.column) == ["w1", "w2"])
        for (floor, (mean, deviation, balanced, balancedDeviation)) in zip(floors, expected) {
            #expect(floor.points == 40 && floor.pairs == 200)
            // Four standard errors of 200 pairs.
            #expect(abs(floor.mean - mean) < 4 * deviation / 200.squareRoot())
            #expect(abs(try #require(floor.standardDeviation) / deviation - 1) < 4 / 400.squareRoot())
            #expect(abs(try #require(floor.balanced) - balanced) < 4 * balancedDeviation / 200.squareRoot())
        }
    }

    /// They depend on the data and the number of points alone.
    @Test func areThoseOfTheData() throws {
        let floors = try floors([], pairs: 3)
        #expect(try self.floors(["seed=5", "steps=7", "batch=9", "penalties=[]"], pairs: 3) == floors)
        #expect(try self.floors(["data.radius=2"], pairs: 3) != floors)
        #expect(try self.floors([#"record.measures=[{"kind":"transport","points":30}]"#], pairs: 3) != floors)
    }

    @Test func dataWithoutModesHaveNoBalancedOne() throws {
        let floors = try floors([#"data={"kind":"circle"}"#], pairs: 2)
        #expect(floors.count == 2 && floors.allSatisfy { $0.balanced == nil && $0.mean > 0 })
    }

    @Test func thereAreNoneOfWhatIsNotMeasured() throws {
        #expect(try floors(["record.measures=[]"], pairs: 2).isEmpty)
        let dirac = try Tiny.read(#"{"game":{"kind":"dirac"}}"#).configuration
        #expect(dirac.transportFloors(pairs: 2).isEmpty)
    }
}
