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
        let texts = anatomy.passes.map { $0.formulas.map(\.description) }
        #expect(texts[0].contains("n9 = n6 * 1  6×3"))
        #expect(texts[2].contains("n10 = n6 * n6  6×3"))
        #expect(anatomy.passes.map(\.cost).last == program.flow.cost)
        #expect(anatomy.observed == ["n11"])
        #expect(anatomy.updated.map(\.input) == ["weight", "memory"])
        #expect(anatomy.updated.map(\.value) == ["n26", "weight"])
        #expect(anatomy.phases.map(\.name) == ["evaluation", "update"])
        let evaluation = anatomy.phases[0].stages
        #expect(evaluation.map(\.sharedRows) == [6])
        #expect(
            evaluation.flatMap(\.instructions).map(Self.text) == [
                "n3 = x · weightᵀ  6×3",
                "n5 = n3 + bias  6×3, n6 = leakyReLU(n5, 0.2)  6×3, n10 = n6 * n6  6×3, n11 = sum(n10)  1×1",
            ])
        let update = anatomy.phases[1].stages.flatMap(\.instructions)
        #expect(update.first == .save(input: "weight"))
        #expect(update.last == .store(value: "weight", input: "memory"))
    }

    private static func text(_ instruction: ProgramAnatomy.Instruction) -> String {
        switch instruction {
        case .single(let formula): formula.description
        case .chain(let formulas): formulas.map(\.description).joined(separator: ", ")
        case .save(let input): "save \(input)"
        case .store(let value, let input): "\(input) = \(value)"
        }
    }

    /// What runs are the last formulas and repetitions that are written out, each once, in one phase or the other.
    @Test(arguments: 0..<20) func everyResultRunsOnce(seed: Int) throws {
        let sample = SampleGraph.random(seed: seed)
        let anatomy = try Program<Double>(computing: sample.outputs).anatomy
        let run = anatomy.phases.flatMap(\.stages).flatMap(\.instructions).flatMap { instruction in
            switch instruction {
            case .single(let formula): [formula]
            case .chain(let formulas): formulas
            case .save, .store: [Formula]()
            }
        }
        #expect(Set(run).count == run.count)
        let formulas = anatomy.passes.last?.formulas ?? []
        #expect(Set(run.filter { !$0.text.hasSuffix(", repeated") }).isSubset(of: formulas))
        #expect(try Program<Double>(computing: sample.outputs).anatomy == anatomy)
    }

    /// A value keeps its name: two formulas of one name, in whatever passes, have the same numbers.
    @Test(arguments: 0..<20) func aNameStandsForOneValue(seed: Int) throws {
        let sample = SampleGraph.random(seed: seed)
        let numbers = sample.numbers()
        let all = try sample.flow.interpretedNodes(numbers)
        var known: [Int: Matrix<Double>] = [:]
        func check(_ flow: Dataflow, _ name: String) throws {
            #expect(Set(flow.labels).count == flow.nodes.count)
            for (label, value) in zip(flow.labels, try flow.interpretedNodes(numbers)) {
                let expected = known[label] ?? value
                #expect(difference([value], [expected], relativeTo: all) < 1e-12, "\(name), n\(label)")
                known[label] = value
            }
        }
        try check(sample.flow, "as written")
        var reports: [(Dataflow.Pass, Dataflow)] = []
        _ = sample.flow.optimized { reports.append(($0, $1)) }
        for (pass, flow) in reports { try check(flow, pass.rawValue) }
    }
}
