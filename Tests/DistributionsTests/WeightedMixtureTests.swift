import Distributions
import Foundation
import Records
import Tensors
import Testing

/// Mixtures of unequal modes.
struct WeightedMixtureTests {
    private static let draw = RandomDraw(seed: 3, stream: 0, step: 1)

    private static func points(_ data: some PlaneDistribution, _ rows: Int = 20_000) -> [Point] {
        let buffer = Buffer<Double>(Shape(rows, data.width))
        data.fill(buffer, draw)
        return (0..<rows).map { Point(buffer.matrix[$0, 0], data.width == 2 ? buffer.matrix[$0, 1] : 0) }
    }

    /// The weights of a public collection's ring: 4, 1, 2, 1, ½, 1, ¼, 1.
    private static let weights = [4, 1, 2, 1, 0.5, 1, 0.25, 1]

    @Test func modesAreDrawnByTheirWeights() throws {
        let ring = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.02).weighted(Self.weights)
        #expect(abs(ring.mixture.weights.reduce(0, +) - 1) < 1e-15)
        let counts = Self.counts(Self.points(ring), ring.mixture)
        for (count, weight) in zip(counts, Self.weights) {
            let share = weight / 10.75
            #expect(abs(Double(count) - 20_000 * share) < 4 * (20_000 * share * (1 - share)).squareRoot())
        }
    }

    private static func counts(_ points: [Point], _ modes: Modes) -> [Int] {
        var counts = modes.centres.map { _ in 0 }
        for point in points {
            if let (mode, _) = modes.nearest(to: point) { counts[mode] += 1 }
        }
        return counts
    }

    /// Each mode has its share of every batch, to one point, and of the first points of it too.
    @Test func turnsKeepToTheWeights() {
        let ring = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.02, choice: .balanced)
            .weighted(Self.weights)
        for rows in [1, 7, 43, 512] {
            let counts = Self.counts(Self.points(ring, rows), ring.mixture)
            for (count, weight) in zip(counts, Self.weights) {
                #expect(abs(Double(count) - Double(rows) * weight / 10.75) <= 1)
            }
        }
        // A whole turn of 43 points has 16, 4, 8, 4, 2, 4, 1 and 4.
        #expect(Self.counts(Self.points(ring, 43), ring.mixture) == [16, 4, 8, 4, 2, 4, 1, 4])
    }

    @Test func equalWeightsChangeNothing() {
        for choice in GaussianMixture.Choice.allCases {
            let ring = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.02, choice: choice)
            #expect(Self.points(ring, 100) == Self.points(ring.weighted(Array(repeating: 3, count: 8)), 100))
        }
        // Turns of equal weights are those that are counted off, also where they are taken one by one.
        let uneven = (0..<8).map { Modes.Spread(standardDeviation: 0.01 + 0.001 * Double($0)) }
        let ring = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.02)
        let mixture = GaussianMixture(Modes(centres: ring.centres, spreads: uneven), choice: .balanced)
        for (row, point) in Self.points(mixture, 40).enumerated() {
            #expect(mixture.mixture.nearest(to: point)?.mode == row % 8)
        }
    }

    /// The covariance of many points, and moments by the formula of a mixture.
    @Test func covarianceAndMoments() throws {
        let spread = try #require(Modes.Spread(covariance: 4, -1.2, 0.5))
        let modes = Modes(
            centres: [Point(-3, 1), Point(5, 0)], spreads: [spread, Modes.Spread(standardDeviation: 0.3)],
            weights: [3, 1])
        let mixture = GaussianMixture(modes)
        let points = Self.points(mixture)
        let first = points.filter { $0.x < 3.5 && modes.nearest(to: $0)?.mode == 0 }
        let mean = CurveTests.mean(first)
        #expect(CurveTests.length(mean - Point(-3, 1)) < 0.06)
        let product = first.reduce(0.0) { $0 + ($1.x - mean.x) * ($1.y - mean.y) } / Double(first.count)
        #expect(abs(CurveTests.variance(first).x / 4 - 1) < 0.04)
        #expect(abs(CurveTests.variance(first).y / 0.5 - 1) < 0.04)
        #expect(abs(product / -1.2 - 1) < 0.05)
        // Mean ¾·−3 + ¼·5 = −1; E x² − 1 = ¾·(9 + 4) + ¼·(25 + .09) − 1.
        let moments = mixture.moments
        #expect(abs(moments.mean.x + 1) < 1e-14 && abs(moments.mean.y - 0.75) < 1e-14)
        #expect(abs(moments.variance.x - (0.75 * 13 + 0.25 * 25.09 - 1)) < 1e-12)
        #expect(Modes.Spread(covariance: 1, 2, 1) == nil && Modes.Spread(covariance: -1, 0, 1) == nil)
    }

    @Test func onALine() {
        let line = GaussianMixture(
            Modes(
                centres: [Point(-2, 0), Point(2, 0)],
                spreads: Array(repeating: Modes.Spread(xx: 1, yx: 0, yy: 0), count: 2), dimensions: 1))
        #expect(line.width == 1)
        let points = Self.points(line)
        #expect(abs(CurveTests.mean(points).x) < 0.07)
        // Var = σ² + 4.
        #expect(abs(CurveTests.variance(points).x - 5) < 0.15)
        #expect(line.moments == Moments(mean: .zero, variance: Point(5, 0)))
    }

    @Test func nearestIsByStandardDeviations() {
        let modes = Modes(
            centres: [.zero, Point(4, 0)],
            spreads: [Modes.Spread(xx: 2, yx: 0, yy: 0.1), Modes.Spread(standardDeviation: 0.1)])
        // 2.5 of the distance of 4, but 1.25 deviations against 15.
        #expect(modes.nearest(to: Point(2.5, 0))?.mode == 0)
        #expect(modes.nearest(to: Point(2.5, 0))?.offset == Point(1.25, 0))
        #expect(modes.nearest(to: Point(0, 0.31), within: 3) == nil)
        #expect(modes.nearest(to: Point(5.9, 0), within: 3)?.mode == 0)
        #expect(modes.nearest(to: Point(.nan, 0)) == nil)
    }
}
