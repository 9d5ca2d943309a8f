import Tensors

/// Steps of chains that move to the product whose result they read, where they are computed while it is in registers: a
/// bias and its activation, a mask, factors of rows.
///
/// What may move is judged by memory, as in ``StageBuilder``, so it holds whatever was laid over what. A chain whose steps
/// have all moved stays in the list, empty.
struct FinishedProducts<Scalar: TensorScalar> {
    private(set) var instructions: [Instruction<Scalar>]

    /// How memory is touched, by address: in the order of the instructions.
    private var touches: [UnsafeRawPointer: [Touch]] = [:]
    /// Where a product writes, the product that wrote last so far.
    private var products: [UnsafeRawPointer: Int] = [:]
    private let isLasting: (UnsafeRawPointer) -> Bool

    private struct Touch {
        let place: Int
        let isWrite: Bool
    }

    /// - Parameters:
    ///   - phases: where each phase of the instructions begins. No step moves from one to another.
    ///   - isLasting: whether memory is read by somebody else than these instructions.
    init(
        _ instructions: [Instruction<Scalar>], phases: [Int], isLasting: @escaping (UnsafeRawPointer) -> Bool
    ) {
        self.instructions = instructions
        self.isLasting = isLasting
        for (place, instruction) in instructions.enumerated() {
            for access in instruction.accesses { note(access.address, at: place, isWrite: access.isWrite) }
        }
        for place in instructions.indices {
            if phases.contains(place) { products = [:] }
            switch instructions[place] {
            case .product(let product):
                products[product.out.base] = product.takesFinishes ? place : nil
            case .chain: while moveAStep(of: place) {}
            case .transpose, .copy: break
            }
        }
    }

    /// Keeps the order of places.
    private mutating func note(_ address: UnsafeRawPointer, at place: Int, isWrite: Bool) {
        var known = touches[address] ?? []
        touches[address] = nil
        known.insert(Touch(place: place, isWrite: isWrite), at: Self.first(in: known, after: place))
        touches[address] = known
    }

