import Tensors

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
