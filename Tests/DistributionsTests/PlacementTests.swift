import Distributions
import Foundation
import Records
import Tensors
import Testing

/// Data that are scaled, moved and standardized.
struct PlacementTests {
    private static let listed = PointSet(
        [Point(1e5, 3), Point(1e5 + 1, 3), Point(1e5 + 2, 3), Point(1e5 + 5, 3)], noise: .zero)

    private static let mixture = GaussianMixture(
        Modes(
            centres: [Point(1, 0), Point(-2, 3)],
            spreads: [Modes.Spread(xx: 0.5, yx: 0.2, yy: 0.1), Modes.Spread(standardDeviation: 0.3)],
            weights: [2, 1]))

    private static let data: [any MappableDistribution] = [
        mixture, GaussianMixture.grid(side: 3, spacing: 2, standardDeviation: 0.1),
        Curve(.swissRoll, noise: 0.25), Curve(Curve.fourSegments(side: 2, length: 1)),
        Curve(.circle(radius: 3)),
        PointSet([Point(1, 2), Point(4, -2), Point(0, 7)], noise: Point(0.1, 0.1)),
    ]

    /// The same random numbers, mapped: in each batch, not only on average.
    @Test(arguments: data.indices) func aMapMovesEveryPoint(_ index: Int) {
        let data = Self.data[index]
        let map = AxisMap(scale: Point(2, 0.5), shift: Point(-1, 10))
        for (point, moved) in zip(CurveTests.points(data, 50), CurveTests.points(data.mapped(by: map), 50)) {
            #expect(CurveTests.length(map(point) - moved) < 1e-12)
        }
    }

    /// Moments by formula against those of many points, and none left after standardizing.
    @Test(arguments: data.indices) func standardized(_ index: Int) {
        let data = Self.data[index]
        let points = CurveTests.points(data, 20_000)
        let (mean, variance) = (CurveTests.mean(points), CurveTests.variance(points))
        let moments = data.moments
        for axis in 0..<2 {
            #expect(abs(mean[axis] - moments.mean[axis]) < 4 * (moments.variance[axis] / 20_000).squareRoot())
            #expect(abs(variance[axis] / moments.variance[axis] - 1) < 0.06)
        }
        let standard = data.mapped(by: AxisMap(standardizing: moments)).moments
        #expect(CurveTests.length(standard.mean) < 1e-9)
        #expect(CurveTests.length(standard.variance - Point(1, 1)) < 1e-9)
    }

    /// scikit-learn 1.5: StandardScaler().fit_transform of the x gives −1.069045, −0.534522, 0, 1.603567; a coordinate
    /// that does not vary becomes 0. In single precision the points would have lost three digits before.
    @Test func standardizedInDoublePrecision() {
        let standard = Self.listed.mapped(by: AxisMap(standardizing: Self.listed.moments))
        let expected = [-1.0690449676496976, -0.5345224838248488, 0, 1.6035674514745464]
        for (point, x) in zip(standard.points, expected) {
            #expect(abs(point.x - x) < 1e-10 && point.y == 0)
        }
        let floats = Buffer<Float>(Shape(64, 2))
        standard.fill(floats, RandomDraw(seed: 3, stream: 0, step: 1))
        for row in 0..<64 { #expect(expected.contains { abs(Double(floats.matrix[row, 0]) - $0) < 1e-7 }) }
    }
}
