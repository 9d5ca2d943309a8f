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
        intervals(of: [summary], sample, confidence: confidence)[0]
    }

    /// The same for several summaries of one sample, from the same draws, in a fraction of the time.
    static func intervals(
        of summaries: [Summary], _ sample: Sample, confidence: Double
    ) -> [Interval?] {
        guard sample.count > 1 else { return summaries.map { _ in nil } }
        var random = DataRandomness(of: sample.sorted)
        var times = [Int](repeating: 0, count: sample.count)
        var results = [[Double]](repeating: [], count: summaries.count)
        for place in results.indices { results[place].reserveCapacity(draws) }
        for _ in 0..<draws {
            let drawn = Self.draw(from: sample, &random, &times)
            for (place, summary) in summaries.enumerated() { results[place].append(summary(drawn)) }
        }
        let tail = (1 - confidence) / 2
        return results.map { results in
            let all = Sample(ascending: results.sorted())
            return Interval(
                low: all.quantile(tail), high: all.quantile(1 - tail), confidence: confidence)
        }
    }

    /// As many numbers of the sample as it has, ascending without being sorted.
    ///
    /// - Parameter times: how often each is drawn; overwritten.
    private static func draw(
        from sample: Sample, _ random: inout DataRandomness, _ times: inout [Int]
    ) -> Sample {
        for place in times.indices { times[place] = 0 }
        for _ in times.indices { times[random.next(below: sample.count)] += 1 }
        var drawn: [Double] = []
        drawn.reserveCapacity(sample.count)
        for (place, count) in times.enumerated() {
            for _ in 0..<count { drawn.append(sample.sorted[place]) }
        }
        return Sample(ascending: drawn)
    }
}
