/// The numbers between which an unknown one lies, in the long run in the stated share of cases.
public struct Interval: Equatable, Sendable, Codable {
    /// May be infinite, as an interval of runs that diverged is.
    public let low: Double
    public let high: Double
    /// Between 0 and 1, such as 0.95.
    public let confidence: Double

    public init(low: Double, high: Double, confidence: Double) {
        (self.low, self.high, self.confidence) = (low, high, confidence)
    }
}
