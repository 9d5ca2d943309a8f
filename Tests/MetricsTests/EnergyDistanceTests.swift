import Metrics
import Testing

struct EnergyDistanceTests {
    /// Against sums of scipy's cdist, and on the line scipy.stats.energy_distance.
    @Test(arguments: DistanceReference.names)
    func agreesWithScipy(_ name: String) throws {
        let reference: DistanceReference = try ReferenceData.read("distances")
        let sets = try #require(reference.sets[name])
        let found = try #require(EnergyDistance(of: sets.generatedPoints, data: sets.dataPoints))
        #expect(abs(found.vStatistic - sets.energy.vStatistic) < 1e-13 * (1 + sets.energy.vStatistic))
        #expect(abs(try #require(found.uStatistic) - sets.energy.uStatistic) < 1e-13 * (1 + sets.w1))
    }

    /// Two points against one, by hand: 2·(3 + 5)/2 − 2·4/4 = 6; without pairs of a point with itself unknown.
    @Test func byHand() throws {
        let found = try #require(EnergyDistance(of: [[3, 0], [3, 4]], data: [[0, 0]]))
        #expect(found.vStatistic == 6)
        #expect(found.uStatistic == nil)
    }

    @Test func equalSetsAreAtNoDistance() throws {
        let points = (0..<37).map(scattered)
        let found = try #require(EnergyDistance(of: points, data: points))
        #expect(abs(found.vStatistic) < 1e-14)
        #expect(try #require(found.uStatistic) < 0)
    }

    @Test func whatCannotBeMeasuredIsNil() {
        #expect(EnergyDistance(of: [], data: [[0, 0]]) == nil)
        #expect(EnergyDistance(of: [[0, 0]], data: []) == nil)
        #expect(EnergyDistance(of: [[0, 0]], data: [[.nan, 0]]) == nil)
        #expect(EnergyDistance(of: [[0, 1e200]], data: [[0, 0]]) == nil)
    }
}
