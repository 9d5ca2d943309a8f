import Tensors

extension Dataflow {
    /// Algebra: constants are computed, ones and zeros disappear, repetitions move outward so that arithmetic
    /// is done on the smaller operand, and transposes move into the products that read them.
    ///
    /// A product with a literal 0 becomes 0 even where the other factor may not be finite: such a zero is a
    /// derivative that is zero by structure, not a computed number.
    func simplified() -> Dataflow {
        rewritten { flow, node in flow.simplify(node) }
    }

    private mutating func simplify(_ node: Node) -> Int {
        foldedConstant(node) ?? movedRepetition(node) ?? identity(node) ?? foldedTranspose(node)
            ?? foldedReshape(node) ?? mergedScale(node) ?? append(node)
    }
}

/// The rules. Each returns the position of an equal node, or nil where it has nothing to say.
extension Dataflow {
    /// The number that a node repeats everywhere, if it is known.
    func constantValue(_ id: Int) -> Double? {
        switch nodes[id].operation {
        case .constant(let value): value
        case .broadcast: constantValue(nodes[id].inputs[0])
        default: nil
        }
    }

    mutating func constant(_ value: Double, _ shape: Shape) -> Int {
        repeated(append(Node(operation: .constant(value), inputs: [], shape: .scalar)), shape)
    }

    mutating func repeated(_ id: Int, _ shape: Shape) -> Int {
        nodes[id].shape == shape ? id : append(Node(operation: .broadcast, inputs: [id], shape: shape))
    }

    /// f(constants) is a constant.
    private mutating func foldedConstant(_ node: Node) -> Int? {
        guard node.operation.isElementwise else { return nil }
        let values = node.inputs.compactMap(constantValue).map { Matrix($0) }
        guard values.count == node.inputs.count else { return nil }
        guard let result = node.operation.evaluated(values) else { return nil }
        return constant(result, node.shape)
    }

    /// f(repeat(x)) = repeat(f(x)), the same for two operands repeated from one shape, and sums of repetitions.
    private mutating func movedRepetition(_ node: Node) -> Int? {
        switch node.operation {
        case .broadcast where nodes[node.inputs[0]].operation == .broadcast:
            return repeated(nodes[node.inputs[0]].inputs[0], node.shape)
        case .transpose where nodes[node.inputs[0]].operation == .broadcast:
            let source = nodes[node.inputs[0]].inputs[0]
            let transposed = simplify(
                Node(operation: .transpose, inputs: [source], shape: nodes[source].shape.transposed))
            return repeated(transposed, node.shape)
        case .sum where nodes[node.inputs[0]].operation == .broadcast:
            // Summing k copies multiplies by k, where the copies are just what is summed.
            let source = nodes[node.inputs[0]].inputs[0]
            guard node.shape.count > 0, nodes[source].shape.broadcasts(to: node.shape) else { return nil }
            let copies = Double(nodes[node.inputs[0]].shape.count / node.shape.count)
            let factor = constant(copies, nodes[source].shape)
            let product = simplify(
                Node(operation: .binary(.multiply), inputs: [source, factor], shape: nodes[source].shape))
            return repeated(product, node.shape)
        case let operation where operation.isElementwise:
            guard node.inputs.allSatisfy({ nodes[$0].operation == .broadcast }) else { return nil }
            let sources = node.inputs.map { nodes[$0].inputs[0] }
            guard
                let shape = sources.map({ nodes[$0].shape }).reduce(
                    Shape?.some(.scalar), Shape.commonBroadcast),
                shape.count < node.shape.count
            else { return nil }
            let smaller = simplify(
                Node(operation: operation, inputs: sources.map { repeated($0, shape) }, shape: shape))
            return repeated(smaller, node.shape)
        default:
            return nil
        }
    }

