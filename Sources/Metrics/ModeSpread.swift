import Records
import Foundation

/// How samples lie within one mode of a mixture of Gaussians.
///
/// A sample belongs to the centre to which it has fewest standard deviations, and counts there if these are fewer than
/// `within`. Offsets are whitened: in a mode with the covariance LLᵀ they are L⁻¹(x − centre). Cutting
/// the tails off makes even the target's own samples narrower, so the spread is compared with a Gaussian that is cut off
/// in the same way.
public struct ModeSpread: Equatable, Sendable {
    /// Samples that count.
    public let count: Int
    /// Their share of all samples. The target's is ``targetShare(_:within:dimensions:)``.
    public let share: Double
    /// The mean of the samples minus the centre, in standard deviations of the target; nil without samples.
    public let offset: SIMD2<Double>?
    /// The samples' covariance around their mean, divided by n, in variances of the target cut off alike: the target
    /// itself has xx = yy = 1, xy = 0. Nil with fewer than two samples.
    public let covariance: Covariance?
    private let dimensions: Int

    /// A symmetric 2×2 matrix.
    public struct Covariance: Equatable, Sendable {
        public let xx: Double
        public let xy: Double
        public let yy: Double

        public init(xx: Double, xy: Double, yy: Double) {
            (self.xx, self.xy, self.yy) = (xx, xy, yy)
        }

        /// The root of the mean variance: 1 for the target, 0 for a mode collapsed to a point.
        public var spread: Double { ((xx + yy) / 2).squareRoot() }
    }

    /// The spread within each mode, in the order of the modes. Points that are not finite belong to none.
    ///
    /// - Parameter within: in standard deviations; above 0.
    public static func ofModes(_ points: [Point], modes: Modes, within: Double = 3) -> [ModeSpread] {
        var members = Array(repeating: [SIMD2<Double>](), count: modes.centres.count)
        let nearest = NearestMode(of: modes, within: within)
        for point in points {
            guard let mode = nearest.index(of: point) else { continue }
            members[mode].append(modes.spreads[mode].whitened(point - modes.centres[mode]))
        }
        let variance = variance(within: within, dimensions: modes.dimensions)
        return members.map {
            ModeSpread(offsets: $0, total: points.count, variance: variance, modes.dimensions)
        }
    }

    /// Of modes of one standard deviation.
    public static func ofModes(
        _ points: [Point], centres: [Point], standardDeviation: Double, within: Double = 3
    ) -> [ModeSpread] {
        ofModes(points, modes: Modes(centres: centres, standardDeviation: standardDeviation), within: within)
    }

    /// - Parameters:
    ///   - offsets: from the centre, in standard deviations.
    ///   - variance: of the target cut off in the same way.
    private init(offsets: [SIMD2<Double>], total: Int, variance: Double, _ dimensions: Int) {
        self.dimensions = dimensions
        count = offsets.count
        share = total == 0 ? 0 : Double(count) / Double(total)
        guard count > 0 else {
            (offset, covariance) = (nil, nil)
            return
        }
        let mean = offsets.reduce(.zero, +) / Double(count)
        offset = mean
        guard count > 1 else {
            covariance = nil
            return
        }
        let unit = Double(count) * variance
        let (squares, product) = offsets.reduce((SIMD2<Double>.zero, 0.0)) { sums, offset in
            let deviation = offset - mean
            return (sums.0 + deviation * deviation, sums.1 + deviation.x * deviation.y)
        }
        covariance = Covariance(xx: squares.x / unit, xy: product / unit, yy: squares.y / unit)
    }

    /// The root of the mean variance over the dimensions: 1 for the target, 0 for a mode collapsed to a point; nil with
    /// fewer than two samples.
    public var width: Double? {
        covariance.map { dimensions == 1 ? $0.xx.squareRoot() : $0.spread }
    }

    /// The share of all points that the target has in a mode of this weight nearer than `within` standard deviations: in
    /// the plane weight·(1 − exp(−within²/2)), on a line weight·erf(within/√2).
    public static func targetShare(_ weight: Double, within: Double, dimensions: Int = 2) -> Double {
        dimensions == 1 ? weight * erf(within / 2.squareRoot()) : -expm1(-within * within / 2) * weight
    }

    /// The variance in each direction of a standard normal point given that it lies nearer than r to the origin. In the
    /// plane it is 1 − t·exp(−t)/(1 − exp(−t)) with t = r²/2, from the density r·exp(−r²/2) of its distance; on a line
    /// 1 − 2r·φ(r)/erf(r/√2).
    static func variance(within radius: Double, dimensions: Int = 2) -> Double {
        let t = radius * radius / 2
        guard t.isFinite, t < 700 else { return 1 }
        guard dimensions == 1 else { return 1 - t / expm1(t) }
        return 1 - 2 * radius * exp(-t) / (2 * Double.pi).squareRoot() / erf(radius / 2.squareRoot())
    }
}
