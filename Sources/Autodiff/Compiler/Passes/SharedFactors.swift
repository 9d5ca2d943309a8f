import Tensors

extension Dataflow {
    /// Sums of products that share a factor become one product: A·B + A·C = A·(B + C), A·C + B·C = (A + B)·C,
    /// and with factors that belong to rows (c∘A)ᵀ·B + (d∘A)ᵀ·C = Aᵀ·(c∘B + d∘C).
    ///
    /// A sum is taken apart once, where it ends: its partial sums wait for it. A sum with other readers counts as one term,
    /// unless it is short. So the work grows with the number of nodes.
    func withSharedFactorsMerged() -> Dataflow {
        let isPartial = partialSums()
        var old = 0
        var open = OpenSums()
        return rewritten { flow, node in
            defer { old += 1 }
            if isPartial[old] || node.isNegative { return open.insert(flow.append(node)) }
            return node.isSum ? flow.mergedSum(node, &open) : flow.append(node)
        }
    }

    /// Which nodes are sums, or negatives, that one other sum reads and nothing else.
    private func partialSums() -> [Bool] {
        var readers = [Int](repeating: 0, count: nodes.count)
        for output in outputs { readers[output] += 1 }
        for input in nodes.flatMap(\.inputs) { readers[input] += 1 }
        var isPartial = [Bool](repeating: false, count: nodes.count)
        for (id, node) in nodes.enumerated().reversed() where node.isSum || node.isNegative && isPartial[id] {
            for input in node.inputs where readers[input] == 1 {
                isPartial[input] = nodes[input].isSum || nodes[input].isNegative
            }
        }
        return isPartial
    }

    private mutating func mergedSum(_ node: Node, _ open: inout OpenSums) -> Int {
        var merged: [Term] = []
        var places: [SharedFactor: Int] = [:]
        let terms = terms(of: node, open)
        work += terms.count
        for term in terms {
            let factors = factors(of: term.id)
            guard let place = factors.compactMap({ places[$0] }).min(),
                let both = self.merged(merged[place], term)
            else {
                for factor in factors { places[factor] = merged.count }
                merged.append(term)
                continue
            }
            for factor in self.factors(of: merged[place].id) { places[factor] = nil }
            for factor in self.factors(of: both.id) { places[factor] = place }
            merged[place] = both
        }
        let first = nodes.count
        let result = merged.count < terms.count ? sum(merged, node.shape) : append(node)
        if merged.count <= OpenSums.mostShared { (first..<nodes.count).forEach { _ = open.insert($0) } }
        return result
    }

    /// The terms of a sum and of the open sums in it, from left to right.
    private func terms(of node: Node, _ open: OpenSums) -> [Term] {
        var terms: [Term] = []
        var rest = node.terms(isNegative: false)
        while let term = rest.popLast() {
            let node = nodes[term.id]
            if open.contains(term.id), node.isSum || node.isNegative {
                rest += node.terms(isNegative: term.isNegative)
            } else {
                terms.append(term)
            }
        }
        return terms
    }

    /// What a product can share with another one.
    private func factors(of id: Int) -> [SharedFactor] {
        let node = nodes[id]
        guard case .product(let transposeLeft, let transposeRight) = node.operation else { return [] }
        let factors: [SharedFactor] = [
            .left(node.inputs[0], node.operation), .right(node.inputs[1], node.operation),
        ]
        guard transposeLeft, !transposeRight else { return factors }
        return factors + [.core(scaling(node.inputs[0]).core)]
    }

    /// The sum of two products that share a factor.
    private mutating func merged(_ a: Term, _ b: Term) -> Term? {
        let (first, second) = (nodes[a.id], nodes[b.id])
        guard first.operation == second.operation else { return nil }
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

    private mutating func sum(_ terms: [Term], _ shape: Shape) -> Int {
        // A term that is added comes first, if there is one.
        var ordered = terms
        if let first = ordered.firstIndex(where: { !$0.isNegative }) {
            ordered.insert(ordered.remove(at: first), at: 0)
        }
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
}

/// The sums that are taken apart where another sum reads them.
private struct OpenSums {
    /// A sum with several readers is taken apart if it has no more terms than this.
    static let mostShared = 8

    private var ids = Set<Int>()

    func contains(_ id: Int) -> Bool { ids.contains(id) }

    /// - Returns: the sum.
    mutating func insert(_ id: Int) -> Int {
        ids.insert(id)
        return id
    }
}

/// A factor by which a product finds others to be added to: they have the same one at the same place, or the same
/// matrix up to factors of its rows.
private enum SharedFactor: Hashable {
    case left(Int, Operation)
    case right(Int, Operation)
    case core(Int)
}

/// One term of a sum, and whether it is subtracted.
private struct Term {
    let id: Int
    let isNegative: Bool
}

extension Node {
    fileprivate var isSum: Bool { operation == .binary(.add) || operation == .binary(.subtract) }

    fileprivate var isNegative: Bool { operation == .unary(.negate) }

    /// What a sum or a negative is made of, the last first.
    fileprivate func terms(isNegative: Bool) -> [Term] {
        inputs.enumerated().reversed().map { place, input in
            let isTakenAway = operation == .unary(.negate) || operation == .binary(.subtract) && place == 1
            return Term(id: input, isNegative: isNegative != isTakenAway)
        }
    }
}
