extension Dataflow {
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
}
