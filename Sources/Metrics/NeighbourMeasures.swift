/// How well generated points and data lie among each other, judged by nearest neighbours. It needs no modes.
///
/// Sources: precision and recall from T. Kynkäänniemi et al., arXiv 1904.06991; density and coverage from M. F. Naeem
/// et al., Reliable Fidelity and Diversity Metrics for Generative Models, arXiv 2002.09797. A point at exactly the
/// distance of the kth neighbour counts as within it, as both papers define.
public struct NeighbourMeasures: Equatable, Sendable {
    /// The share of generated points within the circle of at least one data point, from 0 to 1.
    public let precision: Double
    /// The share of data points within the circle of at least one generated point, from 0 to 1.
    public let recall: Double
    /// The number of data circles around a generated point, its mean divided by k. Near 1 for a perfect generator, and
    /// above 1 where generated points crowd the densest data.
    public let density: Double
    /// The share of data points whose circle holds at least one generated point, from 0 to 1. A perfect generator with
    /// as many points as data, n each, reaches about 1 − 2⁻ᵏ.
    public let coverage: Double

    /// - Parameter data: its k is used for density.
    public init(of generated: Neighbourhoods, data: Neighbourhoods) {
        let surroundings = generated.points.map { data.circles(around: $0) }
        let count = Double(generated.points.count)
        precision = Double(surroundings.count { $0 > 0 }) / count
        density = Double(surroundings.reduce(0, +)) / (Double(data.neighbours) * count)
        let dataCount = Double(data.points.count)
        recall = Double(data.points.count { generated.circles(around: $0) > 0 }) / dataCount
        coverage = Double(data.circlesHolding(generated)) / dataCount
    }
}
