import Tensors
import Testing

@testable import Autodiff

/// Which instructions may share their rows, judged by the memory they touch.
struct StageBuilderTests {
    private let batch = (0..<5).map { _ in Buffer<Float>(Shape(60, 8)) }
    private let square = Buffer<Float>(Shape(8, 8))
    private let row = Buffer<Float>(Shape(1, 8))
    private let column = Buffer<Float>(Shape(60, 1))
    private let number = Buffer<Float>(.scalar)

    private func stages(
        _ instructions: [Instruction<Float>], members: Int = 2, leastSharedWork: Int = 0
    ) -> [Stage<Float>] {
        StageBuilder(instructions, by: Team(members: members, leastSharedWork: leastSharedWork)).stages
    }

    private func product(
        _ a: Buffer<Float>, _ b: Buffer<Float>, into out: Buffer<Float>, transposeLeft: Bool = false
    ) -> Instruction<Float> {
        .product(a.view, b.view, transposeLeft: transposeLeft, transposeRight: false, into: out.view)
    }

    private func sum(_ a: Buffer<Float>, _ b: Buffer<Float>, into out: Buffer<Float>) -> Instruction<Float> {
        let shape = out.shape
        return .chain(
            Chain(
                shape,
                slots: [a, b, out].map { .view($0.view.broadcast(to: shape)) },
                steps: [ChainStep(.binary(.add), [0, 1], into: 2)]))
    }

    private func total(of a: Buffer<Float>, into out: Buffer<Float>) -> Instruction<Float> {
        .chain(
            Chain(a.shape, slots: [.view(a.view)], steps: [], reductions: [.init(of: 0, into: out.view)]))
    }

    @Test func layersShareTheirRows() {
        let stages = stages([
            product(batch[0], square, into: batch[1]), sum(batch[1], row, into: batch[2]),
            product(batch[2], square, into: batch[3]), sum(batch[3], column, into: batch[4]),
        ])
        #expect(stages.count == 1)
        #expect(stages[0].isShared)
    }

    /// Every row of a weight's gradient needs all rows of the batch.
    @Test func whatNeedsAllRowsWaits() {
        let stages = stages([
            sum(batch[0], row, into: batch[1]),
            product(batch[1], batch[0], into: square, transposeLeft: true),
        ])
        #expect(stages.map(\.instructions.count) == [1, 1])
    }

    @Test func aRightOperandIsNeededWhole() {
        let square2 = Buffer<Float>(Shape(8, 8))
        let stages = stages([sum(square, row, into: square2), product(square, square2, into: square)])
        #expect(stages.map(\.instructions.count) == [1, 1])
        // Even if it is only written over.
        let later = self.stages([product(square, square2, into: square), sum(square, row, into: square2)])
        #expect(later.map(\.instructions.count) == [1, 1])
    }

    /// The sum is there when the last member has done its rows.
    @Test func aSumWaitsForAllRows() {
        #expect(
            stages([total(of: batch[0], into: number), sum(batch[1], number, into: batch[2])]).count == 2)
        #expect(
            stages([total(of: batch[0], into: column), sum(batch[1], column, into: batch[2])]).count == 1)
        #expect(stages([total(of: batch[0], into: row), sum(batch[1], row, into: batch[2])]).count == 2)
    }

    /// Memory of one matrix that lies across the rows of another.
    @Test func otherRowsOfTheSameMemory() {
        let wide = Buffer<Float>(Shape(60, 16))
        let narrow = Chain<Float>(
            Shape(60, 8), slots: [.view(wide.view(as: Shape(60, 8))), .view(batch[1].view)],
            steps: [ChainStep(.unary(.negate), [0], into: 1)])
        let full = Chain<Float>(
            Shape(60, 16), slots: [.view(wide.view), .view(wide.view)],
            steps: [ChainStep(.unary(.negate), [0], into: 1)])
        #expect(stages([.chain(full), .chain(narrow)]).count == 2)
        #expect(stages([.chain(full), .chain(full)]).count == 1)
    }

    @Test func otherNumbersOfRowsDoNotMix() {
        #expect(stages([sum(batch[0], row, into: batch[1]), sum(square, row, into: square)]).count == 2)
    }

    @Test func littleWorkIsNotShared() {
        let instructions = [product(batch[0], square, into: batch[1]), sum(square, row, into: square)]
        let stages = stages(instructions, leastSharedWork: 1_000_000)
        #expect(stages.count == 1)
        #expect(!stages[0].isShared)
        #expect(self.stages(instructions, members: 1).map(\.isShared) == [false])
        // A single row is nothing to share.
        #expect(self.stages([sum(row, number, into: row)]).map(\.isShared) == [false])
    }
}
