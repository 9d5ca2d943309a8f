import Tensors

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

    /// Numbers in all results that must be computed, if each had memory of its own.
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

extension Cost {
    /// Of nothing; a sum of costs starts with it.
    public static var zero: Cost { Cost() }
}
