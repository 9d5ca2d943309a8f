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
    /// KL(q̂ ‖ w) in nats, q̂ being the shares of the modes among the high-quality samples and w the modes' weights: for K
    /// even modes log K − H(q̂). Nil if there are no such samples.
    public let reverseKL: Double?

    /// - Parameter within: in standard deviations of the mode; where these differ by direction it is Mahalanobis's distance.
    public init(of samples: [Point], modes: Modes, within: Double = 3) {
        var counts = [Int](repeating: 0, count: modes.centres.count)
        let nearest = NearestMode(of: modes, within: within)
        for point in samples {
            if let mode = nearest.index(of: point) { counts[mode] += 1 }
        }
        let total = counts.reduce(0, +)
        self.modes = counts.count { $0 > 0 }
        highQuality = samples.isEmpty ? 0 : Double(total) / Double(samples.count)
        reverseKL = total == 0 ? nil : Self.divergence(counts.map { Double($0) / Double(total) }, from: modes)
    }

    /// Of evenly weighted modes of one standard deviation.
    public init(
        of samples: [Point], centres: [Point], standardDeviation: Double, within: Double = 3
    ) {
        self.init(
            of: samples, modes: Modes(centres: centres, standardDeviation: standardDeviation), within: within)
    }

    private static func divergence(_ shares: [Double], from modes: Modes) -> Double {
        let present = zip(shares, modes.weights).filter { $0.0 > 0 }
        let entropy = present.reduce(0) { $0 - $1.0 * log($1.0) }
        let cross =
            modes.isEven
            ? log(Double(modes.centres.count)) : present.reduce(0) { $0 - $1.0 * log($1.1) }
        // Rounding may leave −1e-16 where the shares are equal.
        return max(0, cross - entropy)
    }
}
