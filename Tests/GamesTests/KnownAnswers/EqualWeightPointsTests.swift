import Foundation
import Games
import Tensors
import Testing

struct EqualWeightPointsTests {
    /// E xᵏ = 1/(k+1) for even k and 0 for odd k, up to degree 9; nine nodes are not exact for degree 10.
    @Test(arguments: [1, 3, 8])
    func uniformMomentsAreExactToDegreeNine(panels: Int) {
        let points = EqualWeightPoints.uniform(panels: panels).elements
        #expect(points.count == 9 * panels)
        for degree in 0...9 {
            let expected: Double = degree % 2 == 0 ? 1 / Double(degree + 1) : 0
            #expect(abs(moment(degree, of: points) - expected) < 1e-15)
        }
        let tenth = moment(10, of: points)
        // The rule's error there, worked out with 30 digits.
        if panels == 1 { #expect(abs(1.0 / 11 - 0.001_102_543_290_043 - tenth) < 1e-14) }
    }

    private func moment(_ degree: Int, of points: [Double]) -> Double {
        points.reduce(0) { $0 + pow($1, Double(degree)) } / Double(points.count)
    }

    @Test(arguments: [1, 2, 3, 7])
    func normalPointsHaveMeanZeroAndUnitCovariance(dimension: Int) {
        let points = EqualWeightPoints.normal(dimension: dimension, side: 16)
        let rows = points.shape.rows
        #expect(rows == [1: 16, 2: 256, 3: 6, 7: 14][dimension])
        for i in 0..<dimension {
            let sum = (0..<rows).reduce(0.0) { $0 + points[$1, i] }
            #expect(abs(sum) < 1e-12)
            for j in 0..<dimension {
                let products = (0..<rows).map { points[$0, i] * points[$0, j] }
                let covariance = products.reduce(0, +) / Double(rows)
                let expected: Double = i == j ? 1 : 0
                #expect(abs(covariance - expected) < 1e-14)
            }
        }
    }

    /// Before scaling they are quantiles: the ratio of two of four is that of Φ⁻¹(7/8) and Φ⁻¹(5/8).
    @Test func normalPointsAreQuantiles() {
        let points = EqualWeightPoints.normal(dimension: 1, side: 4).elements
        let expected = 1.150_349_380_376_008 / 0.318_639_363_964_375
        #expect(abs(points[3] / points[2] - expected) < 1e-12)
    }
}
