import Foundation
import Records
import Testing

@testable import Metrics

/// Measures of samples of mixtures with unequal modes, against scipy: scripts/reference/mixtures.py.
struct MixtureMeasuresTests {
    private struct Case: Decodable {
        let within: Double
        let centres: [[Double]]
        let covariances: [[[Double]]]
        let weights: [Double]
        let generated: [[Double]]
        let data: [[Double]]
        let values: [String: Double]

        var dimensions: Int { centres[0].count }

        func points(_ rows: [[Double]]) -> [Point] { rows.map { Point($0[0], dimensions == 1 ? 0 : $0[1]) } }

        func modes() throws -> Modes {
            let spreads = try covariances.map { rows in
                dimensions == 1
                    ? Modes.Spread(xx: rows[0][0].squareRoot(), yx: 0, yy: 0)
                    : try #require(Modes.Spread(covariance: rows[0][0], rows[1][0], rows[1][1]))
            }
            return Modes(
                centres: points(centres), spreads: spreads, weights: weights.map { 7 * $0 },
                dimensions: dimensions)
        }
    }

    @Test(arguments: ["unequalRing", "skew", "line", "unequalLine"])
    func agreeWithScipy(_ name: String) throws {
        let table: [String: Case] = try ReferenceData.read("mixtures")
        let reference = try #require(table[name])
        let modes = try reference.modes()
        var measures: [any Metric] = [
            CoverageMetric(of: modes, within: reference.within),
            SpreadMetric(of: modes, within: reference.within),
        ]
        if reference.dimensions == 1 {
            measures += [SlicedW1(dimensions: 1), TransportMetric(points: 300, dimensions: 1)]
        }
        let look = Look(
            step: 1, generated: reference.points(reference.generated), data: reference.points(reference.data))
        var compared = 0
        for measure in measures {
            for (column, value) in zip(measure.columns, try measure.values(of: look)) {
                let expected = try #require(reference.values[column.name])
                #expect(abs(try #require(value) - expected) < 1e-11 * max(1, abs(expected)), "\(column.name)")
                compared += 1
            }
        }
        #expect(compared == reference.values.count)
    }

    /// On a line sorting is optimal: the assignment of the plane finds the same cost.
    @Test func aLineInThePlane() throws {
        let table: [String: Case] = try ReferenceData.read("mixtures")
        let line = try #require(table["line"])
        let (generated, data) = (line.points(line.generated), line.points(line.data))
        for cost in GroundCost.allCases {
            let sorted = try #require(LineTransport.distance(of: generated, to: data, cost: cost))
            let assigned = try #require(OptimalAssignment(of: generated, to: data, cost: cost)).distance
            #expect(abs(sorted - assigned) < 1e-12)
            #expect(LineTransport.distance(of: generated, to: Array(data.dropLast()), cost: cost) == nil)
            #expect(LineTransport.distance(of: [], to: [], cost: cost) == nil)
        }
    }

    /// Samples of the target itself: 1 − exp(−9/2) lie within 3σ in the plane, erf(3/√2) on a line.
    @Test func sharesOfTheTarget() {
        #expect(abs(ModeSpread.targetShare(1, within: 3) - 0.988891003461758) < 1e-14)
        #expect(abs(ModeSpread.targetShare(0.5, within: 3, dimensions: 1) - 0.99730020393674 / 2) < 1e-14)
    }

    /// On a line erf(3/√2), scipy.special.erf; of modes so close that they share points nothing is said.
    @Test func thePerfectSamplerIsSaidWhereModesAreApart() throws {
        func landmark(_ distance: Double, _ spread: Modes.Spread, dimensions: Int = 2) -> Double? {
            let modes = Modes(
                centres: [.zero, Point(distance, 0)], spreads: [spread, spread], dimensions: dimensions)
            return CoverageMetric(of: modes).columns[1].landmarks.first?.value
        }
        let line = try #require(landmark(9, .init(xx: 1, yx: 0, yy: 0), dimensions: 1))
        #expect(abs(line - 0.9973002039367398) < 1e-15)
        #expect(landmark(8.1, .init(standardDeviation: 1)) != nil)
        #expect(landmark(7.9, .init(standardDeviation: 1)) == nil)
        #expect(landmark(8.1, .init(xx: 0.5, yx: 0, yy: 1.1)) == nil)
    }

    @Test func onlyEvenModesHaveALandmark() {
        let modes = Modes(
            centres: [.zero, Point(1, 0)],
            spreads: [.init(standardDeviation: 1), .init(standardDeviation: 1)],
            weights: [1, 3])
        #expect(CoverageMetric(of: modes).columns[2].landmarks.isEmpty)
    }
}
