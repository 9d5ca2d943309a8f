/// At least one finite number, ascending: what completed runs measured.
///
/// Numbers of runs that diverged have no place here. ``Outcomes`` counts them and makes the sample of the others.
public struct Sample: Equatable, Sendable {
    public let sorted: [Double]

    /// Returns nil if there are no numbers or one is not finite.
    public init?(_ values: [Double]) {
        guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
        sorted = values.sorted()
    }

    /// Of an ascending list, at least one number.
    init(ascending: [Double]) { sorted = ascending }

    public var count: Int { sorted.count }

    public var mean: Double { sorted.reduce(0, +) / Double(count) }

    /// The number in the middle, or the mean of both.
    public var median: Double { Self.median(ofAscending: sorted) }

    /// The mean without the ⌊n/4⌋ lowest and as many highest numbers: as little moved by outliers as the median, but
    /// with less noise. The same as `scipy.stats.trim_mean(x, 0.25)`; proposed for comparing few runs by R. Agarwal et
    /// al., Deep Reinforcement Learning at the Edge of the Statistical Precipice, arXiv 2108.13264.
    public var interquartileMean: Double {
        let cut = count / 4
        let kept = sorted[cut..<count - cut]
        return kept.reduce(0, +) / Double(kept.count)
    }

    /// The number below which a share of the sample lies, interpolated linearly between the ordered numbers, which
    /// stand at 0, 1/(n − 1), …, 1: numpy's default.
    ///
    /// - Parameter share: from 0 to 1.
    public func quantile(_ share: Double) -> Double {
        let place = share * Double(count - 1)
        let below = min(max(Int(place), 0), count - 1)
        let above = min(below + 1, count - 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }

    /// Of an ascending list, whose numbers may be infinite.
    static func median(ofAscending values: [Double]) -> Double {
        let middle = values.count / 2
        if !values.count.isMultiple(of: 2) { return values[middle] }
        // Halves first, so that two large numbers do not overflow.
        return values[middle - 1] / 2 + values[middle] / 2
    }
}
