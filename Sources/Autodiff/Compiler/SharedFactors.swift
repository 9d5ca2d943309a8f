import Tensors

extension Dataflow {
    /// Sums of products that share a factor become one product: A·B + A·C = A·(B + C), A·C + B·C = (A + B)·C,
    /// and with factors that belong to rows (c∘A)ᵀ·B + (d∘A)ᵀ·C = Aᵀ·(c∘B + d∘C).
    func withSharedFactorsMerged() -> Dataflow {
        rewritten { flow, node in flow.mergedSum(node) ?? flow.append(node) }
    }

    /// One term of a sum, and whether it is subtracted.
    private struct Term {
        var id: Int
        var isNegative: Bool
    }

    private mutating func mergedSum(_ node: Node) -> Int? {
        guard node.operation == .binary(.add) || node.operation == .binary(.subtract) else { return nil }
        var terms =
            terms(of: node.inputs[0])
            + terms(of: node.inputs[1]).map {
                Term(id: $0.id, isNegative: $0.isNegative != (node.operation == .binary(.subtract)))
            }
        guard terms.filter({ isProduct($0.id) }).count > 1 else { return nil }
        var hasMerged = false
        var first = 0
        while first < terms.count {
            var second = first + 1
            while second < terms.count {
                if let merged = merged(terms[first], terms[second]) {
                    terms[first] = merged
                    terms.remove(at: second)
                    hasMerged = true
                } else {
                    second += 1
                }
            }
            first += 1
        }
        return hasMerged ? sum(terms, node.shape) : nil
    }

    private func terms(of id: Int) -> [Term] {
        let node = nodes[id]
        switch node.operation {
        case .binary(.add): return node.inputs.flatMap(terms)
        case .binary(.subtract):
            return terms(of: node.inputs[0])
                + terms(of: node.inputs[1]).map { Term(id: $0.id, isNegative: !$0.isNegative) }
        case .unary(.negate, _):
            return terms(of: node.inputs[0]).map { Term(id: $0.id, isNegative: !$0.isNegative) }
        default: return [Term(id: id, isNegative: false)]
        }
    }

    private func isProduct(_ id: Int) -> Bool {
        if case .product = nodes[id].operation { true } else { false }
    }

    private mutating func sum(_ terms: [Term], _ shape: Shape) -> Int {
        // A term that is added comes first, if there is one.
        let ordered = terms.filter { !$0.isNegative } + terms.filter(\.isNegative)
        var total = ordered[0].id
        if ordered[0].isNegative {
            total = append(Node(operation: .unary(.negate), inputs: [total], shape: shape))
        }
        for term in ordered.dropFirst() {
            let operation: Operation = term.isNegative ? .binary(.subtract) : .binary(.add)
            total = append(Node(operation: operation, inputs: [total, term.id], shape: shape))
        }
        return total
    }

    private mutating func merged(_ a: Term, _ b: Term) -> Term? {
        let (first, second) = (nodes[a.id], nodes[b.id])
        guard case .product(let transposeLeft, let transposeRight) = first.operation,
            first.operation == second.operation
        else { return nil }
        let operation: Operation = a.isNegative == b.isNegative ? .binary(.add) : .binary(.subtract)
        func product(_ inputs: [Int]) -> Term {
            Term(
                id: append(Node(operation: first.operation, inputs: inputs, shape: first.shape)),
                isNegative: a.isNegative)
        }
        func combined(_ x: Int, _ y: Int) -> Int {
            append(Node(operation: operation, inputs: [x, y], shape: nodes[x].shape))
        }
        let (left, right) = (first.inputs[0], first.inputs[1])
        if left == second.inputs[0] { return product([left, combined(right, second.inputs[1])]) }
        if right == second.inputs[1] { return product([combined(left, second.inputs[0]), right]) }
        guard transposeLeft, !transposeRight else { return nil }
        let (scaled, otherScaled) = (scaling(left), scaling(second.inputs[0]))
        guard scaled.core == otherScaled.core else { return nil }
        return product([
            scaled.core,
            combined(rows(of: right, by: scaled.scale), rows(of: second.inputs[1], by: otherScaled.scale)),
        ])
    }

    private func scaling(_ id: Int) -> (core: Int, scale: Int?) {
        rowScaling(id).map { ($0.core, $0.scale) } ?? (id, nil)
    }

    private mutating func rows(of id: Int, by scale: Int?) -> Int {
        scale.map { scaledRows(id, by: $0) } ?? id
    }
}
