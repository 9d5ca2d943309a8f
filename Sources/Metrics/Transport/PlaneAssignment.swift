import Records

/// An assignment problem of the plane that is solved on a growing list of pairs. Targets that lie on one place are one
/// column with room for all of them: by themselves they would tie, and the search would look at each again and again.
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

    private let sources: [Point]
    private let targets: [Point]
    /// The places of targets, in the order of the first target there.
    private let places: [Point]
    /// The first target of each place, and the place of each target.
    private let firstTarget: [Int]
    private let placeOfTarget: [Int]
    private let room: [Int]
    private let cost: GroundCost
    private let shouldStop: () -> Bool
    private var problem: SparseAssignment
    private var targetBlocks: WeightedPoints
    private var found: [WeightedPoints.Neighbour] = []

    /// - Parameters: both in the order of ``PlaneOrder``, equally many, at least one.
    init(sources: [Point], targets: [Point], cost: GroundCost, unless shouldStop: @escaping () -> Bool) {
        var (numbers, places): ([Point: Int], [Point]) = ([:], [])
        var (firstTarget, placeOfTarget, room): ([Int], [Int], [Int]) = ([], [], [])
        for (index, target) in targets.enumerated() {
            let place = numbers[target] ?? places.count
            if place == places.count {
                numbers[target] = place
                places.append(target)
                firstTarget.append(index)
                room.append(0)
            }
            placeOfTarget.append(place)
            room[place] += 1
        }
        self.sources = sources
        self.targets = targets
        self.places = places
        self.firstTarget = firstTarget
        self.placeOfTarget = placeOfTarget
        self.room = room
        self.cost = cost
        self.shouldStop = shouldStop
        problem = SparseAssignment(count: sources.count, room: room)
        targetBlocks = WeightedPoints(places, cost: cost)
    }

    /// The target of each source, and the potentials of sources and targets.
    var solution: (targets: [Int], sourcePotentials: [Double], targetPotentials: [Double]) {
        var waiting = places.map { _ in [Int]() }
        for (target, place) in placeOfTarget.enumerated().reversed() { waiting[place].append(target) }
        let partners = sources.indices.map { waiting[Int(problem.columnOfRow[$0])].removeLast() }
        return (partners, problem.rowPotentials, placeOfTarget.map { problem.columnPotentials[$0] })
    }

    /// Solves it from coarse to fine.
    ///
    /// - Parameter start: potentials of the targets to begin with, unless those of a coarser problem have the better
    ///   dual: old potentials that no longer fit would be worse than none.
    /// - Returns: whether it was not stopped.
    mutating func solve(warmStart start: [Double]? = nil) -> Bool {
        guard sources.count > Self.smallest else { return solveOnAllPairs() }
        guard let coarse = potentialsOfCoarserProblem(warmStart: start) else { return false }
        if let start = start.map({ start in firstTarget.map { start[$0] } }),
            dualValue(start) > dualValue(coarse)
        {
            return solve(startingAt: start)
        }
        return solve(startingAt: coarse)
    }

    private mutating func solveOnAllPairs() -> Bool {
        problem.add(
            sources.map { source in
                places.indices.map { .init(column: Int32($0), cost: cost.between(source, places[$0])) }
            })
        for row in sources.indices {
            problem.rowPotentials[row] = places.reduce(.infinity) { min($0, cost.between(sources[row], $1)) }
        }
        return problem.complete(unless: shouldStop)
    }

    /// The potentials of all places that are feasible with the potentials of half of the sources; nil if it was stopped.
    private func potentialsOfCoarserProblem(warmStart start: [Double]?) -> [Double]? {
        let chosen = stride(from: 0, to: sources.count, by: Self.coarsening)
        var coarse = PlaneAssignment(
            sources: chosen.map { sources[$0] }, targets: chosen.map { targets[$0] }, cost: cost,
            unless: shouldStop)
        guard coarse.solve(warmStart: start.map { start in chosen.map { start[$0] } }) else { return nil }
        var blocks = WeightedPoints(coarse.sources, cost: cost)
        blocks.setWeights(coarse.problem.rowPotentials)
        var found: [WeightedPoints.Neighbour] = []
        return places.indices.map { column in
            blocks.findNearest(
                to: places[column], most: 1, below: .infinity, hint: firstTarget[column] / Self.coarsening,
                into: &found)
            return found[0].cost
        }
    }

    /// Σᵢ minⱼ (cᵢⱼ − vⱼ) + Σⱼ vⱼ over all targets: a lower bound of the cost of every assignment.
    private mutating func dualValue(_ potentials: [Double]) -> Double {
        targetBlocks.setWeights(potentials)
        var total = zip(potentials, room).reduce(0) { $0 + $1.0 * Double($1.1) }
        var hint = 0
        for source in sources {
            targetBlocks.findNearest(to: source, most: 1, below: .infinity, hint: hint, into: &found)
            hint = Int(found[0].index)
            total += found[0].cost
        }
        return total
    }

    /// Solves it, beginning with the pairs that the potentials `start` of the places make cheapest.
    private mutating func solve(startingAt start: [Double]) -> Bool {
        problem.columnPotentials = start
        addCheapestPairs()
        var isGrowing = true
        while isGrowing {
            guard problem.complete(unless: shouldStop) else { return false }
            isGrowing = addViolatingPairs()
        }
        // Sources may have been freed for pairs that were there already, where rounding alone made them violate the dual.
        return problem.complete(unless: shouldStop)
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
            if problem.hasRoom(hint) { problem.match(row, with: hint) }
            for neighbour in found { pairs[row].append(arc(row, Int(neighbour.index))) }
        }
        var sourceBlocks = WeightedPoints(sources, cost: cost)
        sourceBlocks.setWeights(problem.rowPotentials)
        hint = 0
        for column in places.indices {
            sourceBlocks.findNearest(
                to: places[column], most: Self.candidates, below: .infinity, hint: hint, into: &found)
            hint = Int(found[0].index)
            for neighbour in found { pairs[Int(neighbour.index)].append(arc(Int(neighbour.index), column)) }
        }
        problem.add(pairs)
    }

    /// One pair for each point: they make sure that a matching of all exists.
    private func pairsAlongTheCurve() -> [[SparseAssignment.Arc]] {
        sources.indices.map { [arc($0, placeOfTarget[$0])] }
    }

    private func arc(_ row: Int, _ column: Int) -> SparseAssignment.Arc {
        .init(column: Int32(column), cost: cost.between(sources[row], places[column]))
    }

    /// Adds the pairs that violate the dual most and frees their sources; false if no pair was new.
    private mutating func addViolatingPairs() -> Bool {
        targetBlocks.setWeights(problem.columnPotentials)
        var pairs = Array(repeating: [SparseAssignment.Arc](), count: sources.count)
        for row in sources.indices {
            let column = Int(problem.columnOfRow[row])
            let matched = cost.between(sources[row], places[column])
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
