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

    /// What nothing costs; a sum of costs starts with it.
    public static let zero = Cost()

    public var description: String {
        let megaflops = (Double(flops) / 1e4).rounded() / 100
        return "\(products) products (\(megaflops) MFLOP), \(passes) passes over \(numbers) numbers"
    }

    /// All of it in one number, in units of a floating-point operation of a matrix product; starting a product or
    /// a pass takes about as long as 20,000 of them.
    var weight: Int { flops + operationsPerNumber * numbers + 20_000 * (products + passes) }
}

extension Dataflow {
    /// The cost of the wanted results; nodes that nothing wanted reads are not counted. A chain of element-wise
    /// operations is one pass, over what it reads and what others read of it.
    public var cost: Cost {
        var cost = Cost()
        let plan = ExecutionPlan(self, observed: outputs.count)
        for (index, unit) in plan.units.enumerated() {
            let reads = plan.reads(of: index).reduce(0) { $0 + nodes[$1].shape.count }
            let stored = unit.members.filter { plan.isStored[$0] }
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

/// One matrix product of a computation: op(A)·op(B), op(A) being `rows`×`inner` and op(B) `inner`×`columns`.
public struct ProductSize: Hashable, Sendable, CustomStringConvertible {
    public let rows: Int
    public let inner: Int
    public let columns: Int
    /// Whether A lies in memory as its transpose, `inner`×`rows`.
    public let transposesLeft: Bool
    /// Whether B lies in memory as its transpose, `columns`×`inner`.
    public let transposesRight: Bool

    public init(rows: Int, inner: Int, columns: Int, transposesLeft: Bool, transposesRight: Bool) {
        self.rows = rows
        self.inner = inner
        self.columns = columns
        self.transposesLeft = transposesLeft
        self.transposesRight = transposesRight
    }

    /// A multiplication and an addition count as two.
    public var flops: Int { 2 * rows * inner * columns }

    /// Such as "512×256 · 128×256ᵀ": the operands as they lie in memory.
    public var description: String {
        let left = Shape(rows, inner)
        let right = Shape(inner, columns)
        return (transposesLeft ? "\(left.transposed)ᵀ" : "\(left)") + " · "
            + (transposesRight ? "\(right.transposed)ᵀ" : "\(right)")
    }
}

extension Dataflow {
    /// The products that the wanted results need, in order.
    public var products: [ProductSize] {
        let wanted = ancestors(of: outputs)
        return nodes.indices.filter { wanted[$0] }.compactMap { id in
            let node = nodes[id]
            guard case .product(let transposesLeft, let transposesRight) = node.operation else { return nil }
            let left = nodes[node.inputs[0]].shape
            return ProductSize(
                rows: node.shape.rows, inner: transposesLeft ? left.rows : left.columns,
                columns: node.shape.columns, transposesLeft: transposesLeft, transposesRight: transposesRight)
        }
    }

    /// Numbers in all results that must be computed, if each had separate memory.
    public var resultNumbers: Int {
        let wanted = ancestors(of: outputs)
        let materialized = materializedBroadcasts
        return nodes.indices.filter { wanted[$0] }.reduce(0) { sum, id in
            switch nodes[id].operation {
            case .input, .constant: sum
            case .broadcast where !materialized[id]: sum
            default: sum + nodes[id].shape.count
            }
        }
    }
}
