import Records

/// The cheapest way to move n points of the plane onto n others, one onto each, with a proof that it is.
///
/// The proof is a potential u for each source and v for each target: uᵢ + vⱼ ≤ c(xᵢ, yⱼ) for all pairs, with equality
/// for the pairs of the assignment, both up to rounding. No assignment costs less than Σu + Σv.
///
/// The solver looks at few pairs. It solves half of the points first, by the same method, extends their
/// potentials to all points, and matches along the pairs that these make cheapest. Then it looks for pairs that
/// violate the proof, block by block, adds them, and matches the sources concerned again, until there are none. It
/// needs memory for some tens of pairs a point. Points that coincide are merged on one side, as a place that takes several. Sources: R. Jonker, A. Volgenant, Computing 38 (1987) for the paths;
/// B. Schmitzer, Journal of Mathematical Imaging and Vision 56 (2016) for going from coarse to fine.
public struct OptimalAssignment: Sendable {
    public let cost: GroundCost
    /// The target of each source.
    public let targets: [Int]
    /// The mean cost of the pairs, in units of the cost.
    public let meanCost: Double
    /// u, one for each source, in units of the cost.
    public let sourcePotentials: [Double]
    /// v, one for each target, in units of the cost.
    public let targetPotentials: [Double]

    /// The Wasserstein distance of the two sets of points, in units of the plane: W₁, the mean distance, or W₂, the
    /// root of the mean squared distance.
    public var distance: Double { cost == .distance ? meanCost : meanCost.squareRoot() }

    /// Returns nil if the lists are empty or of unequal length, if a coordinate is not finite, if squared distances
    /// exceed 1e300, or if it was stopped.
    ///
    /// - Parameters:
    ///   - start: potentials of the targets to begin with, such as those that an assignment of somewhat different
    ///     sources to the same targets ended with. They change the time, not the cost.
    ///   - shouldStop: asked again and again; true gives up.
    public init?(
        of sources: [Point], to targets: [Point], cost: GroundCost,
        startingAt start: [Double]? = nil, unless shouldStop: @escaping () -> Bool = { false }
    ) {
        guard sources.count == targets.count, let box = Box(around: sources + targets) else { return nil }
        let usable = start.flatMap { Self.centred($0, count: targets.count, cost.between(box.low, box.high)) }
        // Equal points are merged on one side alone: on that with far fewer places.
        if 10 * Set(sources).count < 9 * Set(targets).count {
            guard let (partners, v, u) = Self.solved(targets, sources, cost, box, nil, shouldStop) else {
                return nil
            }
            var inverse = partners
            for (target, source) in partners.enumerated() { inverse[source] = target }
            self.init(sources, targets, cost, inverse, u, v)
        } else {
            guard let (partners, u, v) = Self.solved(sources, targets, cost, box, usable, shouldStop) else {
                return nil
            }
            self.init(sources, targets, cost, partners, u, v)
        }
    }

    private init(
        _ sources: [Point], _ targets: [Point], _ cost: GroundCost, _ partners: [Int], _ u: [Double],
        _ v: [Double]
    ) {
        self.cost = cost
        self.targets = partners
        sourcePotentials = u
        targetPotentials = v
        let total = sources.indices.reduce(0) { $0 + cost.between(sources[$1], targets[partners[$1]]) }
        meanCost = total / Double(sources.count)
    }

    /// The target of each source with the potentials of both; nil if it was stopped.
    private static func solved(
        _ sources: [Point], _ targets: [Point], _ cost: GroundCost, _ box: Box, _ start: [Double]?,
        _ shouldStop: @escaping () -> Bool
    ) -> (partners: [Int], u: [Double], v: [Double])? {
        let rows = PlaneOrder.indices(of: sources, in: box)
        let columns = PlaneOrder.indices(of: targets, in: box)
        var solver = PlaneAssignment(
            sources: rows.map { sources[$0] }, targets: columns.map { targets[$0] }, cost: cost,
            unless: shouldStop)
        guard solver.solve(warmStart: start.map { start in columns.map { start[$0] } }) else { return nil }
        let solution = solver.solution
        var partners = Array(repeating: 0, count: rows.count)
        var u = Array(repeating: 0.0, count: rows.count)
        var v = u
        for (place, row) in rows.enumerated() {
            partners[row] = columns[solution.targets[place]]
            u[row] = solution.sourcePotentials[place]
        }
        for (place, column) in columns.enumerated() { v[column] = solution.targetPotentials[place] }
        return (partners, u, v)
    }

    /// The potentials around zero, which moves no pair. Nil if they are not one for each target, or if they differ by
    /// more than twice the highest cost, which no optimum needs: in such numbers costs would be lost.
    private static func centred(_ potentials: [Double], count: Int, _ highestCost: Double) -> [Double]? {
        guard potentials.count == count, let low = potentials.min(), let high = potentials.max(),
            high - low <= 2 * highestCost, potentials.allSatisfy(\.isFinite)
        else { return nil }
        return potentials.map { $0 - low - (high - low) / 2 }
    }
}
