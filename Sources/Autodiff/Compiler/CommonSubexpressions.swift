extension Dataflow {
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
