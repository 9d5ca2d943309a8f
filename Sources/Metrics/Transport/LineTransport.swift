import Records

/// W₁ and W₂ of as many points of a line as others: the kth smallest goes to the kth smallest.
public enum LineTransport {
    /// In units of the line; nil if the lists are empty or of unequal length, or a coordinate is not finite.
    public static func distance(of sources: [Point], to targets: [Point], cost: GroundCost) -> Double? {
        guard sources.count == targets.count, Box(around: sources + targets) != nil else { return nil }
        let pairs = zip(sources.map(\.x).sorted(), targets.map(\.x).sorted())
        let count = Double(sources.count)
        return switch cost {
        case .distance: pairs.reduce(0) { $0 + abs($1.0 - $1.1) } / count
        case .squaredDistance: (pairs.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / count).squareRoot()
        }
    }
}

extension GroundCost {
    /// The exact distance of two samples of equal size, by sorting on a line and by assignment in the plane; nil as for
    /// these.
    public func exactDistance(
        _ sources: [Point], _ targets: [Point], dimensions: Int,
        unless shouldStop: @escaping () -> Bool = { false }
    ) -> Double? {
        dimensions == 1
            ? LineTransport.distance(of: sources, to: targets, cost: self)
            : OptimalAssignment(of: sources, to: targets, cost: self, unless: shouldStop)?.distance
    }
}
