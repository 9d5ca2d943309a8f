import Records
import Distributions
import Foundation
import Tensors
import Testing

struct CurveTests {
    static func points(
        _ data: some PlaneDistribution, _ rows: Int = 4000, step: Int = 1
    ) -> [Point] {
        let buffer = Buffer<Double>(Shape(rows, 2))
        data.fill(buffer, RandomDraw(seed: 3, stream: 0, step: step))
        return (0..<rows).map { Point(buffer.matrix[$0, 0], buffer.matrix[$0, 1]) }
    }

    static func mean(_ points: [Point]) -> Point { points.reduce(.zero, +) / Double(points.count) }

    /// Per direction.
    static func variance(_ points: [Point]) -> Point {
        let mean = mean(points)
        return points.reduce(.zero) { $0 + ($1 - mean) * ($1 - mean) } / Double(points.count)
    }

    static func length(_ point: Point) -> Double { (point * point).sum().squareRoot() }

    @Test func aSegmentIsUniformBetweenItsEnds() {
        let segment = Curve.Segment(from: Point(-1, 2), to: Point(3, 4))
        let points = Self.points(Curve(.segments([segment])))
        for point in points {
            #expect(abs(point.y - (2 + (point.x + 1) / 2)) < 1e-12)
            #expect((-1...3).contains(point.x))
        }
        // A uniform number on an interval of length 4 has mean 1 here and variance 4²/12.
        #expect(abs(Self.mean(points).x - 1) < 4 * (16.0 / 12 / 4000).squareRoot())
        #expect(abs(Self.variance(points).x / (16.0 / 12) - 1) < 0.06)
    }

    @Test func aCircleHasOneRadiusAndEveryAngle() {
        let points = Self.points(Curve(.circle(radius: 1.5)))
        #expect(points.allSatisfy { abs(Self.length($0) - 1.5) < 1e-12 })
        for octant in 0..<8 {
            let count = points.count { Int((atan2($0.y, $0.x) + .pi) / (.pi / 4)) % 8 == octant }
            #expect(abs(Double(count) - 500) < 5 * 500.0.squareRoot())
        }
    }

    @Test func fourSegmentsLieOnTheSidesOfASquare() {
        let points = Self.points(Curve(Curve.fourSegments(side: 4, length: 1)))
        var counts = [0, 0, 0, 0]
        for point in points {
            let isHorizontal = abs(abs(point.y) - 2) < 1e-12
            let (across, along) = isHorizontal ? (point.y, point.x) : (point.x, point.y)
            #expect(abs(abs(across) - 2) < 1e-12 && abs(along) <= 0.5)
            counts[(isHorizontal ? 0 : 2) + (across > 0 ? 0 : 1)] += 1
        }
        for count in counts { #expect(abs(Double(count) - 1000) < 5 * 1000.0.squareRoot()) }
    }

    /// scikit-learn 1.5: make_swiss_roll has t = 1.5π(1 + 2u), x = t·cos t and z = t·sin t.
    @Test func theSwissRollIsThatOfScikitLearn() {
        let points = Self.points(Curve(.swissRoll))
        for point in points {
            let t = Self.length(point)
            #expect((1.5 * .pi...4.5 * .pi).contains(t))
            #expect(Self.length(point - t * Point(cos(t), sin(t))) < 1e-9)
        }
        let meanLength: Double = points.reduce(0) { $0 + Self.length($1) } / 4000
        #expect(abs(meanLength - 3 * Double.pi) < 0.2)
    }

    /// scikit-learn 1.5, make_moons: (cos t, sin t) and (1 − cos t, 1 − sin t − ½), t from 0 to π, half of the points each.
    @Test func twoMoonsAreThoseOfScikitLearn() {
        let points = Self.points(Curve(.twoMoons))
        let outer = points.filter { abs(Self.length($0) - 1) < 1e-12 && $0.y >= 0 }
        let inner = points.filter { abs(Self.length($0 - Point(1, 0.5)) - 1) < 1e-12 && $0.y <= 0.5 }
        #expect(outer.count + inner.count == points.count)
        #expect(abs(Double(outer.count) - 2000) < 5 * 1000.0.squareRoot())
        // By hand: E x = ½, Var x = ¾; E y = ¼.
        let moments = Curve(.twoMoons).moments
        #expect(abs(moments.mean.x - 0.5) < 1e-7 && abs(moments.mean.y - 0.25) < 1e-7)
        #expect(abs(moments.variance.x - 0.75) < 1e-7)
        #expect(abs(Self.mean(points).x - 0.5) < 0.06)
    }

    @Test func twoCirclesHaveTheirRadii() {
        let lengths = Self.points(Curve(.twoCircles(factor: 0.3))).map(Self.length)
        #expect(lengths.allSatisfy { abs($0 - 1) < 1e-12 || abs($0 - 0.3) < 1e-12 })
        #expect(abs(Double(lengths.count { $0 < 0.5 }) - 2000) < 5 * 1000.0.squareRoot())
    }

    @Test func graphsAreUniformInX() {
        let sine = Self.points(Curve(.graph(.sine, from: 0, to: 2 * .pi)))
        #expect(sine.allSatisfy { $0.y == sin($0.x) && (0...2 * .pi).contains($0.x) })
        #expect(abs(Self.variance(sine).x / (.pi * .pi / 3) - 1) < 0.06)
        let parabola = Self.points(Curve(.graph(.parabola, from: -1, to: 2)))
        #expect(parabola.allSatisfy { abs($0.y - $0.x * $0.x) < 1e-15 && (-1...2).contains($0.x) })
        #expect(abs(Self.mean(parabola).x - 0.5) < 0.06)
    }

    /// The noise is added before scaling, as gan_toy.py of arXiv 1704.00028 does.
    @Test func noiseAndScale() {
        let curve = Curve(.segments([.init(from: Point(1, 1), to: Point(1, 1))]), noise: 0.25, scale: 2)
        let points = Self.points(curve)
        #expect(Self.length(Self.mean(points) - Point(2, 2)) < 0.05)
        let variance = Self.variance(points)
        #expect(abs(variance.x / 0.25 - 1) < 0.1)
        #expect(abs(variance.y / 0.25 - 1) < 0.1)
        #expect(Set(Self.points(Curve(curve.shape, scale: 2), 5)) == [Point(2, 2)])
    }

    @Test func batchesDependOnTheDrawAlone() {
        let curve = Curve(.circle(radius: 1), noise: 0.1)
        #expect(Self.points(curve, 10) == Self.points(curve, 10))
        #expect(Self.points(curve, 10) != Self.points(curve, 10, step: 2))
        #expect(curve.modes == nil)
        #expect(curve.width == 2)
    }

    @Test func listedPointsAreDrawnEquallyOften() {
        let listed = [Point(0, 0), Point(1, 0), Point(0, 1), Point(5, 5)]
        let points = Self.points(PointSet(listed, scale: 3))
        for point in listed {
            let count = points.count { $0 == 3 * point }
            #expect(abs(Double(count) - 1000) < 5 * 1000.0.squareRoot())
        }
        #expect(points.allSatisfy { point in listed.contains { 3 * $0 == point } })
        #expect(Self.points(PointSet(listed), 20) != Self.points(PointSet(listed), 20, step: 2))
        let noisy = Self.points(PointSet([.zero], noise: 0.5, scale: 2))
        #expect(abs(Self.variance(noisy).x - 1) < 0.1)
    }
}
