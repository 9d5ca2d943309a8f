/// A cell of a table: what the seeds of one setting gave, summarized.
public struct CellSummary: Equatable, Sendable, Codable {
    /// A number and the interval that it lies in; no interval for a single run.
    public struct Estimate: Equatable, Sendable, Codable {
        public let value: Double
        public let interval: Interval?
    }

    public let completed: Int
    public let diverged: Int
    public let crashed: Int
    /// Of the runs that completed; nil if none did.
    public let median: Estimate?
    public let interquartileMean: Estimate?
    public let mean: Estimate?

    public init(of outcomes: Outcomes, confidence: Double = 0.95) {
        (completed, diverged, crashed) = (outcomes.completed, outcomes.diverged, outcomes.crashed)
        let summaries = Bootstrap.Summary.allCases
        let sample = outcomes.sample
        let intervals = sample.map { Bootstrap.intervals(of: summaries, $0, confidence: confidence) }
        func estimate(_ summary: Bootstrap.Summary) -> Estimate? {
            guard let sample, let intervals else { return nil }
            let place = summaries.firstIndex(of: summary) ?? 0
            return Estimate(value: summary(sample), interval: intervals[place])
        }
        median = estimate(.median)
        interquartileMean = estimate(.interquartileMean)
        mean = estimate(.mean)
    }
}
