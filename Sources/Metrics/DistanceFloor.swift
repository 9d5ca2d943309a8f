import Records

/// The distance between two independent samples of the target: what a perfect generator scores.
///
/// A distance between finite sets is above zero even then, by more the fewer the points. For data with modes most of it
/// comes from unequal numbers of points in each; two samples whose modes take turns have equal numbers and give the
/// balanced floor, which shows how much. It depends on data and number alone, so it is computed once for both.
public struct DistanceFloor: Equatable, Sendable {
    /// One distance for each pair of samples.
    public let distances: [Double]

    /// In units of the distance.
    public var mean: Double { distances.reduce(0, +) / Double(distances.count) }

    /// Of one distance, with n − 1 in the denominator; nil for a single pair.
    public var standardDeviation: Double? {
        guard distances.count > 1 else { return nil }
        let squares = distances.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(distances.count - 1)).squareRoot()
    }

    /// Returns nil if `pairs` is below 1 or a distance is unknown.
    ///
    /// - Parameters:
    ///   - pairs: of samples.
    ///   - sample: an independent sample of the target for each number from 0 below 2·`pairs`.
    ///   - distance: between two samples, such as an ``OptimalAssignment`` gives.
    public init?(
        pairs: Int, sample: (Int) -> [Point],
        distance: ([Point], [Point]) -> Double?
    ) {
        guard pairs >= 1 else { return nil }
        var distances: [Double] = []
        for pair in 0..<pairs {
            guard let value = distance(sample(2 * pair), sample(2 * pair + 1)) else { return nil }
            distances.append(value)
        }
        self.distances = distances
    }
}
