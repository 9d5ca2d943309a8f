import Foundation

/// When a run reached its goal, in steps.
public enum Arrival: Equatable, Sendable, Codable {
    /// First seen at this step.
    case reached(Int)
    /// Not until this step, where the run ended or was stopped.
    case notReached(by: Int)
    /// The run broke down before it arrived. It never will, so it counts among those that are under way to the end;
    /// leaving it out at the step of its breakdown would suppose that it might have gone on like the others.
    case diverged
}

/// The share of runs that have not yet reached their goal, step by step.
///
/// Kaplan and Meier's estimate S(t) = ∏(1 − dᵢ/nᵢ) over the steps tᵢ ≤ t at which dᵢ of the nᵢ runs still under way arrived
/// (Journal of the American Statistical Association 53, 1958). Variance by Greenwood, S²·Σ dᵢ/(nᵢ(nᵢ − dᵢ)). Its interval is
/// symmetric for log(−log S), so that it stays between 0 and 1 (J. D. Kalbfleisch, R. L. Prentice, 1980).
public struct SurvivalCurve: Equatable, Sendable, Codable {
    /// From one arrival to the next.
    public struct Point: Equatable, Sendable, Codable {
        public let step: Int
        /// Runs under way just before.
        public let underWay: Int
        public let arrived: Int
        /// S from this step on.
        public let share: Double
        /// Nil where S is 0, whose variance the estimate does not know.
        public let interval: Interval?
    }

    public let runs: Int
    public let diverged: Int
    /// Only steps at which a run arrived, ascending; before the first of them S is 1.
    public let points: [Point]
    /// The first step at which half of the runs have arrived; nil if that never happens.
    public let median: Int?
    /// The first steps at which the lower and the upper limit of S are at most one half; nil if the limit stays above or
    /// is unknown from there on.
    public let medianLow: Int?
    public let medianHigh: Int?

    /// Nil without runs.
    public init?(_ arrivals: [Arrival], confidence: Double = 0.95) {
        guard !arrivals.isEmpty else { return nil }
        let z = NormalDistribution.reach(confidence: confidence)
        var points: [Point] = []
        var share = 1.0
        var greenwood = 0.0
        for (step, arrived) in Self.arrivalsByStep(arrivals) {
            let underWay = arrivals.count { Self.isUnderWay($0, at: step) }
            let (n, d) = (Double(underWay), Double(arrived))
            share *= 1 - d / n
            greenwood += d / (n * (n - d))
            points.append(
                Point(
                    step: step, underWay: underWay, arrived: arrived, share: share,
                    interval: underWay == arrived
                        ? nil : Self.interval(share, greenwood, z, confidence)))
        }
        runs = arrivals.count
        diverged = arrivals.count { $0 == .diverged }
        self.points = points
        // A product of fractions that is one half may come out a little above.
        let half = 0.5 * (1 + 1e-12)
        median = points.first { $0.share <= half }?.step
        medianLow = points.first { ($0.interval?.low ?? $0.share) <= half }?.step
        medianHigh = points.first { ($0.interval?.high ?? 1) <= half }?.step
    }

    private static func arrivalsByStep(_ arrivals: [Arrival]) -> [(key: Int, value: Int)] {
        var counts: [Int: Int] = [:]
        for case .reached(let step) in arrivals { counts[step, default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }
    }

    /// A run that is stopped at a step was still under way at it.
    private static func isUnderWay(_ arrival: Arrival, at step: Int) -> Bool {
        switch arrival {
        case .reached(let end), .notReached(let end): end >= step
        case .diverged: true
        }
    }

    /// S to the power exp(±z·√Σ / log S), Σ being Greenwood's sum.
    private static func interval(
        _ share: Double, _ greenwood: Double, _ z: Double, _ confidence: Double
    ) -> Interval {
        let reach = z * greenwood.squareRoot() / log(share)
        return Interval(
            low: pow(share, exp(-reach)), high: pow(share, exp(reach)), confidence: confidence)
    }
}
