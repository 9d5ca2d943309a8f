import Records

/// What it costs to move a unit of mass from one point of the plane to another.
public enum GroundCost: String, CaseIterable, Sendable {
    /// ‖x − y‖.
    case distance
    /// ‖x − y‖².
    case squaredDistance

    /// The cost of moving from `source` to `target`.
    public func between(_ source: Point, _ target: Point) -> Double {
        let offset = source - target
        let squared = (offset * offset).sum()
        return self == .distance ? squared.squareRoot() : squared
    }

    /// The costs that belong to eight squared distances.
    func ofSquared(_ squared: SIMD8<Double>) -> SIMD8<Double> {
        self == .distance ? squared.squareRoot() : squared
    }
}