    /// x + 0, x·1, −(−x), x + (−y) and their like.
    private mutating func identity(_ node: Node) -> Int? {
        guard let a = node.inputs.first else { return nil }
        let b = node.inputs.count > 1 ? node.inputs[1] : a
        switch (node.operation, constantValue(a), constantValue(b)) {
        case (.unary(.negate, _), _, _) where nodes[a].operation == .unary(.negate): return nodes[a].inputs[0]
        case (.binary(.add), 0, _): return b
        case (.binary(.add), _, 0), (.binary(.subtract), _, 0): return a
        case (.binary(.multiply), 0, _), (.binary(.multiply), _, 0), (.binary(.divide), 0, _):
            return constant(0, node.shape)
        case (.binary(.multiply), 1, _): return b
        case (.binary(.multiply), _, 1), (.binary(.divide), _, 1): return a
        case (.binary(.multiply), -1, _):
            return simplify(Node(operation: .unary(.negate), inputs: [b], shape: node.shape))
        case (.binary(.multiply), _, -1):
            return simplify(Node(operation: .unary(.negate), inputs: [a], shape: node.shape))
        case (.binary(.add), _, _) where nodes[b].operation == .unary(.negate):
            return append(
                Node(operation: .binary(.subtract), inputs: [a, nodes[b].inputs[0]], shape: node.shape))
        case (.binary(.add), _, _) where nodes[a].operation == .unary(.negate):
            return append(
                Node(operation: .binary(.subtract), inputs: [b, nodes[a].inputs[0]], shape: node.shape))
        case (.binary(.subtract), _, _) where nodes[b].operation == .unary(.negate):
            return append(Node(operation: .binary(.add), inputs: [a, nodes[b].inputs[0]], shape: node.shape))
        case (.sum, _, _) where nodes[a].operation == .sum:
            return append(Node(operation: .sum, inputs: nodes[a].inputs, shape: node.shape))
        case (.broadcast, _, _) where nodes[a].shape == node.shape: return a
        case (.sum, _, _) where nodes[a].shape == node.shape: return a
        default: return nil
        }
    }

    /// (Aᵀ)ᵀ = A, and a product reads a transposed operand by itself.
    private mutating func foldedTranspose(_ node: Node) -> Int? {
        switch node.operation {
        case .transpose:
            let input = nodes[node.inputs[0]]
            if input.operation == .transpose { return input.inputs[0] }
            return input.shape.isScalar ? node.inputs[0] : nil
        case .product(var left, var right):
            var inputs = node.inputs
            if nodes[inputs[0]].operation == .transpose {
                inputs[0] = nodes[inputs[0]].inputs[0]
                left.toggle()
            }
            if nodes[inputs[1]].operation == .transpose {
                inputs[1] = nodes[inputs[1]].inputs[0]
                right.toggle()
            }
            guard inputs != node.inputs else { return nil }
            return append(
                Node(
                    operation: .product(transposeLeft: left, transposeRight: right), inputs: inputs,
                    shape: node.shape))
        default:
            return nil
        }
    }

    /// Reshaping twice is reshaping once, back to the first shape nothing; a number repeated everywhere is repeated in
    /// the new shape.
    private mutating func foldedReshape(_ node: Node) -> Int? {
        guard node.operation == .reshape else { return nil }
        let id = node.inputs[0]
        if nodes[id].shape == node.shape { return id }
        if let value = constantValue(id) { return constant(value, node.shape) }
        guard nodes[id].operation == .reshape else { return nil }
        return simplify(Node(operation: .reshape, inputs: nodes[id].inputs, shape: node.shape))
    }

    /// (x·c)·d = x·(cd) for known c and d; a division by a known number is a product.
    private mutating func mergedScale(_ node: Node) -> Int? {
        switch node.operation {
        case .binary(.divide):
            guard let divisor = constantValue(node.inputs[1]), divisor != 0 else { return nil }
            return scaled(node.inputs[0], by: 1 / divisor)
        case .binary(.multiply):
            if let factor = constantValue(node.inputs[0]) { return mergedScale(node.inputs[1], factor) }
            if let factor = constantValue(node.inputs[1]) { return mergedScale(node.inputs[0], factor) }
            return nil
        default:
            return nil
        }
    }

    private mutating func mergedScale(_ id: Int, _ factor: Double) -> Int? {
        let node = nodes[id]
        if node.operation == .unary(.negate) { return scaled(node.inputs[0], by: -factor) }
        guard node.operation == .binary(.multiply) else { return nil }
        if let inner = constantValue(node.inputs[0]) { return scaled(node.inputs[1], by: inner * factor) }
        if let inner = constantValue(node.inputs[1]) { return scaled(node.inputs[0], by: inner * factor) }
        return nil
    }

    private mutating func scaled(_ id: Int, by factor: Double) -> Int {
        let shape = nodes[id].shape
        let constant = constant(factor, shape)
        return simplify(Node(operation: .binary(.multiply), inputs: [id, constant], shape: shape))
    }
}

extension Operation {
    /// The value at 1×1 operands.
    fileprivate func evaluated(_ inputs: [Matrix<Double>]) -> Double? {
        switch self {
        case .unary(let function, let slope): inputs[0].mapped(function, slope: slope).elements[0]
        case .binary(let function):
            try? Matrix.combined(function, "constant", inputs[0], inputs[1]).elements[0]
        default: nil
        }
    }
}

extension Shape {
    /// The smallest shape to which both can be repeated.
    fileprivate static func commonBroadcast(_ a: Shape?, _ b: Shape) -> Shape? {
        a.flatMap { Shape.broadcast($0, b) }
    }
}
