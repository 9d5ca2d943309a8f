import Tensors

// The passes that are about matrix products. What one of them gains depends on what it lets the others find.

// MARK: Outer products

extension Dataflow {
    /// A column times a row is an element-wise product of two repetitions, which can join a chain:
    /// (a·bᵀ)ᵢⱼ = aᵢ·bⱼ.
    func withOuterProductsElementwise() -> Dataflow {
        rewritten { flow, node in flow.outerProduct(node) ?? flow.append(node) }
    }

    private mutating func outerProduct(_ node: Node) -> Int? {
        guard case .product(let transposeLeft, let transposeRight) = node.operation else { return nil }
        let (left, right) = (node.inputs[0], node.inputs[1])
        let inner = transposeLeft ? nodes[left].shape.rows : nodes[left].shape.columns
        guard inner == 1 else { return nil }
        let column = transposeLeft ? transposed(left) : left
        let row = transposeRight ? transposed(right) : right
        let inputs = [repeated(column, node.shape), repeated(row, node.shape)]
        return append(Node(operation: .binary(.multiply), inputs: inputs, shape: node.shape))
    }

    private mutating func transposed(_ id: Int) -> Int {
        if nodes[id].shape.isScalar { return id }
        return append(Node(operation: .transpose, inputs: [id], shape: nodes[id].shape.transposed))
    }
}

// MARK: Rows with factors

/// A matrix with each row multiplied by a number: Mᵢⱼ = cᵢ·Cᵢⱼ.
struct RowScaling {
    let core: Int
    /// One number a row, n×1.
    let scale: Int
}

extension Dataflow {
    /// Moves factors that belong to rows outward through element-wise products and through products from the
    /// right: (c∘A)·B = c∘(A·B).
    ///
    /// What the rows share is then computed once. The score of a network is one number a sample, so the
    /// backward chain of a loss is the backward chain of the score with each row scaled by the loss's derivative; a penalty
    /// on the score's slope walks the same chain unscaled.
    func withRowFactorsMovedOutward() -> Dataflow {
        rewritten { flow, node in flow.scaledOutward(node) ?? flow.append(node) }
    }

    /// The factor of a node's rows, where it is written as one: C∘(c repeated along the rows).
    func rowScaling(_ id: Int) -> RowScaling? {
        let node = nodes[id]
        guard node.operation == .binary(.multiply) else { return nil }
        for (scale, core) in [(node.inputs[0], node.inputs[1]), (node.inputs[1], node.inputs[0])] {
            guard let column = repeatedColumn(scale), repeatedColumn(core) == nil else { continue }
            return RowScaling(core: core, scale: column)
        }
        return nil
    }

    private func repeatedColumn(_ id: Int) -> Int? {
        let node = nodes[id]
        guard node.operation == .broadcast, node.shape.columns > 1, node.shape.rows > 1 else { return nil }
        let source = nodes[node.inputs[0]].shape
        return source.columns == 1 && source.rows == node.shape.rows ? node.inputs[0] : nil
    }

    mutating func scaledRows(_ core: Int, by scale: Int) -> Int {
        let shape = nodes[core].shape
        return append(
            Node(operation: .binary(.multiply), inputs: [core, repeated(scale, shape)], shape: shape))
    }

    private mutating func scaledOutward(_ node: Node) -> Int? {
        switch node.operation {
        case .binary(.multiply):
            return scaledProduct(node)
        case .unary(.negate, _):
            guard let scaling = rowScaling(node.inputs[0]) else { return nil }
            let shape = nodes[scaling.scale].shape
            return scaledRows(
                scaling.core,
                by: append(Node(operation: .unary(.negate), inputs: [scaling.scale], shape: shape)))
        case .product(transposeLeft: false, _):
            guard let scaling = rowScaling(node.inputs[0]) else { return nil }
            var unscaled = node
            unscaled.inputs[0] = scaling.core
            return scaledRows(append(unscaled), by: scaling.scale)
        default:
            return nil
        }
    }

    /// (c∘A)∘(d∘B) = (c∘d)∘(A∘B), where either factor may be missing; a number is a factor of every row.
    private mutating func scaledProduct(_ node: Node) -> Int? {
        let (a, b) = (node.inputs[0], node.inputs[1])
        let (left, right) = (rowScaling(a), rowScaling(b))
        if let left, let right {
            let core = append(
                Node(operation: .binary(.multiply), inputs: [left.core, right.core], shape: node.shape))
            return scaledRows(core, by: multiplied(left.scale, right.scale))
        }
        guard let scaling = left ?? right else { return nil }
        let other = left == nil ? a : b
        if let column = repeatedColumn(other) {
            return scaledRows(scaling.core, by: multiplied(scaling.scale, column))
        }
        if nodes[other].operation == .broadcast, nodes[nodes[other].inputs[0]].shape.isScalar {
            let number = repeated(nodes[other].inputs[0], nodes[scaling.scale].shape)
            return scaledRows(scaling.core, by: multiplied(scaling.scale, number))
        }
        let core = append(
            Node(operation: .binary(.multiply), inputs: [scaling.core, other], shape: node.shape))
        return scaledRows(core, by: scaling.scale)
    }

    private mutating func multiplied(_ a: Int, _ b: Int) -> Int {
        append(Node(operation: .binary(.multiply), inputs: [a, b], shape: nodes[a].shape))
    }
}
