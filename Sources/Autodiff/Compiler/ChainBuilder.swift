import Tensors

/// Turns the members of a chain into steps on slots.
struct ChainBuilder<Scalar: TensorScalar> {
    private let flow: Dataflow
    private let schedule: Schedule
    private let memory: MemoryPlan<Scalar>
    private let members: [Int]
    /// For each node of the chain the last member that reads it.
    private var lastReader: [Int: Int] = [:]

    private var slots: [ChainSlot<Scalar>] = []
    private var steps: [ChainStep] = []
    private var reductions: [ChainReduction<Scalar>] = []
    /// The slot of every node that has one. A repetition has one of its own beside that of its source.
    private var slotOf: [Int: Int] = [:]
    private var freeScratch: [Int] = []

    init(_ members: [Int], _ flow: Dataflow, _ schedule: Schedule, _ memory: MemoryPlan<Scalar>) {
        self.flow = flow
        self.schedule = schedule
        self.memory = memory
        self.members = members
    }

    /// nil where a member has no memory, which the plan does not let happen.
    func chain() -> Chain<Scalar>? {
        var builder = self
        guard let first = members.first else { return nil }
        let node = flow.nodes[first]
        let shape = node.operation == .sum ? flow.nodes[node.inputs[0]].shape : node.shape
        for id in members { for operand in self.operands(of: id) { builder.lastReader[operand] = id } }
        for id in members where !builder.append(id) { return nil }
        let summed = Set(builder.reductions.map(\.slot))
        let steps = MergedSteps(builder.steps, on: builder.slots) { slot in
            if case .view = builder.slots[slot] { true } else { summed.contains(slot) }
        }
        return Chain(shape, slots: builder.slots, steps: steps.steps, reductions: builder.reductions)
    }

    /// What a member reads, and what the masks that it reads are computed from.
    private func operands(of id: Int) -> Set<Int> {
        let inputs = flow.nodes[id].inputs
        return Set(inputs + inputs.filter(schedule.virtual.isRecomputed).flatMap { flow.nodes[$0].inputs })
    }

    private mutating func append(_ id: Int) -> Bool {
        let node = flow.nodes[id]
        let operands = node.inputs.compactMap { slot(reading: $0) }
        guard operands.count == node.inputs.count else { return false }
        if node.operation == .sum {
            guard let out = memory.view(of: id) else { return false }
            reductions.append(ChainReduction(of: operands[0], into: out))
            keep(node.inputs[0])
            return true
        }
        // What is read here for the last time gives its scratch to the result, which may overwrite it.
        for operand in self.operands(of: id) where lastReader[operand] == id { releaseScratch(of: operand) }
        guard let out = slot(writing: id), let function = node.operation.chainFunction else { return false }
        steps.append(ChainStep(function, operands, into: out))
        return true
    }

    private mutating func slot(reading id: Int) -> Int? {
        if let slot = slotOf[id] { return slot }
        if schedule.virtual.isRecomputed(id) {
            let source = flow.nodes[id].inputs[0]
            guard let operand = slot(reading: source), let function = flow.nodes[id].operation.chainFunction
            else { return nil }
            let slot = scratch()
            steps.append(ChainStep(function, [operand], into: slot))
            slotOf[id] = slot
            return slot
        }
        guard let view = memory.view(of: id) else { return nil }
        slots.append(.view(view))
        slotOf[id] = slots.count - 1
        return slots.count - 1
    }

    private mutating func slot(writing id: Int) -> Int? {
        if schedule.isStored[id] {
            guard let view = memory.view(of: id) else { return nil }
            slots.append(.view(view))
            slotOf[id] = slots.count - 1
        } else {
            slotOf[id] = scratch()
        }
        return slotOf[id]
    }

    private mutating func scratch() -> Int {
        if let free = freeScratch.popLast() { return free }
        slots.append(.scratch)
        return slots.count - 1
    }

    private mutating func releaseScratch(of id: Int) {
        guard let slot = slotOf[id], case .scratch = slots[slot] else { return }
        guard !reductions.contains(where: { $0.slot == slot }) else { return }
        slotOf[id] = nil
        freeScratch.append(slot)
    }

    /// Sums are taken when a block is complete: nothing may overwrite what they read.
    private mutating func keep(_ id: Int) { lastReader[id] = nil }
}

extension Operation {
    fileprivate var chainFunction: ChainStep.Function? {
        switch self {
        case .unary(let function, let slope): .unary(function, slope: slope)
        case .binary(let function): .binary(function)
        default: nil
        }
    }
}
