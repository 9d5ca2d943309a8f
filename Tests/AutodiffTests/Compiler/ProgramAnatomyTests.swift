import Tensors
import Testing

@testable import Autodiff

struct ProgramAnatomyTests {
    /// A layer with its penalty-free loss, one update in place and one value that waits, by two threads.
    @Test func aLayer() throws {
        let graph = Graph()
        let x = graph.input("x", Shape(6, 2))
        let weight = graph.input("weight", Shape(3, 2))
        let bias = graph.input("bias", Shape(1, 3))
        let weights = Buffer<Double>(weight.shape)
        let old = Buffer<Double>(weight.shape)
        let hidden = leakyReLU(x.product(weight, transposingOther: true) + bias, slope: 0.2)
        let loss = (hidden * 1).squaredNorm()
        let program = try Program(
            computing: [loss],
            updating: [
                .init(weights, to: weight - 0.5 * gradient(of: loss, withRespectTo: weight)),
                .init(old, to: weight),
            ], binding: [.init(weight, to: weights)], by: Team(members: 2, leastSharedWork: 0))
        let anatomy = program.anatomy
        #expect(
            anatomy.passes.map(\.name).prefix(3) == ["as written", "dead code", "simplification"])
        #expect(anatomy.passes[0].formulas.contains("n9 = n6 * 1  6×3"))
        #expect(!anatomy.passes[2].formulas.contains { $0.hasSuffix("* 1  6×3") })
        #expect(anatomy.passes.map(\.cost).last == program.flow.cost)
        #expect(anatomy.observed == ["n8"])
        #expect(anatomy.updated.map(\.input) == ["weight", "memory"])
        #expect(anatomy.updated.map(\.value).last == "weight")
        #expect(anatomy.phases.map(\.name) == ["evaluation", "update"])
        #expect(
            anatomy.phases[0].stages == [
                .init(
                    sharedRows: 6,
                    instructions: [
                        ["n3 = x · weightᵀ  6×3"],
                        [
                            "n5 = n3 + bias  6×3", "n6 = leakyReLU(n5, 0.2)  6×3", "n7 = n6 * n6  6×3",
                            "n8 = sum(n7)  1×1",
                        ],
                    ])
            ])
    }

    /// The last formulas are those that run, each once, in one phase or the other.
    @Test(arguments: 0..<20) func everyResultRunsOnce(seed: Int) throws {
        let sample = SampleGraph.random(seed: seed)
        let anatomy = try Program<Double>(computing: sample.outputs).anatomy
        let run = anatomy.phases.flatMap(\.stages).flatMap(\.instructions).flatMap { $0 }
        #expect(Set(run).count == run.count)
        // Repetitions that are written out have no formula.
        let formulas = anatomy.passes.last?.formulas ?? []
        #expect(Set(run.filter { !$0.contains(" repeated ") }).isSubset(of: formulas))
        #expect(try Program<Double>(computing: sample.outputs).anatomy == anatomy)
    }
}
