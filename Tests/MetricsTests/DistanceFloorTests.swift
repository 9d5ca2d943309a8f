import Records
import Distributions
import Metrics
import Tensors
import Testing

struct DistanceFloorTests {
    private static func samples(_ choice: GaussianMixture.Choice, _ count: Int) -> (Int) -> [Point] {
        let ring = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.02, choice: choice)
        return { number in
            let buffer = Buffer<Double>(Shape(count, 2))
            ring.fill(buffer, RandomDraw(seed: 1, stream: 6, step: number))
            return (0..<count).map { SIMD2(buffer.matrix[$0, 0], buffer.matrix[$0, 1]) }
        }
    }

    private static func w1(_ one: [Point], _ other: [Point]) -> Double? {
        OptimalAssignment(of: one, to: other, cost: .distance)?.distance
    }

    /// Unequal numbers of points in the modes make most of the distance of two samples of a ring.
    @Test func modesThatTakeTurnsAreNearer() throws {
        let drawn = try #require(
            DistanceFloor(pairs: 6, sample: Self.samples(.drawn, 160), distance: Self.w1))
        let balanced = try #require(
            DistanceFloor(pairs: 6, sample: Self.samples(.balanced, 160), distance: Self.w1))
        #expect(drawn.distances.count == 6)
        #expect(Set(drawn.distances).count == 6)
        #expect(drawn.mean > 5 * balanced.mean)
        #expect(balanced.mean > 0)
        #expect(balanced.mean < 0.02)
        #expect(try #require(drawn.standardDeviation) > 0)
    }

    @Test func meanAndDeviation() throws {
        let floor = try #require(
            DistanceFloor(pairs: 3, sample: { [[Double($0), 0]] }, distance: { abs($0[0].x * $1[0].x) }))
        #expect(floor.distances == [0, 6, 20])
        #expect(abs(floor.mean - 26.0 / 3) < 1e-14)
        #expect(abs(try #require(floor.standardDeviation) - (316.0 / 3).squareRoot()) < 1e-12)
        let single = try #require(DistanceFloor(pairs: 1, sample: { _ in [] }, distance: { _, _ in 2 }))
        #expect(single.standardDeviation == nil)
    }

    @Test func whatCannotBeMeasuredIsNil() {
        #expect(DistanceFloor(pairs: 0, sample: { _ in [[0, 0]] }, distance: Self.w1) == nil)
        #expect(DistanceFloor(pairs: 2, sample: { _ in [[.nan, 0]] }, distance: Self.w1) == nil)
    }
}
