/// A number of a run that somebody has changed while it trained.
public struct Touch: Equatable, Sendable, Codable {
    /// The first step with the new value.
    public var step: Int
    /// Such as "penalty.r1" or "rate.generator".
    public var key: String
    public var old: Double
    public var new: Double

    public init(step: Int, key: String, old: Double, new: Double) {
        self.step = step
        self.key = key
        self.old = old
        self.new = new
    }
}
