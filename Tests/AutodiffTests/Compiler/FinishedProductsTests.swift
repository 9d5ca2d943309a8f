import Tensors
import Testing

@testable import Autodiff

/// Steps that move from a chain to the product before it: by hand, and for programs made at random against the same
/// programs left as they are.
struct FinishedProductsTests {
    private let batch = (0..<5).map { numbers(Shape(24, 16), from: $0) }
    private let weight = numbers(Shape(16, 16), from: 7)
    private let row = numbers(Shape(1, 16), from: 8)

    private func product(_ a: Int, into out: Int) -> Instruction<Float> {
        .product(
            batch[a].view, weight.view, transposeLeft: false, transposeRight: true, into: batch[out].view)
    }

    private func chain(
        _ slots: [ChainSlot<Float>], _ steps: [ChainStep], sumInto sum: Buffer<Float>? = nil
    ) -> Instruction<Float> {
        let reductions = sum.map { [ChainReduction(of: steps[steps.count - 1].out, into: $0.view)] } ?? []
        return .chain(Chain(Shape(24, 16), slots: slots, steps: steps, reductions: reductions))
    }

    private var bias: ChainSlot<Float> { .view(row.view.broadcast(to: Shape(24, 16))) }
    private static let activation = ChainStep.Function.merged(.leakyReLUOfSum, slope: 0.2)

    /// How many steps are left in each chain, and how many follow each product.
    private func shape(
        _ instructions: [Instruction<Float>], phases: [Int] = [], lasting: [Buffer<Float>] = []
    ) -> [Int] {
        FinishedProducts(instructions, phases: phases) { address in
            lasting.contains { UnsafeRawPointer($0.view.base) == address }
        }.instructions.map { instruction in
            switch instruction {
            case .chain(let chain): chain.steps.count
            case .product(let product): product.finishes.count
            case .transpose, .copy: 0
            }
        }
    }

    @Test func aBiasAndItsActivationMove() {
        let activation = chain(
            [.view(batch[1].view), bias, .view(batch[2].view)],
            [ChainStep(Self.activation, [0, 1], into: 2)])
        #expect(shape([product(0, into: 1), activation]) == [1, 0])
        // In place.
        let inPlace = chain([.view(batch[1].view), bias], [ChainStep(Self.activation, [0, 1], into: 0)])
        #expect(shape([product(0, into: 1), inPlace], lasting: batch) == [1, 0])
        // Somebody else reads the product itself.
        #expect(shape([product(0, into: 1), activation], lasting: [batch[1]]) == [0, 1])
        #expect(shape([product(0, into: 1), activation, product(1, into: 3)]) == [0, 1, 0])
        #expect(shape([product(0, into: 1), activation], phases: [1]) == [0, 1])
    }

    /// A mask and the sum over what it leaves: the sum stays, and reads the product's memory.
    @Test func sumsStay() {
        let sum = Buffer<Float>(.scalar)
        let steps = [
            ChainStep(.merged(.productWithLeakyReLUSlope, slope: 0), [0, 1], into: 2)
        ]
        let masked = chain([.view(batch[1].view), .view(batch[3].view), .scratch], steps, sumInto: sum)
        #expect(shape([product(0, into: 1), masked]) == [1, 0])
        // The product is what the mask is made of.
        let reversed = chain([.view(batch[3].view), .view(batch[1].view), .scratch], steps, sumInto: sum)
        #expect(shape([product(0, into: 1), reversed]) == [0, 1])
    }

    /// The step would write over what the product reads, or read what is not there yet.
    @Test func whatIsNeededInBetweenStays() {
        func step(into out: Int) -> Instruction<Float> {
            chain(
                [.view(batch[1].view), .view(batch[4].view), .view(batch[out].view)],
                [ChainStep(.binary(.add), [0, 1], into: 2)])
        }
        #expect(shape([product(0, into: 1), step(into: 2)]) == [1, 0])
        #expect(shape([product(0, into: 1), step(into: 0)]) == [0, 1])
        // The sum of two products goes to the later one.
        #expect(shape([product(0, into: 1), product(2, into: 4), step(into: 3)]) == [0, 1, 0])
        #expect(shape([product(0, into: 1), product(2, into: 3), step(into: 2)]) == [0, 0, 1])
        #expect(shape([product(0, into: 1), product(2, into: 3), step(into: 4)]) == [1, 0, 0])
    }

