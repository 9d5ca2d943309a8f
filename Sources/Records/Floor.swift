/// What a perfect generator scores in a distance: the distance between two independent samples of the target.
public struct Floor: Equatable, Sendable, Codable {
    /// The column whose values it stands beside.
    public var column: String
    /// Points in each of two samples.
    public var points: Int
    /// How many pairs of samples there were.
    public var pairs: Int
    /// Of the pairs' distances.
    public var mean: Double
    /// Of the pairs' distances, with n − 1 in the denominator; nil for a single pair.
    public var standardDeviation: Double?
    /// The mean for samples whose modes take turns, so that no unequal counts add to it; nil for data without modes.
    public var balanced: Double?

    public init(
        column: String, points: Int, pairs: Int, mean: Double, standardDeviation: Double?, balanced: Double?
    ) {
        self.column = column
        self.points = points
        self.pairs = pairs
        self.mean = mean
        self.standardDeviation = standardDeviation
        self.balanced = balanced
    }
}
