/// How many steps sooner or later the runs of a setting arrive than a baseline's runs with the same seeds: steps of
/// the setting minus steps of the baseline.
///
/// A run that was stopped on the way arrives later than that, nobody knows when; one that diverged never arrives. So the
/// difference of a pair is known between two limits, which may be infinite.
public struct TimeDifferences: Equatable, Sendable {
    /// The limits of each pair's difference, in the order of the seeds.
    public let limits: [Limits]

    public struct Limits: Equatable, Sendable {
        public let low: Double
        public let high: Double

        /// The number, if they leave no choice.
        public var value: Double? { low == high ? low : nil }
    }

    /// Pairs in which both arrived, so that the difference is a number.
    public var known: Int { limits.count { $0.low == $0.high && $0.low.isFinite } }

    public init(of setting: [UInt64: Arrival], against baseline: [UInt64: Arrival]) {
        limits = setting.keys.sorted().compactMap { seed in
            guard let one = setting[seed], let other = baseline[seed] else { return nil }
            return Limits(one.steps, minus: other.steps)
        }
    }

    /// The median of the lower and of the upper limits: between them is the median difference. Nil without pairs.
    public var median: Limits? {
        guard !limits.isEmpty else { return nil }
        let low = Sample.median(ofAscending: limits.map(\.low).sorted())
        let high = Sample.median(ofAscending: limits.map(\.high).sorted())
        // Between minus and plus infinity lies no number.
        return Limits(low: low.isNaN ? -.infinity : low, high: high.isNaN ? .infinity : high)
    }

    /// An interval for the median difference: ``MedianInterval`` of the lower limits below, of the upper ones above. Nil
    /// if the pairs are too few for the confidence.
    public func medianInterval(confidence: Double = 0.95) -> Interval? {
        guard let lower = MedianInterval.of(limits.map(\.low), confidence: confidence),
            let upper = MedianInterval.of(limits.map(\.high), confidence: confidence)
        else { return nil }
        return Interval(low: lower.low, high: upper.high, confidence: confidence)
    }
}

extension TimeDifferences.Limits {
    /// What differences of two numbers between these limits can be. Of two infinite ones it is anything.
    fileprivate init(
        _ one: (earliest: Double, latest: Double), minus other: (earliest: Double, latest: Double)
    ) {
        let (low, high) = (one.earliest - other.latest, one.latest - other.earliest)
        self.low = low.isNaN ? -.infinity : low
        self.high = high.isNaN ? .infinity : high
    }
}

extension Arrival {
    /// Between which steps it is.
    fileprivate var steps: (earliest: Double, latest: Double) {
        switch self {
        case .reached(let step): (Double(step), Double(step))
        case .notReached(let step): (Double(step), .infinity)
        case .diverged: (.infinity, .infinity)
        }
    }
}
