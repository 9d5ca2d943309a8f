/// How the run of one seed ended.
public enum Outcome: Equatable, Sendable, Codable {
    /// With a number, such as its distance from the data.
    case completed(Double)
    /// The training broke down. This is a result: worse than every number.
    case diverged
    /// The program failed. This is no result.
    case crashed
}

/// What the seeds of one setting gave. Runs without a number are counted beside every summary of the others.
public struct Outcomes: Equatable, Sendable {
    public let bySeed: [UInt64: Outcome]

    /// A run that completed with a number that is not finite counts as diverged.
    public init(_ bySeed: [UInt64: Outcome]) {
        self.bySeed = bySeed.mapValues { outcome in
            if case .completed(let value) = outcome, !value.isFinite { return .diverged }
            return outcome
        }
    }

    public var completed: Int { numbers.count }
    public var diverged: Int { bySeed.values.count { $0 == .diverged } }
    public var crashed: Int { bySeed.values.count { $0 == .crashed } }
    /// Runs with a result: completed or diverged.
    public var results: Int { completed + diverged }

    /// The numbers of the runs that completed; nil if none did. Show ``diverged`` and ``crashed`` beside it.
    public var sample: Sample? { Sample(numbers) }

    private var numbers: [Double] {
        bySeed.values.compactMap { outcome in
            if case .completed(let value) = outcome { value } else { nil }
        }
    }

    /// Those of some seeds alone.
    public func of(_ seeds: Set<UInt64>) -> Outcomes { Outcomes(bySeed.filter { seeds.contains($0.key) }) }

    /// The median of all results, runs that diverged counting as the worst possible; infinite if half of them did, nil
    /// without results.
    public func median(better direction: Direction) -> Double? {
        let worst = direction == .lower ? Double.infinity : -.infinity
        let values = numbers + Array(repeating: worst, count: diverged)
        return values.isEmpty ? nil : Sample.median(ofAscending: values.sorted())
    }

    /// How many of the results satisfy `condition`; a run that diverged does not. Nil without results.
    public func rate(confidence: Double = 0.95, where condition: (Double) -> Bool) -> Rate? {
        Rate(successes: numbers.count(where: condition), trials: results, confidence: confidence)
    }

    /// Which share of the results reaches each threshold: a performance profile (E. D. Dolan, J. J. Moré, Mathematical
    /// Programming 91, 2002). A value at the threshold reaches it; a run that diverged reaches none.
    public func profile(
        at thresholds: [Double], better direction: Direction, confidence: Double = 0.95
    ) -> [Rate]? {
        let rates = thresholds.compactMap { threshold in
            rate(confidence: confidence) { direction == .lower ? $0 <= threshold : $0 >= threshold }
        }
        return rates.count == thresholds.count ? rates : nil
    }
}

/// Which values are better.
public enum Direction: String, CaseIterable, Sendable, Codable {
    case lower
    case higher
}
