import Records

/// Points, each with the circle around it that reaches to its kth nearest neighbour among the others. Their union
/// stands for the region from which the points came.
///
/// Source: T. Kynkäänniemi et al., Improved Precision and Recall Metric for Assessing Generative Models, arXiv
/// 1904.06991.
public struct Neighbourhoods: Sendable {
    /// k.
    public let neighbours: Int
    /// Along the curve of ``PlaneOrder``.
    let points: [Point]
    let squaredRadii: [Double]
    /// The points without weights, and with their squared radii as weights.
    private let plain: WeightedPoints
    private let circles: WeightedPoints

    /// Returns nil if k is below 1, if there are not more than k points, if a coordinate is not finite, or if squared
    /// distances exceed 1e300.
    public init?(of points: [Point], neighbours: Int = 5) {
        guard neighbours >= 1, points.count > neighbours, let box = Box(around: points) else { return nil }
        let ordered = PlaneOrder.indices(of: points, in: box).map { points[$0] }
        let plain = WeightedPoints(ordered, cost: .squaredDistance)
        var found: [WeightedPoints.Neighbour] = []
        let radii = ordered.indices.map { index in
            // The nearest of k + 1 is the point itself, or one that lies on it.
            plain.findNearest(to: ordered[index], most: neighbours + 1, hint: index, into: &found)
            return found[neighbours].cost
        }
        var circles = plain
        circles.setWeights(radii)
        self.neighbours = neighbours
        self.points = ordered
        squaredRadii = radii
        self.plain = plain
        self.circles = circles
    }

    /// In how many circles `point` lies; the rim belongs to the circle.
    func circles(around point: Point) -> Int { circles.countNotAboveZero(from: point) }

    /// How many of the circles hold at least one of the others' points.
    func circlesHolding(_ others: Neighbourhoods) -> Int {
        var found: [WeightedPoints.Neighbour] = []
        var hint = 0
        return points.indices.count { index in
            others.plain.findNearest(to: points[index], most: 1, hint: hint, into: &found)
            guard let nearest = found.first else { return false }
            hint = Int(nearest.index)
            return nearest.cost <= squaredRadii[index]
        }
    }
}
