/// How often something happened in a number of trials, with the interval of E. B. Wilson, Journal of the American
/// Statistical Association 22 (1927) 209–212. Unlike the textbook's p ± z·√(p(1 − p)/n) it is of use with few trials
/// and at 0 and 1.
public struct Rate: Equatable, Sendable, Codable {
    public let successes: Int
    public let trials: Int
    public let interval: Interval

    /// From 0 to 1.
    public var share: Double { Double(successes) / Double(trials) }

    /// Returns nil without trials, or if the successes are negative or more than the trials.
    ///
    /// With p = successes/n and z the normal quantile, (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n).
    public init?(successes: Int, trials: Int, confidence: Double = 0.95) {
        guard trials > 0, (0...trials).contains(successes) else { return nil }
        self.successes = successes
        self.trials = trials
        let n = Double(trials)
        let p = Double(successes) / n
        let z = NormalDistribution.reach(confidence: confidence)
        let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        let reach = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
        interval = Interval(
            low: successes == 0 ? 0 : middle - reach, high: successes == trials ? 1 : middle + reach,
            confidence: confidence)
    }
}
