extension Dataflow {
    /// Is told the name of a pass and what it has made of the computation.
    typealias PassReport = (_ pass: String, _ result: Dataflow) -> Void

    /// What is run instead of the graph as it was written.
    func optimized(_ report: PassReport = { _, _ in }) -> Dataflow {
        let simple = cleaned(report)
        // What these passes gain depends on what they let others find, so they are judged by the end.
        let shared =
            simple
            .passed("outer products", report) { $0.withOuterProductsElementwise() }.cleaned(report)
            .passed("row factors", report) { $0.withRowScalingsMovedOutward() }.cleaned(report)
            .passed("shared factors", report) { $0.withSharedFactorsMerged() }.cleaned(report)
        return shared.cost.weight <= simple.cost.weight ? shared : simple
    }

    /// The passes that never cost anything, repeated until nothing changes.
    func cleaned(_ report: PassReport = { _, _ in }) -> Dataflow {
        var flow = self
        // A handful of rounds suffices; the bound keeps compilation finite.
        for _ in 0..<8 {
            let next =
                flow
                .passed("dead code", report) { $0.withoutDeadCode() }
                .passed("simplification", report) { $0.simplified() }
                .passed("common subexpressions", report) { $0.withCommonSubexpressionsMerged() }
                .passed("dead code", report) { $0.withoutDeadCode() }
            if next == flow { break }
            flow = next
        }
        return flow
    }

    private func passed(
        _ name: String, _ report: PassReport, _ pass: (Dataflow) -> Dataflow
    ) -> Dataflow {
        let result = pass(self)
        report(name, result)
        return result
    }

    /// Drops what nothing wanted reads.
    func withoutDeadCode() -> Dataflow {
        let alive = ancestors(of: outputs)
        var old = 0
        return rewritten { flow, node in
            defer { old += 1 }
            // A dropped node is never read, so its position does not matter.
            return alive[old] ? flow.append(node) : 0
        }
    }

    /// Computes equal expressions once. The inputs of commutative operations are put in one order first.
    func withCommonSubexpressionsMerged() -> Dataflow {
        var known: [Node: Int] = [:]
        return rewritten { flow, node in
            var node = node
            if node.operation == .binary(.add) || node.operation == .binary(.multiply) { node.inputs.sort() }
            if let position = known[node] { return position }
            let position = flow.append(node)
            known[node] = position
            return position
        }
    }
}
