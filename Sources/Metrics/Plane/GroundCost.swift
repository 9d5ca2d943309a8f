/// What it costs to move a unit of mass from one point of the plane to another.
public enum GroundCost: String, CaseIterable, Sendable {
    /// ‖x − y‖.
    case distance
    /// ‖x − y‖².
    case squaredDistance

    /// The cost of moving from `source` to `target`.
    public func between(_ source: SIMD2<Double>, _ target: SIMD2<Double>) -> Double {
        let offset = source - target
        let squared = (offset * offset).sum()
        return self == .distance ? squared.squareRoot() : squared
    }

    /// The costs that belong to eight squared distances.
    func ofSquared(_ squared: SIMD8<Double>) -> SIMD8<Double> {
        self == .distance ? squared.squareRoot() : squared
    }
}
