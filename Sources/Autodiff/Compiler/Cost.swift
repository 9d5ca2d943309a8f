import Tensors

/// What a computation costs, counted and not timed.
public struct Cost: Equatable, Sendable, CustomStringConvertible {
    /// Matrix products.
    public var products = 0
    /// Floating-point operations in them, a multiplication and an addition counted as two.
    public var flops = 0
    /// Passes over memory: element-wise operations, sums, transposes, copies.
    public var passes = 0
    /// Numbers that those passes read and write.
    public var numbers = 0

    public var description: String {
        let megaflops = (Double(flops) / 1e4).rounded() / 100
        return "\(products) products (\(megaflops) MFLOP), \(passes) passes over \(numbers) numbers"
    }

    /// Whether this cost is at most the other in every respect.
    func isAtMost(_ other: Cost) -> Bool {
        products <= other.products && flops <= other.flops && passes <= other.passes
            && numbers <= other.numbers
    }
}

extension Dataflow {
    /// The cost of the wanted results; nodes that nothing wanted reads are not counted.
    public var cost: Cost {
        var cost = Cost()
        let wanted = ancestors(of: outputs)
        let materialized = materializedBroadcasts
        for (id, node) in nodes.enumerated() where wanted[id] {
            let inputs = node.inputs.map { nodes[$0].shape }
            switch node.operation {
            case .input, .constant: continue
            case .broadcast where !materialized[id]: continue
            case .product(let transposeLeft, _):
                cost.products += 1
                cost.flops += 2 * node.shape.count * (transposeLeft ? inputs[0].rows : inputs[0].columns)
            default:
                cost.passes += 1
                cost.numbers += node.shape.count + inputs.reduce(0) { $0 + $1.count }
            }
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
