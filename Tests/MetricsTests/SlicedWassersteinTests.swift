import Foundation
import Metrics
import Testing

struct SlicedWassersteinTests {
    /// Against scipy.stats.wasserstein_distance of the projections.
    @Test(arguments: DistanceReference.names)
    func agreesWithScipy(_ name: String) throws {
        let reference: DistanceReference = try ReferenceData.read("distances")
        let sets = try #require(reference.sets[name])
        let sliced = try #require(SlicedWasserstein(to: sets.dataPoints))
        let found = try #require(sliced.distance(from: sets.generatedPoints))
        #expect(abs(found - sets.slicedW1) < 1e-12 * (1 + sets.slicedW1))
        #expect(found <= sets.w1)
    }

    /// The mean of |cos| over all directions is 2/π; the error of the midpoint rule with 32 is below 0.1 %.
    @Test func aShiftCostsTwoThirdsOfItsLength() throws {
        let points = (0..<100).map(scattered)
        for seed in 0..<5 {
            let sliced = try #require(SlicedWasserstein(to: points, seed: UInt64(seed)))
            let found = try #require(sliced.distance(from: points.map { $0 + SIMD2(3, -4) }))
            #expect(abs(found / (5 * 2 / .pi) - 1) < 2e-3)
            #expect(sliced.distance(from: points.reversed()) == 0)
        }
    }

    /// Every point listed three times is the same distribution, and so are unequal numbers in general.
    @Test func numbersMayDiffer() throws {
        let (points, others) = ((0..<30).map(scattered), (30..<50).map(scattered))
        let sliced = try #require(SlicedWasserstein(to: others))
        let once = try #require(sliced.distance(from: points))
        let thrice = try #require(sliced.distance(from: points + points + points))
        #expect(abs(once - thrice) < 1e-14)
        // On a line, by hand: of 0 and 1 to 0, 0 and 3, a sixth of the mass moves by 1 and a third by 2.
        let line = try #require(SlicedWasserstein(to: [[0, 0], [0, 0], [3, 0]]))
        let expected = 5.0 / 6
        let mean = line.directions.reduce(0) { $0 + abs($1.x) } / Double(line.directions.count)
        #expect(abs(try #require(line.distance(from: [[0, 0], [1, 0]])) - mean * expected) < 1e-14)
    }

    @Test func directionsDependOnTheSeed() throws {
        let points = (0..<5).map(scattered)
        let first = try #require(SlicedWasserstein(to: points, directions: 7, seed: 1))
        #expect(first.directions.count == 7)
        #expect(first.directions.allSatisfy { abs(($0 * $0).sum() - 1) < 1e-15 && $0.y >= 0 })
        #expect(SlicedWasserstein(to: points, directions: 7, seed: 1)?.directions == first.directions)
        #expect(SlicedWasserstein(to: points, directions: 7, seed: 2)?.directions != first.directions)
    }

    @Test func whatCannotBeMeasuredIsNil() throws {
        #expect(SlicedWasserstein(to: []) == nil)
        #expect(SlicedWasserstein(to: [[0, .nan]]) == nil)
        #expect(SlicedWasserstein(to: [[0, 1]], directions: 0) == nil)
        let sliced = try #require(SlicedWasserstein(to: [[0, 1]]))
        #expect(sliced.distance(from: []) == nil)
        #expect(sliced.distance(from: [[.infinity, 1]]) == nil)
    }
}
