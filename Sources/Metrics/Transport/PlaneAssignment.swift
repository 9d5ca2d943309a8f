import Records

/// An assignment problem of the plane that is solved on a growing list of pairs.
struct PlaneAssignment {
    /// Problems up to this size are solved on all pairs.
    private static let smallest = 48
    /// A coarser problem has one of so many points.
    private static let coarsening = 2
    /// Pairs each source and each target begins with.
    private static let candidates = 12
    /// Pairs that a source may add at a time.
    private static let additions = 6
    /// A pair counts as violating the dual if it does so by more than this share of the potentials' size: well above
    /// what rounding does, and 1e-4 of the accuracy that is promised.
    private static let tolerance = 1e-13

    let sources: [Point]
    let targets: [Point]
    let cost: GroundCost
    private(set) var problem: SparseAssignment
    private var targetBlocks: WeightedPoints
    private var found: [WeightedPoints.Neighbour] = []

    /// - Parameters: both in the order of ``PlaneOrder``, equally many, at least one.
    init(sources: [Point], targets: [Point], cost: GroundCost) {
        self.sources = sources
        self.targets = targets
        self.cost = cost
        problem = SparseAssignment(count: sources.count)
        targetBlocks = WeightedPoints(targets, cost: cost)
    }

    /// Solves it from coarse to fine.
    ///
    /// - Parameter start: potentials of the targets to begin with, unless the potentials of a coarser problem have the better
    ///   dual: old potentials that no longer fit would be worse than none.
    mutating func solve(warmStart start: [Double]? = nil) {
        guard sources.count > Self.smallest else { return solveOnAllPairs() }
        let coarse = potentialsOfCoarserProblem(warmStart: start)
        if let start, dualValue(start) > dualValue(coarse) {
            solve(startingAt: start)
        } else {
            solve(startingAt: coarse)
        }
    }

    private mutating func solveOnAllPairs() {
        problem.add(
            sources.map { source in
                targets.indices.map { .init(column: Int32($0), cost: cost.between(source, targets[$0])) }
            })
        for row in sources.indices {
            problem.rowPotentials[row] = targets.reduce(.infinity) { min($0, cost.between(sources[row], $1)) }
        }
        problem.complete()
    }

    /// The potentials of all targets that are feasible with the potentials of half of the sources.
    private func potentialsOfCoarserProblem(warmStart start: [Double]?) -> [Double] {
        let chosen = stride(from: 0, to: sources.count, by: Self.coarsening)
        var coarse = PlaneAssignment(
            sources: chosen.map { sources[$0] }, targets: chosen.map { targets[$0] }, cost: cost)
        coarse.solve(warmStart: start.map { start in chosen.map { start[$0] } })
        var blocks = WeightedPoints(coarse.sources, cost: cost)
        blocks.setWeights(coarse.problem.rowPotentials)
        var found: [WeightedPoints.Neighbour] = []
        return targets.indices.map { column in
            blocks.findNearest(
                to: targets[column], most: 1, below: .infinity, hint: column / Self.coarsening, into: &found)
            return found[0].cost
        }
    }

    /// Σᵢ minⱼ (cᵢⱼ − vⱼ) + Σⱼ vⱼ: a lower bound of the cost of every assignment.
    private mutating func dualValue(_ potentials: [Double]) -> Double {
        targetBlocks.setWeights(potentials)
        var total = potentials.reduce(0, +)
        var hint = 0
        for source in sources {
            targetBlocks.findNearest(to: source, most: 1, below: .infinity, hint: hint, into: &found)
            hint = Int(found[0].index)
            total += found[0].cost
        }
        return total
    }

    /// Solves it, beginning with the pairs that the potentials `start` of the targets make cheapest.
    private mutating func solve(startingAt start: [Double]) {
        problem.columnPotentials = start
        addCheapestPairs()
        var isGrowing = true
        while isGrowing {
            problem.complete()
            isGrowing = addViolatingPairs()
        }
        // Sources may have been freed for pairs that were there already, where rounding alone made them violate the dual.
        problem.complete()
    }

    private mutating func addCheapestPairs() {
        var pairs = pairsAlongTheCurve()
        targetBlocks.setWeights(problem.columnPotentials)
        var hint = 0
        for row in sources.indices {
            targetBlocks.findNearest(
                to: sources[row], most: Self.candidates, below: .infinity, hint: hint, into: &found)
            hint = Int(found[0].index)
            problem.rowPotentials[row] = found[0].cost
            if problem.rowOfColumn[hint] == SparseAssignment.free { problem.match(row, with: hint) }
            for neighbour in found { pairs[row].append(arc(row, Int(neighbour.index))) }
        }
        var sourceBlocks = WeightedPoints(sources, cost: cost)
        sourceBlocks.setWeights(problem.rowPotentials)
        hint = 0
        for column in targets.indices {
            sourceBlocks.findNearest(
                to: targets[column], most: Self.candidates, below: .infinity, hint: hint, into: &found)
            hint = Int(found[0].index)
            for neighbour in found { pairs[Int(neighbour.index)].append(arc(Int(neighbour.index), column)) }
        }
        problem.add(pairs)
    }

    /// One pair for each point: they make sure that a matching of all exists.
    private func pairsAlongTheCurve() -> [[SparseAssignment.Arc]] { sources.indices.map { [arc($0, $0)] } }

    private func arc(_ row: Int, _ column: Int) -> SparseAssignment.Arc {
        .init(column: Int32(column), cost: cost.between(sources[row], targets[column]))
    }

    /// Adds the pairs that violate the dual most and frees their sources; false if no pair was new.
    private mutating func addViolatingPairs() -> Bool {
        targetBlocks.setWeights(problem.columnPotentials)
        var pairs = Array(repeating: [SparseAssignment.Arc](), count: sources.count)
        for row in sources.indices {
            let column = Int(problem.columnOfRow[row])
            let matched = cost.between(sources[row], targets[column])
            // Tight again, whatever rounding left.
            problem.rowPotentials[row] = matched - problem.columnPotentials[column]
            let size = abs(problem.rowPotentials[row]) + abs(problem.columnPotentials[column]) + matched
            targetBlocks.findNearest(
                to: sources[row], most: Self.additions,
                below: problem.rowPotentials[row] - Self.tolerance * size, hint: column, into: &found)
            guard !found.isEmpty else { continue }
            problem.rowPotentials[row] = found[0].cost
            problem.release(row)
            for neighbour in found { pairs[row].append(arc(row, Int(neighbour.index))) }
        }
        let known = problem.arcs.count
        problem.add(pairs)
        return problem.arcs.count > known
    }
}
