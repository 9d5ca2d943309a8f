/// By how much something happens more often here than there, with an interval that is made of the two of E. B. Wilson.
///
/// With d = p₁ − p₂ and Wilson's limits l and u of each rate, it reaches from d − √((p₁ − l₁)² + (u₂ − p₂)²) to
/// d + √((u₁ − p₁)² + (p₂ − l₂)²). Source: R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10. It is for
/// independent trials. Runs of equal seeds succeed together more often than independent ones if at all, so that here it
/// is wide rather than narrow.
public struct RateDifference: Equatable, Sendable, Codable {
    /// From −1 to 1.
    public let value: Double
    public let interval: Interval

    /// - Parameters: both have one confidence, which the interval takes over.
    public init(of first: Rate, minus second: Rate) {
        func root(_ one: Double, _ other: Double) -> Double { (one * one + other * other).squareRoot() }
        value = first.share - second.share
        interval = Interval(
            low: value
                - root(first.share - first.interval.low, second.interval.high - second.share),
            high: value
                + root(first.interval.high - first.share, second.share - second.interval.low),
            confidence: first.interval.confidence)
    }
}
