import Records
import Foundation

/// How samples lie within one mode of a mixture of equal round Gaussians.
///
/// A sample belongs to the nearest centre, and counts there if it is nearer than `within` standard deviations. Cutting
/// the tails off makes even the target's own samples narrower, so the spread is compared with a Gaussian that is cut off
/// in the same way.
public struct ModeSpread: Equatable, Sendable {
    /// Samples that count.
    public let count: Int
    /// Their share of all samples. The target's is 1/K·(1 − exp(−within²/2)) for each of K modes.
    public let share: Double
    /// The mean of the samples minus the centre, in standard deviations of the target; nil without samples.
    public let offset: SIMD2<Double>?
    /// The samples' covariance around their mean, divided by n, in variances of the target cut off alike: the target
    /// itself has xx = yy = 1, xy = 0. Nil with fewer than two samples.
    public let covariance: Covariance?

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

    /// The spread within each mode, in the order of `centres`. Points that are not finite belong to none.
    ///
    /// - Parameter within: in standard deviations; above 0.
    public static func ofModes(
        _ points: [Point], centres: [Point], standardDeviation: Double, within: Double = 3
    ) -> [ModeSpread] {
        var members = Array(repeating: [SIMD2<Double>](), count: centres.count)
        let nearest = NearestMode(of: centres, closerThan: within * standardDeviation)
        for point in points {
            guard let mode = nearest.index(of: point) else { continue }
            members[mode].append((point - centres[mode]) / standardDeviation)
        }
        return members.map { ModeSpread(offsets: $0, total: points.count, within: within) }
    }

    /// - Parameter offsets: from the centre, in standard deviations.
    private init(offsets: [SIMD2<Double>], total: Int, within: Double) {
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
        let unit = Double(count) * Self.variance(within: within)
        let (squares, product) = offsets.reduce((SIMD2<Double>.zero, 0.0)) { sums, offset in
            let deviation = offset - mean
            return (sums.0 + deviation * deviation, sums.1 + deviation.x * deviation.y)
        }
        covariance = Covariance(xx: squares.x / unit, xy: product / unit, yy: squares.y / unit)
    }

    /// The share that the target has in each of `modes` modes: 1/K·(1 − exp(−within²/2)).
    public static func targetShare(within: Double, of modes: Int) -> Double {
        -expm1(-within * within / 2) / Double(modes)
    }

    /// The variance in each direction of a standard normal point given that it lies nearer than r to the origin:
    /// 1 − t·exp(−t)/(1 − exp(−t)) with t = r²/2, from its density r·exp(−r²/2) at the distance r.
    static func variance(within radius: Double) -> Double {
        let t = radius * radius / 2
        guard t.isFinite, t < 700 else { return 1 }
        return 1 - t / expm1(t)
    }
}
