import Metrics
import Testing

struct NeighbourMeasuresTests {
    /// Against the package prdc of the authors of density and coverage.
    @Test(arguments: ["halfTrained", "twoSamples", "oneModeOnly", "cloud"], [3, 5])
    func agreesWithPrdc(_ name: String, _ neighbours: Int) throws {
        let reference: DistanceReference = try ReferenceData.read("distances")
        let sets = try #require(reference.sets[name])
        let expected = try #require(sets.neighbours?["\(neighbours)"])
        let generated = try #require(Neighbourhoods(of: sets.generatedPoints, neighbours: neighbours))
        let data = try #require(Neighbourhoods(of: sets.dataPoints, neighbours: neighbours))
        let found = NeighbourMeasures(of: generated, data: data)
        #expect(found.precision == expected.precision)
        #expect(found.recall == expected.recall)
        #expect(abs(found.density - expected.density) < 1e-14)
        #expect(found.coverage == expected.coverage)
    }

    /// On a lattice every neighbour is a tie. A set compared with itself has every point on a rim.
    @Test func tiesCount() throws {
        let lattice = (0..<100).map { SIMD2(Double($0 % 10), Double($0 / 10)) }
        let all = try #require(Neighbourhoods(of: lattice, neighbours: 2))
        let same = NeighbourMeasures(of: all, data: all)
        #expect(same.precision == 1)
        #expect(same.recall == 1)
        #expect(same.coverage == 1)
        // The second neighbour is at distance 1 everywhere: the point itself, and 4, 3 or 2 neighbours, over k = 2.
        let circles = 64 * 5 + 32 * 4 + 4 * 3
        #expect(same.density == Double(circles) / 200)
    }

    /// With k = 1 the data's circles have the radii 1, 1 and 2. Two generated points lie on the rims of the first and the
    /// third, the third point far away.
    @Test func theRimBelongsToTheCircle() throws {
        let data = try #require(Neighbourhoods(of: [[0, 0], [1, 0], [3, 0]], neighbours: 1))
        let generated = try #require(Neighbourhoods(of: [[-1, 0], [5, 0], [5, 6]], neighbours: 1))
        let measures = NeighbourMeasures(of: generated, data: data)
        #expect(measures.precision == 2.0 / 3)
        #expect(measures.density == 2.0 / 3)
        #expect(measures.coverage == 2.0 / 3)
        // All generated circles have the radius 6.
        #expect(measures.recall == 1)
    }

    /// Points that all lie on one place have circles of radius zero, which hold the place itself.
    @Test func aCollapsedGeneratorIsPreciseWithoutRecall() throws {
        let data = (0..<50).map(scattered)
        let place = try #require(
            Neighbourhoods(of: Array(repeating: data[7], count: 50), neighbours: 3))
        let measures = NeighbourMeasures(
            of: place, data: try #require(Neighbourhoods(of: data, neighbours: 3)))
        #expect(measures.precision == 1)
        #expect(measures.recall == 0.02)
        #expect(measures.coverage < 0.2)
    }

    @Test func farAwayIsNoneOfIt() throws {
        let points = (0..<20).map(scattered)
        let data = try #require(Neighbourhoods(of: points))
        // So far that squared distances are infinite.
        for offset in [100, 1e155] {
            let far = try #require(Neighbourhoods(of: points.map { $0 + SIMD2(offset, 0) }))
            for measures in [NeighbourMeasures(of: far, data: data), NeighbourMeasures(of: data, data: far)] {
                #expect(measures.precision == 0)
                #expect(measures.recall == 0)
                #expect(measures.density == 0)
                #expect(measures.coverage == 0)
            }
        }
    }

    @Test func whatCannotBeMeasuredIsNil() {
        #expect(Neighbourhoods(of: [], neighbours: 1) == nil)
        #expect(Neighbourhoods(of: [[0, 0], [1, 1]], neighbours: 2) == nil)
        #expect(Neighbourhoods(of: [[0, 0], [1, 1]], neighbours: 0) == nil)
        #expect(Neighbourhoods(of: [[0, 0], [1, .nan]], neighbours: 1) == nil)
        #expect(Neighbourhoods(of: [[0, 0], [1, 1]], neighbours: 1)?.neighbours == 1)
    }
}
