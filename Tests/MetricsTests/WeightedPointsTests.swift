import Records
import Testing

@testable import Metrics

/// Searches by blocks find what looking at each point finds.
struct WeightedPointsTests {
    private static let points = (0..<300).map(scattered)

    private static func ordered(_ points: [Point]) throws -> [Point] {
        PlaneOrder.indices(of: points, in: try #require(Box(around: points))).map { points[$0] }
    }

    @Test(arguments: GroundCost.allCases, [1, 7, 300, 400])
    func findsTheLowestCosts(_ cost: GroundCost, _ most: Int) throws {
        let points = try Self.ordered(Self.points)
        var blocks = WeightedPoints(points, cost: cost)
        let weights = points.indices.map { Double($0 % 5) / 10 }
        blocks.setWeights(weights)
        var found: [WeightedPoints.Neighbour] = []
        for number in 0..<20 {
            let place = 2 * scattered(number + 1000) - SIMD2(0.5, 0.5)
            let costs = points.indices.map { cost.between(place, points[$0]) - weights[$0] }
            blocks.findNearest(to: place, most: most, hint: 13 * number, into: &found)
            #expect(found.map(\.cost) == Array(costs.sorted().prefix(most)))
            #expect(found.allSatisfy { costs[Int($0.index)] == $0.cost })
            let limit = costs.sorted()[40]
            blocks.findNearest(to: place, most: most, below: limit, hint: 0, into: &found)
            #expect(found.map(\.cost) == Array(costs.sorted().filter { $0 < limit }.prefix(most)))
        }
    }

    @Test func countsTheCirclesAroundAPoint() throws {
        let points = try Self.ordered(Self.points)
        var blocks = WeightedPoints(points, cost: .squaredDistance)
        // From a lattice point the rim of some of these circles is reached exactly.
        let radii = points.indices.map { Double($0 % 4) * 0.125 }
        blocks.setWeights(radii.map { $0 * $0 })
        for number in 0..<50 {
            let place = scattered(number + 1000)
            let expected = points.indices.count {
                GroundCost.squaredDistance.between(place, points[$0]) <= radii[$0] * radii[$0]
            }
            #expect(blocks.countNotAboveZero(from: place) == expected)
        }
        var rim = WeightedPoints([[0, 0], [1, 0]], cost: .squaredDistance)
        rim.setWeights([0.25, 0.25])
        #expect(rim.countNotAboveZero(from: [0.5, 0]) == 2)
        let beyond = 0.5.nextUp
        #expect(rim.countNotAboveZero(from: SIMD2(beyond, 0)) == 1)
    }

    @Test func theCurveKeepsNeighboursTogether() throws {
        let lattice = (0..<256).map { index in
            let cell = index * 37 % 256
            return SIMD2(Double(cell % 16), Double(cell / 16))
        }
        let points = try Self.ordered(lattice)
        // Each four in a row are a square of the lattice.
        for start in stride(from: 0, to: 256, by: 4) {
            let box = try #require(Box(around: Array(points[start..<start + 4])))
            #expect(box.high - box.low == SIMD2(1, 1))
        }
    }
}
