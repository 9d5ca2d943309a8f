/// Intervals for a number that summarizes a sample, by drawing samples of the same size from it, with replacement.
///
/// The limits are percentiles of what the drawn samples give (B. Efron, 1979). Percentiles are taken rather than the
/// bias-corrected BCa because they are valid for the median, whose jackknife, which BCa needs, is not smooth, and keep
/// their meaning when the values are transformed. With fewer than about ten numbers they are somewhat too narrow, for
/// they cannot reach beyond the numbers at hand; verdicts rest on ``MedianInterval`` instead.
public enum Bootstrap {
    /// Draws of a sample. The limits' error from their number is about 1 % of the interval's length.
    public static let draws = 10_000

    /// A number that summarizes a sample.
    public enum Summary: String, CaseIterable, Sendable, Codable {
        case mean
        case median
        case interquartileMean

        public func callAsFunction(_ sample: Sample) -> Double {
            switch self {
            case .mean: sample.mean
            case .median: sample.median
            case .interquartileMean: sample.interquartileMean
            }
        }
    }

    /// Nil for a single number, which says nothing about its spread.
    public static func interval(
        of summary: Summary, _ sample: Sample, confidence: Double = 0.95
    ) -> Interval? {
        guard sample.count > 1 else { return nil }
        var random = DataRandomness(of: sample.sorted)
        var drawn = sample.sorted
        var results: [Double] = []
        results.reserveCapacity(draws)
        for _ in 0..<draws {
            for index in drawn.indices { drawn[index] = sample.sorted[random.next(below: sample.count)] }
            if summary != .mean { drawn.sort() }
            results.append(summary(Sample(ascending: drawn)))
        }
        results.sort()
        let all = Sample(ascending: results)
        let tail = (1 - confidence) / 2
        return Interval(
            low: all.quantile(tail), high: all.quantile(1 - tail), confidence: confidence)
    }
}
