import Records

/// Points of the plane with a weight each, in blocks that are skipped as a whole where none of them can matter.
///
/// What is searched is the reduced cost c(x, yⱼ) − wⱼ. With weights zero its lowest values belong to the nearest
/// neighbours of x. With the potentials of an assignment as weights they belong to the pairs that violate its dual.
/// With squared radii as weights and squared distances, the reduced cost is at most zero inside the circles.
struct WeightedPoints {
    struct Neighbour {
        /// c − w.
        var cost: Double
        var index: Int32
    }

    /// Points in a block: two vectors of eight. Larger blocks are skipped less often, smaller ones have more boxes.
    private static let blockSize = 16
    private static let lanes = 8

    private let cost: GroundCost
    private let count: Int
    private var x: [SIMD8<Double>]
    private var y: [SIMD8<Double>]
    /// −∞ beyond the last point, which makes its cost infinite.
    private var weights: [SIMD8<Double>]
    /// Boxes around eight blocks at a time, and the highest weight in each.
    private var lowX: [SIMD8<Double>]
    private var lowY: [SIMD8<Double>]
    private var highX: [SIMD8<Double>]
    private var highY: [SIMD8<Double>]
    private var highestWeight: [SIMD8<Double>]

    /// Points of weight 0.
    ///
    /// - Parameter points: finite; those near each other in the list should be near each other in the plane, as
    ///   ``PlaneOrder`` sees to.
    init(_ points: [Point], cost: GroundCost) {
        self.cost = cost
        count = points.count
        let blocks = (count + Self.blockSize - 1) / Self.blockSize
        let groups = (blocks + Self.lanes - 1) / Self.lanes
        x = Array(repeating: .zero, count: blocks * Self.blockSize / Self.lanes)
        y = x
        weights = Array(repeating: SIMD8(repeating: -.infinity), count: x.count)
        lowX = Array(repeating: SIMD8(repeating: .infinity), count: groups)
        lowY = lowX
        highX = Array(repeating: SIMD8(repeating: -.infinity), count: groups)
        highY = highX
        highestWeight = highX
        for (index, point) in points.enumerated() {
            x[index / Self.lanes][index % Self.lanes] = point.x
            y[index / Self.lanes][index % Self.lanes] = point.y
            let block = index / Self.blockSize
            let (group, lane) = (block / Self.lanes, block % Self.lanes)
            lowX[group][lane] = min(lowX[group][lane], point.x)
            lowY[group][lane] = min(lowY[group][lane], point.y)
            highX[group][lane] = max(highX[group][lane], point.x)
            highY[group][lane] = max(highY[group][lane], point.y)
        }
        setWeights(Array(repeating: 0, count: count))
    }

    /// - Parameter values: one for each point.
    mutating func setWeights(_ values: [Double]) {
        for group in highestWeight.indices { highestWeight[group] = SIMD8(repeating: -.infinity) }
        for (index, value) in values.enumerated() {
            weights[index / Self.lanes][index % Self.lanes] = value
            let block = index / Self.blockSize
            let highest = highestWeight[block / Self.lanes][block % Self.lanes]
            highestWeight[block / Self.lanes][block % Self.lanes] = max(highest, value)
        }
    }

    /// Replaces `found` by the points of lowest reduced cost seen from `point`, lowest first: at most `most` of them,
    /// at least one, and only costs below `limit`.
    ///
    /// - Parameter hint: the index of a point that is likely to be among them; it changes the time alone, and which
    ///   of several points with the same cost is found.
    func findNearest(
        to point: Point, most: Int, below limit: Double = .infinity, hint: Int,
        into found: inout [Neighbour]
    ) {
        found.removeAll(keepingCapacity: true)
        var limit = limit
        let first = min(hint, count - 1) / Self.blockSize
        search(first, from: point, most, &limit, &found)
        for group in lowX.indices {
            let bound = lowestCosts(group, from: point)
            guard any(bound .< limit) else { continue }
            for lane in 0..<Self.lanes where bound[lane] < limit {
                let block = group * Self.lanes + lane
                if block != first { search(block, from: point, most, &limit, &found) }
            }
        }
    }

    /// How many points have a reduced cost of at most zero seen from `point`.
    func countNotAboveZero(from point: Point) -> Int {
        var total = 0
        for group in lowX.indices {
            let bound = lowestCosts(group, from: point)
            guard any(bound .<= 0) else { continue }
            for lane in 0..<Self.lanes where bound[lane] <= 0 {
                for vector in vectors(ofBlock: group * Self.lanes + lane) {
                    let hits = costs(vector, from: point) .<= 0
                    guard any(hits) else { continue }
                    for lane in 0..<Self.lanes where hits[lane] { total += 1 }
                }
            }
        }
        return total
    }

    private func vectors(ofBlock block: Int) -> Range<Int> {
        let size = Self.blockSize / Self.lanes
        return block * size..<block * size + size
    }

    private func costs(_ vector: Int, from point: Point) -> SIMD8<Double> {
        let across = x[vector] - point.x
        let along = y[vector] - point.y
        return cost.ofSquared(across * across + along * along) - weights[vector]
    }

    /// A bound from below for each of eight blocks, infinite for those without points. It is computed in the same
    /// order as the costs, so rounding does not lift it above them.
    private func lowestCosts(_ group: Int, from point: Point) -> SIMD8<Double> {
        let across = outside(lowX[group], highX[group], point.x)
        let along = outside(lowY[group], highY[group], point.y)
        return cost.ofSquared(across * across + along * along) - highestWeight[group]
    }

    /// How far `value` lies outside of the intervals; infinite where an interval is empty.
    private func outside(_ low: SIMD8<Double>, _ high: SIMD8<Double>, _ value: Double) -> SIMD8<Double> {
        let value = SIMD8(repeating: value)
        return pointwiseMax(pointwiseMax(low - value, value - high), SIMD8.zero)
    }

    private func search(
        _ block: Int, from point: Point, _ most: Int, _ limit: inout Double,
        _ found: inout [Neighbour]
    ) {
        for vector in vectors(ofBlock: block) {
            let costs = costs(vector, from: point)
            guard any(costs .< limit) else { continue }
            for lane in 0..<Self.lanes where costs[lane] < limit {
                let index = Int32(vector * Self.lanes + lane)
                insert(Neighbour(cost: costs[lane], index: index), most, &limit, &found)
            }
        }
    }

    private func insert(
        _ neighbour: Neighbour, _ most: Int, _ limit: inout Double, _ found: inout [Neighbour]
    ) {
        if found.count == most { found.removeLast() }
        var place = found.count
        found.append(neighbour)
        while place > 0, found[place - 1].cost > neighbour.cost {
            found[place] = found[place - 1]
            place -= 1
        }
        found[place] = neighbour
        if found.count == most { limit = min(limit, found[most - 1].cost) }
    }
}
