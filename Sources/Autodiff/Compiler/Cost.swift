import Tensors

/// What a computation costs, counted and not timed.
public struct Cost: Equatable, Sendable, CustomStringConvertible {
    /// Matrix products.
    public var products = 0
    /// Floating-point operations in them, a multiplication and an addition counted as two.
    public var flops = 0
    /// Passes over memory: chains of element-wise operations and sums, transposes, copies.
    public var passes = 0
    /// Numbers that those passes read and write.
    public var numbers = 0

    public var description: String {
        let megaflops = (Double(flops) / 1e4).rounded() / 100
        return "\(products) products (\(megaflops) MFLOP), \(passes) passes over \(numbers) numbers"
    }

    /// All of it in one number, in units of a floating-point operation of a matrix product: reading or writing
    /// a number takes about as long as 8 of them, and starting a product or a pass as 20,000.
    var weight: Int { flops + 8 * numbers + 20_000 * (products + passes) }

    /// Whether this cost is at most the other in every respect.
    func isAtMost(_ other: Cost) -> Bool {
        products <= other.products && flops <= other.flops && passes <= other.passes
            && numbers <= other.numbers
    }
}

extension Dataflow {
    /// The cost of the wanted results; nodes that nothing wanted reads are not counted. A chain of element-wise
    /// operations is one pass, over what it reads and what others read of it.
    public var cost: Cost {
        var cost = Cost()
        let schedule = Schedule(self, observed: outputs.count)
        for (index, unit) in schedule.units.enumerated() {
            let reads = schedule.reads(of: index).reduce(0) { $0 + nodes[$1].shape.count }
            let stored = unit.members.filter { schedule.isStored[$0] }
            let node = nodes[unit.members[0]]
            guard case .single = unit, case .product(let transposeLeft, _) = node.operation else {
                cost.passes += 1
                cost.numbers += stored.reduce(reads) { $0 + nodes[$1].shape.count }
                continue
            }
            let left = nodes[node.inputs[0]].shape
            cost.products += 1
            cost.flops += 2 * node.shape.count * (transposeLeft ? left.rows : left.columns)
        }
        return cost
    }

    /// Which broadcasts must be written out: those wanted as they are, or read by anything that cannot read a
    /// repeated operand.
    var materializedBroadcasts: [Bool] {
        var materialized = [Bool](repeating: false, count: nodes.count)
        for node in nodes where !node.operation.isElementwise {
            for input in node.inputs { materialized[input] = true }
        }
        for output in outputs { materialized[output] = true }
        for (id, node) in nodes.enumerated() where node.operation != .broadcast { materialized[id] = false }
        return materialized
    }
}
