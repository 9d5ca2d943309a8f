import Records

/// Exact W₁ and W₂ between generated points and as many of the data: see ``OptimalAssignment``.
public struct TransportMetric: Metric {
    public let columns: [Column] = [GroundCost.distance, .squaredDistance].map { cost in
        Column(
            cost == .distance ? "w1" : "w2", title: cost == .distance ? "W₁" : "W₂", .outcome, better: .lower,
            scale: .logarithmic,
            figure: Column.Figure("transport", heading: "Exact distance of the samples from the data"))
    }
    private let points: Int

    /// - Parameter points: at most so many of each kind.
    public init(points: Int) { self.points = points }

    public func values(of look: Look) throws -> [Double?] {
        let (generated, data) = look.pairs(points)
        let distances = [GroundCost.distance, .squaredDistance].map {
            OptimalAssignment(of: generated, to: data, cost: $0, unless: look.shouldStop)?.distance
        }
        if distances.contains(nil), look.shouldStop() { throw InterruptedMeasure() }
        return distances
    }
}
