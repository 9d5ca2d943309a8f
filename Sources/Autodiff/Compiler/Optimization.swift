extension Dataflow {
    /// The passes in order, repeated until nothing changes.
    func optimized() -> Dataflow {
        var flow = self
        // Each round can only remove or shrink; a handful suffices, and the bound keeps compilation finite.
        for _ in 0..<8 {
            let next = flow.withoutDeadCode().simplified().withCommonSubexpressionsMerged().withoutDeadCode()
            if next == flow { break }
            flow = next
        }
        return flow
    }
}
