extension Dataflow {
    /// What is run instead of the graph as it was written.
    func optimized() -> Dataflow {
        let simple = cleaned()
        // What these rules gain depends on what they let others find, so they are judged by the end.
        let shared = simple.withOuterProductsElementwise().cleaned().withRowScalingsMovedOutward().cleaned()
            .withSharedFactorsMerged().cleaned()
        return shared.cost.weight <= simple.cost.weight ? shared : simple
    }

    /// The passes that never cost anything, repeated until nothing changes.
    func cleaned() -> Dataflow {
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
