import Records

/// x ↦ scale·x + shift, each coordinate by itself.
public struct AxisMap: Equatable, Sendable {
    /// Above 0.
    public let scale: Point
    public let shift: Point

    public static let identity = AxisMap()

    public init(scale: Point = Point(1, 1), shift: Point = .zero) {
        self.scale = scale
        self.shift = shift
    }

    /// The map that brings data to mean 0 and standard deviation 1. A coordinate that does not vary is only moved, as
    /// scikit-learn's `StandardScaler` does.
    public init(standardizing moments: Moments) {
        func factor(_ variance: Double) -> Double { variance > 0 ? 1 / variance.squareRoot() : 1 }
        scale = Point(factor(moments.variance.x), factor(moments.variance.y))
        shift = -moments.mean * scale
    }

    public func callAsFunction(_ point: Point) -> Point { scale * point + shift }
}

/// The mean and the variance of each coordinate.
public struct Moments: Equatable, Sendable {
    public let mean: Point
    public let variance: Point

    public init(mean: Point, variance: Point) {
        self.mean = mean
        self.variance = variance
    }

    /// Of points that are equally likely: n in the denominator.
    init(of points: [Point]) {
        let count = Double(points.count)
        let mean = points.reduce(.zero, +) / count
        self.init(
            mean: mean, variance: points.reduce(.zero) { $0 + ($1 - mean) * ($1 - mean) } / count)
    }

    /// The mean plus the standard deviation, in absolute value, of the larger coordinate: how far from the origin points are.
    public var extent: Double {
        max(
            (mean.x * mean.x + variance.x).squareRoot(), (mean.y * mean.y + variance.y).squareRoot())
    }

    func adding(variance more: Point) -> Moments { Moments(mean: mean, variance: variance + more) }
}