    /// The first touch beyond a place, by bisection.
    private static func first(in touches: [Touch], after place: Int) -> Int {
        var (low, high) = (0, touches.count)
        while low < high {
            let middle = (low + high) / 2
            if touches[middle].place > place { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// What touches memory between two instructions, neither of them counted.
    private func between(_ first: Int, _ last: Int, _ address: UnsafeRawPointer) -> ArraySlice<Touch> {
        guard let known = touches[address] else { return [] }
        let start = Self.first(in: known, after: first)
        return known[start..<max(start, Self.first(in: known, after: last - 1))]
    }

    /// Whether nobody reads what memory holds once the instruction at a place has run.
    private func isDead(_ address: UnsafeRawPointer, after place: Int) -> Bool {
        guard !isLasting(address), let known = touches[address] else { return false }
        let next = Self.first(in: known, after: place)
        guard next < known.count else { return true }
        return known[next...].prefix { $0.place == known[next].place }.allSatisfy(\.isWrite)
    }

    private mutating func moveAStep(of place: Int) -> Bool {
        guard case .chain(let chain) = instructions[place] else { return false }
        for (number, step) in chain.steps.enumerated() where step.inputs.count == 2 {
            for input in step.inputs.indices {
                guard let move = move(chain, number, resultAt: input, place) else { continue }
                apply(move, to: chain, number, place)
                return true
            }
        }
        return false
    }

    /// A step that can move.
    private struct Move {
        let product: Product<Scalar>
        let place: Int
        let finish: ProductFinish<Scalar>
        /// Where the product's result was, and where the step writes now.
        let result: View<Scalar>
        let out: View<Scalar>
    }

    private func move(_ chain: Chain<Scalar>, _ number: Int, resultAt input: Int, _ place: Int) -> Move? {
        let step = chain.steps[number]
        guard case .view(let result) = chain.slots[step.inputs[input]], result.isContiguous,
            case .view(let operand) = chain.slots[step.inputs[1 - input]],
            let before = products[result.base], case .product(let product) = instructions[before],
            product.out.shape == chain.shape,
            let finish = ProductFinish(step.function, resultAt: input, operand)
        else { return nil }
        let written = chain.slots[step.out].address
        let out = if case .view(let view) = chain.slots[step.out] { view } else { result }
        guard operand.base != result.base, between(before, place, result.base).isEmpty,
            isReadOnce(result.base, in: chain, by: number, isOverwritten: written == result.base),
            written == result.base || isDead(result.base, after: place),
            // The operand is there in time.
            between(before, place, operand.base).allSatisfy({ !$0.isWrite }),
            !chain.steps.prefix(number).contains(where: { chain.slots[$0.out].address == operand.base }),
            out.base == result.base || isFree(out.base, product, from: before, to: place, chain, number)
        else { return nil }
        return Move(product: product, place: before, finish: finish, result: result, out: out)
    }

    /// Whether a step is the only one of its chain that reads what a product has left.
    private func isReadOnce(
        _ result: UnsafeRawPointer, in chain: Chain<Scalar>, by number: Int, isOverwritten: Bool
    ) -> Bool {
        func reads(_ slot: Int) -> Bool { chain.slots[slot].address.map(UnsafeRawPointer.init) == result }
        let earlier = chain.steps.prefix(number)
        if earlier.contains(where: { ($0.inputs + [$0.out]).contains(where: reads) }) { return false }
        if isOverwritten { return true }
        return !chain.steps.dropFirst(number + 1).contains { $0.inputs.contains(where: reads) }
            && !chain.reductions.contains { reads($0.slot) }
    }

    /// Whether nobody misses what memory holds if the product writes to it in place of the step.
    private func isFree(
        _ out: UnsafeRawPointer, _ product: Product<Scalar>, from before: Int, to place: Int,
        _ chain: Chain<Scalar>, _ number: Int
    ) -> Bool {
        between(before, place, out).isEmpty
            && !chain.steps.prefix(number).contains {
                ($0.inputs + [$0.out]).contains { chain.slots[$0].address.map(UnsafeRawPointer.init) == out }
            }
            && product.left.base != out && product.right.base != out
            && !product.finishes.contains { $0.operand.base == out }
    }

    private mutating func apply(_ move: Move, to chain: Chain<Scalar>, _ number: Int, _ place: Int) {
        let step = chain.steps[number]
        instructions[move.place] = .product(move.product.finished(by: move.finish, into: move.out))
        var (slots, steps) = (chain.slots, chain.steps)
        steps.remove(at: number)
        // What was a block of scratch now comes from memory, for the steps that read it before it is used again.
        slots.append(.view(move.out))
        func moved(_ slot: Int) -> Int { slot == step.out ? slots.count - 1 : slot }
        var isOverwritten = false
        for index in steps.indices.dropFirst(number) where !isOverwritten {
            isOverwritten = steps[index].out == step.out
            steps[index] = ChainStep(
                steps[index].function, steps[index].inputs.map(moved), into: steps[index].out)
        }
        let reductions = chain.reductions.map { sum in
            isOverwritten ? sum : ChainReduction(of: moved(sum.slot), into: sum.out)
        }
        instructions[place] = .chain(
            Chain(chain.shape, slots: slots, steps: steps, reductions: reductions).withoutUnusedSlots)
        products[move.result.base] = nil
        products[move.out.base] = move.place
        note(move.finish.operand.base, at: move.place, isWrite: false)
        note(move.out.base, at: move.place, isWrite: true)
    }
}

extension Chain {
    /// The same without slots that nothing reads or writes, each of which would take a block of memory.
    fileprivate var withoutUnusedSlots: Chain {
        let used = Set(steps.flatMap { $0.inputs + [$0.out] } + reductions.map(\.slot)).sorted()
        var position: [Int: Int] = [:]
        for (new, old) in used.enumerated() { position[old] = new }
        func moved(_ slot: Int) -> Int { position[slot] ?? 0 }
        return Chain(
            shape, slots: used.map { slots[$0] },
            steps: steps.map { ChainStep($0.function, $0.inputs.map(moved), into: moved($0.out)) },
            reductions: reductions.map { ChainReduction(of: moved($0.slot), into: $0.out) })
    }
}
