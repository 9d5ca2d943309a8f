extension Dataflow {
    /// The passes by name, in the order in which the first of each runs.
    enum Pass: String, CaseIterable {
        case deadCode = "dead code"
        case simplification
        case commonSubexpressions = "common subexpressions"
        case outerProducts = "outer products"
        case rowFactors = "row factors"
        case sharedFactors = "shared factors"

        /// Whether the pass concerns matrix products. Its gain depends on what it allows other passes to find.
        var isAboutProducts: Bool {
            switch self {
            case .deadCode, .simplification, .commonSubexpressions: false
            case .outerProducts, .rowFactors, .sharedFactors: true
            }
        }

        func callAsFunction(_ flow: Dataflow) -> Dataflow {
            switch self {
            case .deadCode: flow.withoutDeadCode()
            case .simplification: flow.simplified()
            case .commonSubexpressions: flow.withCommonSubexpressionsMerged()
            case .outerProducts: flow.withOuterProductsElementwise()
            case .rowFactors: flow.withRowFactorsMovedOutward()
            case .sharedFactors: flow.withSharedFactorsMerged()
            }
        }
    }

    /// Is told of a pass and what it has made of the computation. An error that it throws ends the work.
    typealias PassReport = (_ pass: Pass, _ result: Dataflow) throws -> Void

    func optimized() -> Dataflow { optimized { _, _ in } }

    func cleaned() -> Dataflow { cleaned { _, _ in } }

    /// What is run instead of the graph as it was written.
    func optimized(_ report: PassReport) rethrows -> Dataflow {
        let simple = try cleaned(report)
        // What these passes gain depends on what they let others find, so they are judged by the end.
        let shared = try Pass.allCases.filter(\.isAboutProducts).reduce(simple) {
            try $0.after([$1], report).cleaned(report)
        }
        return shared.cost.weight <= simple.cost.weight ? shared : simple
    }

    /// The passes that never cost anything, repeated until nothing changes.
    func cleaned(_ report: PassReport) rethrows -> Dataflow {
        var flow = self
        // A handful of rounds suffices; the bound keeps compilation finite.
        for _ in 0..<8 {
            let next = try flow.after([.deadCode, .simplification, .commonSubexpressions, .deadCode], report)
            if next == flow { break }
            flow = next
        }
        return flow
    }

    private func after(_ passes: [Pass], _ report: PassReport) rethrows -> Dataflow {
        try passes.reduce(self) { flow, pass in
            let result = pass(flow)
            try report(pass, result)
            return result
        }
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
