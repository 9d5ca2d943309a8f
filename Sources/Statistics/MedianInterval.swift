import Foundation

/// An interval for a median that holds for every distribution and for infinite values, so that a run that diverged can
/// count as worse than every number.
///
/// The limits are the kth lowest and the kth highest value, with the largest k for which P(B < k) ≤ α/2, B being the
/// number of heads of n fair coins: the interval of the sign test. Source: H. A. David, H. N. Nagaraja, Order Statistics
/// (2003), section 7.1.
public enum MedianInterval {
    /// Nil if the values are too few for the confidence: five or fewer for 0.95.
    ///
    /// - Parameter values: may be infinite, but each must be a number.
    public static func of(_ values: [Double], confidence: Double = 0.95) -> Interval? {
        guard !values.contains(where: \.isNaN), let rank = rank(count: values.count, confidence: confidence)
        else { return nil }
        let sorted = values.sorted()
        return Interval(
            low: sorted[rank - 1], high: sorted[values.count - rank], confidence: confidence)
    }

    /// k, from 1; nil if not even the lowest and the highest value are far enough apart.
    static func rank(count: Int, confidence: Double) -> Int? {
        let allowed = (1 - confidence) / 2
        // P(B = 0) = 2⁻ⁿ, then P(B = k + 1) = P(B = k)·(n − k)/(k + 1), in logarithms, since 2⁻ⁿ underflows.
        var logarithm = -Double(count) * log(2.0)
        var below = 0.0
        var rank = 0
        while rank < count {
            below += exp(logarithm)
            // α/2 is a decimal fraction, which rounding must not make a little smaller.
            guard below <= allowed * (1 + 1e-12) else { break }
            logarithm += log(Double(count - rank)) - log(Double(rank + 1))
            rank += 1
        }
        return rank == 0 ? nil : rank
    }
}
