extension Dataflow {
    /// The passes in order, repeated until nothing changes.
    func optimized() -> Dataflow {
        var flow = self
        // A handful of rounds suffices; the bound keeps compilation finite.
        for _ in 0..<8 {
            let next = flow.withoutDeadCode().simplified().withCommonSubexpressionsMerged().withoutDeadCode()
            if next == flow { break }
            flow = next
        }
        return flow
    }
}
