import Foundation
import Records
import Tensors

/// Points spread evenly along a curve, with normal noise around it.
public struct Curve: MappableDistribution {
    public enum Shape: Equatable, Sendable {
        /// Straight lines, each with an equal share of the points.
        case segments([Segment])
        /// Around the origin.
        case circle(radius: Double)
        /// (t·cos t, t·sin t) for t uniform on 1.5π to 4.5π: the first and third coordinate of scikit-learn's
        /// `make_swiss_roll`.
        case swissRoll
        /// Two half circles of radius 1 that reach into each other, as scikit-learn's `make_moons`: (cos t, sin t) and
        /// (1 − cos t, ½ − sin t) for t uniform on 0 to π.
        case twoMoons
        /// Around the origin, of radius 1 and `factor`, as scikit-learn's `make_circles`.
        case twoCircles(factor: Double)
        /// (x, f(x)) for x uniform between two numbers.
        case graph(Function, from: Double, to: Double)
    }

    public enum Function: Equatable, Sendable {
        /// sin x.
        case sine
        /// x².
        case parabola

        func callAsFunction(_ x: Double) -> Double {
            switch self {
            case .sine: sin(x)
            case .parabola: x * x
            }
        }
    }

    public struct Segment: Equatable, Sendable {
        public let start: Point
        public let end: Point

        public init(from start: Point, to end: Point) {
            self.start = start
            self.end = end
        }
    }

    public let shape: Shape
    /// The standard deviations of the noise along x and y, after scaling; 0 for none.
    public let noise: Point
    /// What all points of the shape are mapped by.
    public let map: AxisMap
    public let modes: Modes? = nil

    /// - Parameters:
    ///   - noise: its standard deviation in each direction, before scaling; 0 for none.
    ///   - scale: all points, noise included, are multiplied by it.
    public init(_ shape: Shape, noise: Double = 0, scale: Double = 1) {
        self.init(
            shape, noise: Point(noise * scale, noise * scale), map: AxisMap(scale: Point(scale, scale)))
    }

    private init(_ shape: Shape, noise: Point, map: AxisMap) {
        self.shape = shape
        self.noise = noise
        self.map = map
    }

    public func mapped(by other: AxisMap) -> Curve {
        Curve(
            shape, noise: other.scale * noise,
            map: AxisMap(scale: other.scale * map.scale, shift: other(map.shift)))
    }

    /// By the midpoint rule, which has four more digits than single precision here.
    public var moments: Moments {
        let parts = 1 << 14
        return Moments(of: (0..<parts).map { map(shape.point(at: (Double($0) + 0.5) / Double(parts))) })
            .adding(variance: noise * noise)
    }

    /// The middle parts, of `length`, of the sides of a square around the origin.
    public static func fourSegments(side: Double, length: Double) -> Shape {
        let (far, half) = (side / 2, length / 2)
        return .segments([
            Segment(from: Point(-half, -far), to: Point(half, -far)),
            Segment(from: Point(far, -half), to: Point(far, half)),
            Segment(from: Point(half, far), to: Point(-half, far)),
            Segment(from: Point(-far, half), to: Point(-far, -half)),
        ])
    }

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, _ draw: RandomDraw) {
        draw.fillNoise(buffer, noise, width: 2)
        let place = draw.part(1)
        buffer.unsafeElements { points in
            for row in 0..<points.count / 2 {
                let point = map(shape.point(at: place.uniform(row)))
                points[2 * row] += Scalar(point.x)
                points[2 * row + 1] += Scalar(point.y)
            }
        }
    }
}

extension Curve.Shape {
    /// The point a share `u` of the whole curve away from its start, u in 0...1.
    func point(at u: Double) -> Point {
        switch self {
        case .segments(let segments):
            let place = u * Double(segments.count)
            let index = min(Int(place), segments.count - 1)
            let segment = segments[index]
            return segment.start + (place - Double(index)) * (segment.end - segment.start)
        case .circle(let radius):
            return radius * Point(cos(2 * .pi * u), sin(2 * .pi * u))
        case .swissRoll:
            let t = 1.5 * .pi * (1 + 2 * u)
            return t * Point(cos(t), sin(t))
        case .twoMoons:
            let (isInner, place) = Self.half(u)
            let t = place * .pi
            return isInner ? Point(1 - cos(t), 0.5 - sin(t)) : Point(cos(t), sin(t))
        case .twoCircles(let factor):
            let (isInner, place) = Self.half(u)
            return (isInner ? factor : 1) * Point(cos(2 * .pi * place), sin(2 * .pi * place))
        case .graph(let function, let from, let to):
            let x = from + u * (to - from)
            return Point(x, function(x))
        }
    }

    /// Of two pieces of equal share, whether it is the second one, and the place in it.
    private static func half(_ u: Double) -> (isSecond: Bool, place: Double) {
        u < 0.5 ? (false, 2 * u) : (true, 2 * u - 1)
    }
}
