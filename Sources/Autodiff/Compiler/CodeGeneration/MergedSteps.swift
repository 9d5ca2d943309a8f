import Tensors

/// Steps that do the same with fewer passes over a block.
struct MergedSteps {
    private(set) var steps: [ChainStep] = []
    /// For each slot the first one with the same memory.
    private let home: [Int]

    /// - Parameter isKept: slots whose contents are wanted when all steps are done.
    init<Scalar>(_ steps: [ChainStep], on slots: [ChainSlot<Scalar>], isKept: (Int) -> Bool) {
        home = slots.indices.map { slot in
            slots.firstIndex { $0.address != nil && $0.address == slots[slot].address } ?? slot
        }
        for step in steps { self.steps.append(merged(step)) }
        removeUnread(isKept)
    }

    private func merged(_ step: ChainStep) -> ChainStep {
        switch step.function {
        case .unary(.leakyReLU, let slope):
            guard let sum = maker(of: step.inputs[0]), sum.function == .binary(.add) else { return step }
            return ChainStep(.merged(.leakyReLUOfSum, slope: slope), sum.inputs, into: step.out)
        case .binary(.multiply):
            for (factor, mask) in [(0, 1), (1, 0)] {
                guard let maker = maker(of: step.inputs[mask]),
                    case .unary(.leakyReLUSlope, let slope) = maker.function
                else { continue }
                return ChainStep(
                    .merged(.productWithLeakyReLUSlope, slope: slope),
                    [step.inputs[factor], maker.inputs[0]],
                    into: step.out)
            }
            return step
        default: return step
        }
    }

    /// The step that has made what a slot holds, if its own operands are still what they were.
    private func maker(of slot: Int) -> ChainStep? {
        guard let place = steps.lastIndex(where: { home[$0.out] == home[slot] }) else { return nil }
        let maker = steps[place]
        let operands = maker.inputs.map { home[$0] }
        return steps[place...].contains { operands.contains(home[$0.out]) } ? nil : maker
    }

    private mutating func removeUnread(_ isKept: (Int) -> Bool) {
        var needed: [ChainStep] = []
        var isRead: [Int: Bool] = [:]
        for step in steps.reversed() where isRead[step.out] ?? isKept(step.out) {
            needed.append(step)
            isRead[step.out] = false
            for input in step.inputs { isRead[input] = true }
        }
        steps = needed.reversed()
    }
}
