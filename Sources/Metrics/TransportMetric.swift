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
    private let dimensions: Int

    /// - Parameters:
    ///   - points: at most so many of each kind.
    ///   - dimensions: 1 for points on a line.
    public init(points: Int, dimensions: Int = 2) {
        self.points = points
        self.dimensions = dimensions
    }

    public func values(of look: Look) throws -> [Double?] {
        let (generated, data) = look.pairs(points)
        let distances = [GroundCost.distance, .squaredDistance].map {
            $0.exactDistance(generated, data, dimensions: dimensions, unless: look.shouldStop)
        }
        if distances.contains(nil), look.shouldStop() { throw InterruptedMeasure() }
        return distances
    }
}
