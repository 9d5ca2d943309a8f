import Tensors
import Testing

@testable import Autodiff

struct MergedStepsTests {
    private let memory = [Buffer<Double>(Shape(2, 2)), Buffer(Shape(2, 2)), Buffer(Shape(2, 2))]
    private let slope = 0.2

    /// Slots 0 to 2 are matrices, 3 is matrix 0 once more, 4 and 5 are scratch; matrix 2 is wanted.
    private func merged(_ steps: [ChainStep]) -> [ChainStep] {
        let slots: [ChainSlot<Double>] =
            (memory + [memory[0]]).map { .view($0.view) } + [.scratch, .scratch]
        return MergedSteps(steps, on: slots) { $0 < 4 }.steps
    }

    @Test func aSumAndItsActivation() {
        let steps = [
            ChainStep(.binary(.add), [0, 1], into: 4),
            ChainStep(.unary(.leakyReLU, slope: slope), [4], into: 2),
        ]
        #expect(merged(steps) == [ChainStep(.merged(.leakyReLUOfSum, slope: slope), [0, 1], into: 2)])
    }

    @Test func aProductWithAMask() {
        for operands in [[1, 4], [4, 1]] {
            let steps = [
                ChainStep(.unary(.leakyReLUSlope, slope: slope), [0], into: 4),
                ChainStep(.binary(.multiply), operands, into: 2),
            ]
            #expect(
                merged(steps) == [
                    ChainStep(.merged(.productWithLeakyReLUSlope, slope: slope), [1, 0], into: 2)
                ])
        }
    }

    /// A sum that somebody else wants is still computed.
    @Test func whatIsReadTwiceStays() {
        let steps = [
            ChainStep(.binary(.add), [0, 1], into: 4),
            ChainStep(.unary(.leakyReLU, slope: slope), [4], into: 5),
            ChainStep(.binary(.multiply), [4, 5], into: 2),
        ]
        #expect(merged(steps).count == 3)
        #expect(merged(steps).first == steps[0])
    }

    /// Neither through the same slot nor through another one with the same memory.
    @Test(arguments: [0, 3, 4]) func anOperandThatHasChangedIsNotReadAgain(overwritten: Int) {
        let steps = [
            ChainStep(.unary(.leakyReLUSlope, slope: slope), [0], into: 4),
            ChainStep(.unary(.negate), [1], into: overwritten),
            ChainStep(.binary(.multiply), [1, 4], into: 2),
        ]
        #expect(merged(steps).last == steps[2])
    }

    @Test func otherStepsStayAsTheyAre() {
        let steps = [
            ChainStep(.binary(.subtract), [0, 1], into: 4),
            ChainStep(.unary(.leakyReLU, slope: slope), [4], into: 5),
            ChainStep(.unary(.tanh), [0], into: 4),
            ChainStep(.binary(.multiply), [4, 5], into: 2),
        ]
        #expect(merged(steps) == steps)
    }

    @Test func mergedStepsComputeTheSame() {
        let numbers: [Double] = [-2, -0.5, 0, 3]
        let other: [Double] = [1, 0.25, 0, -4]
        memory[0].unsafeElements { for (i, x) in numbers.enumerated() { $0[i] = x } }
        memory[1].unsafeElements { for (i, x) in other.enumerated() { $0[i] = x } }
        func result(_ step: ChainStep) -> [Double] {
            Chain(Shape(2, 2), slots: memory.map { .view($0.view) }, steps: [step]).run()
            return memory[2].matrix.elements
        }
        #expect(
            result(ChainStep(.merged(.leakyReLUOfSum, slope: 0.5), [0, 1], into: 2)) == [
                -0.5, -0.125, 0, -0.5,
            ])
        #expect(
            result(ChainStep(.merged(.productWithLeakyReLUSlope, slope: 0.5), [1, 0], into: 2))
                == [0.5, 0.125, 0, -4])
        memory[0].unsafeElements { $0[1] = .nan }
        #expect(result(ChainStep(.merged(.leakyReLUOfSum, slope: 0), [0, 1], into: 2))[1].isNaN)
        #expect(result(ChainStep(.merged(.productWithLeakyReLUSlope, slope: 0), [1, 0], into: 2))[1].isNaN)
    }
}
