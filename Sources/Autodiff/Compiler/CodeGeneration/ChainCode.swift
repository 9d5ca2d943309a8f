import Tensors

/// The steps of a chain while they are written down.
struct ChainCode<Scalar: TensorScalar> {
    var steps: [ChainStep] = []
    var reductions: [ChainReduction<Scalar>] = []
    /// The slot of every node that has one.
    private(set) var slotOf: [Int: Int] = [:]
    private var slots: [ChainSlot<Scalar>] = []

    /// A new slot, which from now on belongs to the node.
    mutating func slot(for node: Int, _ slot: ChainSlot<Scalar>) -> Int {
        slots.append(slot)
        slotOf[node] = slots.count - 1
        return slots.count - 1
    }

    /// The finished chain on matrices of one shape.
    func chain(_ shape: Shape) -> Chain<Scalar> {
        let summed = Set(reductions.map(\.slot))
        let steps = MergedSteps(steps, on: slots) { slots[$0].address != nil || summed.contains($0) }.steps
        let made = steps.indices.filter { slots[steps[$0].out].address == nil }
        let places = sharedPlaces(
            made.map { index in
                let out = steps[index].out
                // Sums are taken when a block is complete.
                let lastRead = summed.contains(out) ? .max : steps.lastIndex { $0.inputs.contains(out) }
                return Lifetime(made: index, lastRead: lastRead ?? index)
            })
        // Memory first, then as many blocks of scratch as are needed.
        var position = [Int](repeating: 0, count: slots.count)
        let stored = slots.indices.filter { slots[$0].address != nil }
        for (new, old) in stored.enumerated() { position[old] = new }
        for (index, place) in zip(made, places) { position[steps[index].out] = stored.count + place }
        let blocks = places.reduce(0) { max($0, $1 + 1) }
        return Chain(
            shape, slots: stored.map { slots[$0] } + Array(repeating: .scratch, count: blocks),
            steps: steps.map { step in
                ChainStep(step.function, step.inputs.map { position[$0] }, into: position[step.out])
            },
            reductions: reductions.map { ChainReduction(of: position[$0.slot], into: $0.out) })
    }
}

/// When a value is made and when it is read for the last time, counted in steps.
struct Lifetime: Equatable {
    let made: Int
    let lastRead: Int
}

/// For each value the place where it is kept, from 0 on. A value takes the first place whose value is read for the
/// last time no later than in the step that makes the new one: a step may write over what it reads.
///
/// - Parameter lifetimes: in the order in which the values are made.
func sharedPlaces(_ lifetimes: [Lifetime]) -> [Int] {
    var busyUntil: [Int] = []
    return lifetimes.map { value in
        if let place = busyUntil.firstIndex(where: { $0 <= value.made }) {
            busyUntil[place] = value.lastRead
            return place
        }
        busyUntil.append(value.lastRead)
        return busyUntil.count - 1
    }
}
