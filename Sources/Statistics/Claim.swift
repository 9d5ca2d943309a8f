/// What somebody says about the difference d of two settings, first minus second.
///
/// It is judged by an interval for d, and the rule is fixed here, before any run:
///
/// | claim | holds if | does not hold if |
/// |---|---|---|
/// | lower by more than m | high < −m | low ≥ −m |
/// | higher by more than m | low > m | high ≤ m |
/// | at most m higher | high ≤ m | low > m |
/// | within m of each other | −m ≤ low and high ≤ m | low > m or high < −m |
///
/// In all other cases, and without an interval, it cannot be told. So a claim holds only if every difference that the
/// seeds allow fulfils it, and fails only if none does. A claim of a difference that is exactly zero needs an m above 0.
public enum Claim: Equatable, Sendable, Codable {
    case lower(byMoreThan: Double)
    case higher(byMoreThan: Double)
    case atMostHigher(by: Double)
    case within(Double)

    public enum Verdict: String, CaseIterable, Sendable, Codable {
        case holds
        case doesNotHold
        case cannotBeTold

        /// In words.
        public var description: String {
            switch self {
            case .holds: "holds"
            case .doesNotHold: "does not hold"
            case .cannotBeTold: "cannot be told from these seeds"
            }
        }
    }

    /// - Parameter interval: for the difference, such as ``PairedDifferences/medianInterval(better:confidence:)``; nil
    ///   if the seeds are too few to have one.
    public func verdict(_ interval: Interval?) -> Verdict {
        guard let interval, interval.low <= interval.high else { return .cannotBeTold }
        let (low, high) = (interval.low, interval.high)
        return switch self {
        case .lower(let margin): Self.verdict(holds: high < -margin, fails: low >= -margin)
        case .higher(let margin): Self.verdict(holds: low > margin, fails: high <= margin)
        case .atMostHigher(let margin): Self.verdict(holds: high <= margin, fails: low > margin)
        case .within(let margin):
            Self.verdict(
                holds: -margin <= low && high <= margin, fails: low > margin || high < -margin)
        }
    }

    private static func verdict(holds: Bool, fails: Bool) -> Verdict {
        holds ? .holds : fails ? .doesNotHold : .cannotBeTold
    }
}
