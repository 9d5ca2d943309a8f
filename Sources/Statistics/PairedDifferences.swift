/// A setting against a baseline on the same seeds: value minus baseline's value, seed by seed.
public struct PairedDifferences: Equatable, Sendable {
    /// Of the seeds for which both completed; nil if there are none. Show the counts below beside it.
    public let sample: Sample?
    /// Seeds for which the setting diverged and the baseline did not, and so on.
    public let onlySettingDiverged: Int
    public let onlyBaselineDiverged: Int
    public let bothDiverged: Int
    /// Seeds that only one of both has, or for which one crashed. They are no pairs.
    public let unpaired: Int

    /// Pairs with a result on both sides.
    public var pairs: Int { (sample?.count ?? 0) + onlySettingDiverged + onlyBaselineDiverged + bothDiverged }

    public init(of setting: Outcomes, against baseline: Outcomes) {
        var differences: [Double] = []
        var (first, second, both, without) = (0, 0, 0, 0)
        for seed in Set(setting.bySeed.keys).union(baseline.bySeed.keys) {
            switch (setting.bySeed[seed], baseline.bySeed[seed]) {
            case (.completed(let one), .completed(let other)): differences.append(one - other)
            case (.diverged, .completed): first += 1
            case (.completed, .diverged): second += 1
            case (.diverged, .diverged): both += 1
            default: without += 1
            }
        }
        sample = Sample(differences)
        (onlySettingDiverged, onlyBaselineDiverged, bothDiverged, unpaired) = (first, second, both, without)
    }

    /// An interval for the median of all pairs' differences. Where one side diverged the difference is infinite, to the
    /// worse of that side; where both did it may be anything, so it counts as low for the lower limit and as high for
    /// the upper one. Nil if the pairs are too few for the confidence.
    public func medianInterval(better direction: Direction, confidence: Double = 0.95) -> Interval? {
        let known = known(better: direction)
        func limits(_ unknown: Double) -> Interval? {
            MedianInterval.of(
                known + Array(repeating: unknown, count: bothDiverged), confidence: confidence)
        }
        guard let lower = limits(-.infinity), let upper = limits(.infinity) else { return nil }
        return Interval(low: lower.low, high: upper.high, confidence: confidence)
    }

    /// The median of all pairs' differences by the same rule; nil without pairs, or if it depends on pairs of which both
    /// sides diverged.
    public func median(better direction: Direction) -> Double? {
        guard pairs > 0 else { return nil }
        let known = known(better: direction)
        let ends = [-Double.infinity, .infinity].map { unknown in
            Sample.median(
                ofAscending: (known + Array(repeating: unknown, count: bothDiverged)).sorted())
        }
        return ends[0] == ends[1] ? ends[0] : nil
    }

    /// Whether the differences lie around zero: ``SignFlipTest``. If a run diverged its difference has a sign and no size;
    /// then all differences count by their signs, which makes it the sign test. Pairs of which both sides diverged say
    /// nothing. Nil without pairs.
    public func pValue(better direction: Direction) -> Double? {
        guard pairs > 0 else { return nil }
        let known = known(better: direction)
        let values = known.allSatisfy(\.isFinite) ? known : known.map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
        return Sample(values).map(SignFlipTest.pValue) ?? 1
    }

    /// All except the pairs in which both sides diverged.
    private func known(better direction: Direction) -> [Double] {
        let worse = direction == .lower ? Double.infinity : -.infinity
        return (sample?.sorted ?? []) + Array(repeating: worse, count: onlySettingDiverged)
            + Array(repeating: -worse, count: onlyBaselineDiverged)
    }
}