    @Test func programsMadeAtRandomComputeTheSame() {
        var moved = 0
        for seed in 0..<300 {
            let (plain, alone, shared) = (RandomProgram(seed), RandomProgram(seed), RandomProgram(seed))
            Stage(plain.instructions).run()
            let finished = alone.finished
            Stage(finished).run()
            // Members gather sums in another order.
            let team = Team(members: 2, leastSharedWork: 0)
            StageBuilder(shared.finished, by: team).stages.forEach { $0.run() }
            moved += finished.reduce(0) { count, instruction in
                if case .product(let product) = instruction { count + product.finishes.count } else { count }
            }
            #expect(
                plain.lasting.map(\.matrix) == alone.lasting.map(\.matrix)
                    && plain.lasting[0].matrix == shared.lasting[0].matrix
                    && plain.lasting[1].matrix == shared.lasting[1].matrix, "seed \(seed)")
        }
        #expect(moved > 50)
    }
}

/// Products and chains on a handful of matrices, some of which are looked at in the end.
private struct RandomProgram {
    let lasting: [Buffer<Float>]
    private(set) var instructions: [Instruction<Float>] = []
    private var state: UInt32
    private let shape = Shape(24, 16)
    private let batch: [Buffer<Float>]
    private let weight = numbers(Shape(16, 16), from: 1)
    private let row = numbers(Shape(1, 16), from: 2)
    private let column = numbers(Shape(24, 1), from: 3)
    private let sums: [Buffer<Float>] = (0..<4).map { _ in Buffer(Shape(1, 16)) }

    init(_ seed: Int) {
        state = UInt32(seed)
        batch = (0..<6).map { numbers(Shape(24, 16), from: 10 + $0) }
        lasting = batch.suffix(2) + sums
        for number in 0..<12 { add(number) }
    }

    var finished: [Instruction<Float>] {
        FinishedProducts(instructions, phases: []) { address in
            lasting.contains { UnsafeRawPointer($0.view.base) == address }
        }.instructions
    }

    private mutating func choice(_ count: Int) -> Int {
        state = state &* 1_664_525 &+ 1_013_904_223
        return Int(state >> 16) % count
    }

    private mutating func add(_ number: Int) {
        guard choice(2) == 0 else { return addChain(number) }
        let a = choice(batch.count)
        let out = (a + 1 + choice(batch.count - 1)) % batch.count
        instructions.append(
            .product(
                batch[a].view, weight.view, transposeLeft: false, transposeRight: choice(2) == 0,
                into: batch[out].view))
    }

    private mutating func addChain(_ number: Int) {
        var slots: [ChainSlot<Float>] = batch.map { .view($0.view) }
        slots += [.view(row.view.broadcast(to: shape)), .view(column.view.broadcast(to: shape))]
        slots += [.scratch, .scratch]
        var steps: [ChainStep] = []
        var readable = Array(0..<8)
        for _ in 0...choice(3) {
            let functions: [ChainStep.Function] = [
                .binary(.add), .binary(.multiply), .merged(.leakyReLUOfSum, slope: 0.2),
                .merged(.productWithLeakyReLUSlope, slope: 0.2), .unary(.tanh), .binary(.subtract),
            ]
            let function = functions[choice(functions.count)]
            let inputs = [readable[choice(readable.count)], readable[choice(readable.count)]]
            let out = [choice(batch.count), 8, 9][choice(3)]
            let isUnary = if case .unary = function { true } else { false }
            steps.append(ChainStep(function, isUnary ? [inputs[0]] : inputs, into: out))
            if !readable.contains(out) { readable.append(out) }
        }
        let reductions =
            choice(2) == 0
            ? [] : [ChainReduction(of: steps[steps.count - 1].out, into: sums[number % 4].view)]
        instructions.append(.chain(Chain(shape, slots: slots, steps: steps, reductions: reductions)))
    }
}

private func numbers(_ shape: Shape, from seed: Int) -> Buffer<Float> {
    Buffer<Float>(RandomDraw(seed: UInt64(seed), stream: 0, step: 0).normals(shape))
}
