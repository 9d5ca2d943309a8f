import Records

/// The smallest box, its sides along the axes, around some points.
struct Box {
    /// Squared distances up to this leave room for the sums that are made of them.
    private static let longestSquared = 1e300

    let low: Point
    let high: Point

    /// Nil without points, if a coordinate is not finite, or if squared distances are too large to be added up.
    init?(around points: [Point]) {
        guard let first = points.first, points.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else {
            return nil
        }
        low = points.reduce(first, pointwiseMin)
        high = points.reduce(first, pointwiseMax)
        let diagonal = high - low
        guard (diagonal * diagonal).sum() <= Self.longestSquared else { return nil }
    }
}
