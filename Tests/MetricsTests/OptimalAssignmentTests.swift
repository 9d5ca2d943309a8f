import Records
import Foundation
import Testing

@testable import Metrics

struct OptimalAssignmentTests {
    private static func isClose(_ value: Double, _ expected: Double) -> Bool {
        abs(value - expected) <= 1e-9 * abs(expected) + 1e-15
    }

    /// Against scipy.optimize.linear_sum_assignment and POT's network simplex.
    @Test(arguments: DistanceReference.names)
    func agreesWithScipyAndPOT(_ name: String) throws {
        let reference: DistanceReference = try ReferenceData.read("distances")
        #expect(Set(reference.sets.keys) == Set(DistanceReference.names))
        let sets = try #require(reference.sets[name])
        let (generated, data) = (sets.generatedPoints, sets.dataPoints)
        for (cost, expected) in [(GroundCost.distance, sets.w1), (.squaredDistance, sets.w2)] {
            let found = try #require(OptimalAssignment(of: generated, to: data, cost: cost))
            #expect(Self.isClose(found.distance, expected))
            Self.expectProof(found, generated, data)
            // Backwards it is the same problem; other potentials to begin with do not change the result.
            let back = try #require(OptimalAssignment(of: data, to: generated, cost: cost))
            #expect(Self.isClose(back.distance, expected))
            let poor = data.indices.map { Double($0 * $0 % 7) - 3 }
            for start in [found.targetPotentials, poor] {
                let again = try #require(
                    OptimalAssignment(of: generated, to: data, cost: cost, startingAt: start))
                #expect(Self.isClose(again.distance, expected))
                Self.expectProof(again, generated, data)
            }
        }
    }

    /// Every source has a target of its own, no pair is cheaper than its potentials, and both sums are equal.
    private static func expectProof(
        _ found: OptimalAssignment, _ sources: [Point], _ targets: [Point]
    ) {
        #expect(found.targets.sorted() == Array(targets.indices))
        var worst = 0.0
        for (i, source) in sources.enumerated() {
            for (j, target) in targets.enumerated() {
                let (u, v) = (found.sourcePotentials[i], found.targetPotentials[j])
                let cost = found.cost.between(source, target)
                worst = max(worst, (u + v - cost) / max(abs(u) + abs(v) + cost, 1e-300))
            }
        }
        #expect(worst < 1e-11)
        let bound = (found.sourcePotentials + found.targetPotentials).reduce(0, +) / Double(sources.count)
        #expect(abs(bound - found.meanCost) <= 1e-11 * (abs(found.meanCost) + 1))
    }

    /// The best of all 5040 assignments of seven points, for points anywhere and for points on few places.
    @Test(arguments: [false, true])
    func noOtherAssignmentIsCheaper(_ onFewPlaces: Bool) throws {
        for seed in 0..<10 {
            let points = (0..<14).map { scattered($0 + 14 * seed) * (onFewPlaces ? 2 : 1) }
            let places = onFewPlaces ? points.map { $0.rounded(.down) } : points
            let (sources, targets) = (Array(places[..<7]), Array(places[7...]))
            for cost in GroundCost.allCases {
                let found = try #require(OptimalAssignment(of: sources, to: targets, cost: cost))
                let best = Self.cheapest(sources, targets, cost) / 7
                #expect(abs(found.meanCost - best) < 1e-12)
            }
        }
    }

    /// Sets of few places with several points each, on one side or on both.
    @Test(arguments: [
        (1, 300), (2, 300), (9, 300), (300, 1), (300, 5), (40, 30), (30, 40), (2, 2), (1, 1), (150, 300),
    ])
    func pointsMayCoincide(_ sourcePlaces: Int, _ targetPlaces: Int) throws {
        let sources = (0..<300).map { scattered($0 * $0 % sourcePlaces) }
        let targets = (0..<300).map { scattered(1000 + 7 * $0 % targetPlaces) }
        for cost in GroundCost.allCases {
            let found = try #require(OptimalAssignment(of: sources, to: targets, cost: cost))
            Self.expectProof(found, sources, targets)
            let again = try #require(
                OptimalAssignment(of: sources, to: targets, cost: cost, startingAt: found.targetPotentials))
            #expect(Self.isClose(again.meanCost, found.meanCost))
        }
    }

    /// 2,048 points on two places took half a minute when each of them was a column by itself, longer without
    /// optimization.
    @Test(.timeLimit(.minutes(1))) func manyPointsOnTwoPlacesTakeNoLonger() throws {
        let sources = (0..<2048).map(scattered)
        let targets = sources.indices.map { $0 % 2 == 0 ? Point(0, 0) : Point(1, 1) }
        for (one, other) in [(sources, targets), (targets, sources)] {
            let found = try #require(OptimalAssignment(of: one, to: other, cost: .distance))
            let bound = (found.sourcePotentials + found.targetPotentials).reduce(0, +) / 2048
            #expect(abs(bound - found.meanCost) < 1e-11)
        }
    }

    @Test func whoWantsToStopIsHeard() {
        for allowed in [0, 3, 40] {
            var asked = 0
            let found = OptimalAssignment(
                of: (0..<200).map(scattered), to: (200..<400).map(scattered), cost: .distance,
                unless: {
                    asked += 1
                    return asked > allowed
                })
            #expect(found == nil && asked == allowed + 1)
        }
    }

    private static func cheapest(
        _ sources: [Point], _ targets: [Point], _ cost: GroundCost
    ) -> Double {
        guard let source = sources.last else { return 0 }
        return targets.indices.reduce(.infinity) { best, index in
            var rest = targets
            let here = cost.between(source, rest.remove(at: index))
            return min(best, here + cheapest(sources.dropLast(), rest, cost))
        }
    }

    /// Moving all points by v costs ‖v‖, whatever their order.
    @Test(arguments: GroundCost.allCases)
    func aShiftCostsItsLength(_ cost: GroundCost) throws {
        let points = (0..<150).map(scattered)
        let shifted = points.reversed().map { $0 + SIMD2(3, -4) }
        let found = try #require(OptimalAssignment(of: points, to: shifted, cost: cost))
        #expect(Self.isClose(found.distance, 5))
    }

    @Test(arguments: GroundCost.allCases)
    func equalSetsAreAtNoDistance(_ cost: GroundCost) throws {
        let points = (0..<150).map(scattered)
        let found = try #require(OptimalAssignment(of: points, to: points.reversed(), cost: cost))
        #expect(found.meanCost == 0)
        let place = Array(repeating: SIMD2(2.0, 1.0), count: 100)
        #expect(OptimalAssignment(of: place, to: place, cost: cost)?.meanCost == 0)
        #expect(OptimalAssignment(of: [[1, 2]], to: [[4, 6]], cost: cost)?.distance == 5)
    }

    /// Scaling the plane scales the distance, from the smallest to the largest sizes that are measured.
    @Test(arguments: GroundCost.allCases)
    func distancesScaleWithThePlane(_ cost: GroundCost) throws {
        let (sources, targets) = ((0..<80).map(scattered), (80..<160).map(scattered))
        let expected = try #require(OptimalAssignment(of: sources, to: targets, cost: cost)).distance
        for scale in [0x1p-400, 0x1p-40, 0x1p40, 0x1p490] {
            let found = OptimalAssignment(
                of: sources.map { $0 * scale }, to: targets.map { $0 * scale }, cost: cost)
            #expect(Self.isClose(try #require(found).distance / scale, expected))
        }
    }

    @Test func whatCannotBeMeasuredIsNil() {
        let points = (0..<4).map(scattered)
        for broken in [Double.nan, .infinity, -.infinity, 1e200] {
            var others = points
            others[2].y = broken
            #expect(OptimalAssignment(of: points, to: others, cost: .distance) == nil)
            #expect(OptimalAssignment(of: others, to: points, cost: .squaredDistance) == nil)
        }
        #expect(OptimalAssignment(of: [], to: [], cost: .distance) == nil)
        #expect(OptimalAssignment(of: points, to: Array(points[1...]), cost: .distance) == nil)
    }

    /// Potentials that are no numbers, too few, or so large that costs vanish beside them, are not begun with.
    @Test func uselessPotentialsAreIgnored() throws {
        let (sources, targets) = ((0..<80).map(scattered), (80..<160).map(scattered))
        let expected = try #require(OptimalAssignment(of: sources, to: targets, cost: .distance))
        for size in [Double.nan, .infinity, 1e308, 1e290, 1e40, 1e17] {
            for sign in [1.0, -1] {
                let start = targets.indices.map { sign * size * Double($0 % 3 + 1) / 3 }
                let found = OptimalAssignment(of: sources, to: targets, cost: .distance, startingAt: start)
                #expect(found?.meanCost == expected.meanCost)
            }
        }
        let short = OptimalAssignment(of: sources, to: targets, cost: .distance, startingAt: [0])
        #expect(short?.meanCost == expected.meanCost)
        // A constant added to all potentials means nothing.
        let moved = expected.targetPotentials.map { $0 + 1e6 }
        let same = try #require(
            OptimalAssignment(of: sources, to: targets, cost: .distance, startingAt: moved))
        #expect(abs(same.meanCost - expected.meanCost) < 1e-12)
        #expect(same.targetPotentials.allSatisfy { abs($0) < 10 })
    }
}

/// A point of the unit square, the same for the same number: a sequence that fills it evenly, shuffled a little.
func scattered(_ number: Int) -> Point {
    let mixed = Double((number &* 2_654_435_761) & 0xFFFF_FFFF) * 0x1p-32
    let other = Double((number &* 40_503 &+ number &* number &* 977) & 0xFFFF) * 0x1p-16
    return SIMD2(mixed, other)
}
