import Foundation
import Records

/// How well samples cover the modes of a mixture of Gaussians, by the definitions that PacGAN
/// (arXiv 1712.04086) took from VEEGAN (arXiv 1705.07761).
public struct ModeCoverage: Equatable, Sendable {
    /// Modes with at least one high-quality sample.
    public let modes: Int
    /// The share, from 0 to 1, of samples closer than `within` standard deviations to the nearest centre. A
    /// perfect sampler reaches 1 − exp(−9/2) = 0.98889 at 3.
    public let highQuality: Double
    /// KL(q̂ ‖ uniform) = log K − H(q̂) in nats, q̂ being the shares of the K modes among the high-quality
    /// samples; nil if there are none.
    public let reverseKL: Double?

    /// - Parameter centres: the centres of the modes.
    public init(
        of samples: [Point], centres: [Point], standardDeviation: Double, within: Double = 3
    ) {
        var counts = [Int](repeating: 0, count: centres.count)
        let nearest = NearestMode(of: centres, closerThan: within * standardDeviation)
        for point in samples {
            if let mode = nearest.index(of: point) { counts[mode] += 1 }
        }
        let total = counts.reduce(0, +)
        modes = counts.count { $0 > 0 }
        highQuality = samples.isEmpty ? 0 : Double(total) / Double(samples.count)
        let shares = counts.filter { $0 > 0 }.map { Double($0) / Double(total) }
        let entropy = shares.reduce(0) { $0 - $1 * log($1) }
        // Rounding may leave −1e-16 where the shares are equal.
        reverseKL = total == 0 ? nil : max(0, log(Double(centres.count)) - entropy)
    }
}
