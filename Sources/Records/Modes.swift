/// The modes of a mixture of Gaussians: centres, widths and weights.
public struct Modes: Equatable, Sendable, Codable {
    public var centres: [Point]
    /// One for each centre.
    public var spreads: [Spread]
    /// The share of the points that each mode has, above 0, with the sum 1.
    public var weights: [Double]
    /// 2 in the plane; 1 on a line, where second coordinates are 0.
    public var dimensions: Int

    /// How far the points of a mode lie from its centre: x is the centre plus L·z, z standard normal. L is the lower
    /// triangular factor of the covariance LLᵀ.
    public struct Spread: Equatable, Sendable, Codable {
        public var xx: Double
        public var yx: Double
        public var yy: Double

        public init(xx: Double, yx: Double, yy: Double) {
            (self.xx, self.yx, self.yy) = (xx, yx, yy)
        }

        /// The same in both directions.
        public init(standardDeviation: Double) {
            self.init(xx: standardDeviation, yx: 0, yy: standardDeviation)
        }

        /// Returns nil unless the matrix is positive definite.
        public init?(covariance xx: Double, _ xy: Double, _ yy: Double) {
            let first = xx.squareRoot()
            let rest = yy - xy / xx * xy
            guard xx > 0, rest > 0 else { return nil }
            self.init(xx: first, yx: xy / first, yy: rest.squareRoot())
        }

        /// L·z.
        public func callAsFunction(_ z: Point) -> Point { Point(xx * z.x, yx * z.x + yy * z.y) }

        /// L⁻¹·offset: an offset from the centre in standard deviations of the mode. On a line, where yy is 0, the second
        /// coordinate is 0.
        public func whitened(_ offset: Point) -> Point {
            guard !isRound else { return offset / xx }
            let first = offset.x / xx
            return Point(first, yy == 0 ? 0 : (offset.y - yx * first) / yy)
        }

        /// The same in both directions.
        public var isRound: Bool { yx == 0 && xx == yy }

        /// The standard deviations along x and along y.
        public var deviations: Point { Point(xx, (yx * yx + yy * yy).squareRoot()) }
    }

    /// - Parameters:
    ///   - weights: of any sum above 0; nil for equal weights.
    public init(centres: [Point], spreads: [Spread], weights: [Double]? = nil, dimensions: Int = 2) {
        self.centres = centres
        self.spreads = spreads
        let sum = weights.map { $0.reduce(0, +) } ?? 1
        self.weights = weights.map { $0.map { $0 / sum } } ?? centres.map { _ in 1 / Double(centres.count) }
        self.dimensions = dimensions
    }

    /// Modes of equal weight and of one standard deviation, the same in both directions.
    public init(centres: [Point], standardDeviation: Double) {
        self.init(
            centres: centres, spreads: centres.map { _ in Spread(standardDeviation: standardDeviation) })
    }

    /// The largest along x or y; 0 if there are no modes or it is unknown.
    public var standardDeviation: Double { spreads.map { $0.deviations.max() }.max() ?? 0 }

    /// Whether all modes have the same weight.
    public var isEven: Bool { weights.allSatisfy { $0 == weights.first } }

    /// Whether all modes have the same width, in both directions.
    public var isUniform: Bool { dimensions == 2 && spreads.allSatisfy { $0.isRound && $0 == spreads.first } }

    /// The mode to whose centre a point has the fewest standard deviations, with the offset in them; nil for a point
    /// that has `reach` of them or more to every centre, or is not finite.
    public func nearest(to point: Point, within reach: Double = .infinity) -> (mode: Int, offset: Point)? {
        var best: (mode: Int, deviations: Double, isWithin: Bool)?
        for (mode, spread) in spreads.enumerated() {
            let offset = point - centres[mode]
            let unit = spread.isRound ? spread.xx : 1
            let distance = Self.length(spread.isRound ? offset : spread.whitened(offset))
            if distance / unit < best?.deviations ?? .infinity {
                best = (mode, distance / unit, distance < reach * unit)
            }
        }
        guard let best, best.isWithin else { return nil }
        return (best.mode, spreads[best.mode].whitened(point - centres[best.mode]))
    }

    private static func length(_ offset: Point) -> Double { (offset * offset).sum().squareRoot() }

    /// Each coordinate multiplied by `scale`, then moved by `shift`.
    public func mapped(scale: Point, shift: Point) -> Modes {
        var mapped = self
        mapped.centres = centres.map { scale * $0 + shift }
        mapped.spreads = spreads.map { Spread(xx: $0.xx * scale.x, yx: $0.yx * scale.y, yy: $0.yy * scale.y) }
        return mapped
    }
}
