import Tensors
import Testing

@testable import Autodiff

/// Results that take turns in memory, and threads that share it, beside the interpreter, which gives each its own.
struct ProgramMemoryTests {
    typealias Update = Program<Double>.Update
    typealias Binding = Program<Double>.Binding

    @Test func aChainOfResultsTakesTurnsInOneBuffer() throws {
        let graph = Graph()
        let x = graph.input("x", Shape(8, 8))
        let chain = (0..<10).reduce(x) { value, _ in tanh(value) }
        let program = try Program<Double>(computing: [chain.sum()])
        #expect(program.workspaceBytes == 0)
    }

    @Test func trainingGraphsUseLessMemoryThanTheirResults() throws {
        for sample in SampleGraph.training {
            let program = try Program<Double>(computing: sample.outputs)
            let results = program.flow.nodes.reduce(0) { sum, node in
                switch node.operation {
                case .input, .constant, .broadcast: sum
                default: sum + node.shape.count * 8
                }
            }
            #expect(2 * program.workspaceBytes < results)
            #expect(program.workspaceBytes > 0)
        }
    }

    /// Whatever two live results would share shows in a difference from the interpreter.
    @Test func trainingGraphsComputeWhatTheInterpreterDoes() throws {
        for sample in SampleGraph.training {
            try Self.compare(sample, updating: sample.inputs, Dice(seed: 1))
        }
    }

    @Test(arguments: 0..<8)
    func randomGraphsComputeWhatTheInterpreterDoes(_ block: Int) throws {
        let team = Self.eagerTeam
        for seed in block * 25..<(block + 1) * 25 {
            var sample = SampleGraph.random(seed: 1000 + seed, derivatives: seed % 4 == 0)
            // Observe the intermediate results of some only, so that others take part in place.
            if seed % 3 == 0 { sample.outputs = Array(sample.outputs.suffix(1)) }
            var everything: [Expression] = []
            for id in sample.graph.nodes.indices {
                everything.append(Expression(graph: sample.graph, id: id))
            }
            try Self.compare(sample, updating: everything, Dice(seed: seed), "seed \(seed)")
            try Self.compare(sample, updating: everything, Dice(seed: seed), "seed \(seed), shared", by: team)
        }
    }

    /// Threads that share out even the smallest stage.
    private static var eagerTeam: Team { Team(members: 3, leastSharedWork: 0) }

    /// The rows of a stage are computed apart, so the number of threads changes sums at most.
    @Test func threadsShareTrainingSteps() throws {
        let team = Self.eagerTeam
        for (sample, name) in zip(SampleGraph.training, 0...) {
            try Self.compare(
                sample, updating: sample.inputs, Dice(seed: 1), "graph \(name)", by: team)
            let program = try Program<Double>(computing: sample.outputs, by: team)
            #expect(program.evaluation.contains { $0.isShared }, "graph \(name)")
        }
    }

    /// Runs a sample as a program that updates most inputs with some of `candidates`, twice with different
    /// numbers, and compares each phase with the interpreter.
    static func compare(
        _ sample: SampleGraph, updating candidates: [Expression], _ dice: Dice, _ name: String = "",
        by team: Team = .alone
    ) throws {
        var dice = dice
        let buffers = sample.inputs.map { Buffer<Double>($0.shape) }
        var updates: [(input: Int, value: Expression)] = []
        for (index, input) in sample.inputs.enumerated() where dice.roll(4) > 0 {
            updates.append((index, dice.pick(candidates.filter { $0.shape == input.shape })))
        }
        let program = try Program(
            computing: sample.outputs, updating: updates.map { Update(buffers[$0.input], to: $0.value) },
            binding: zip(sample.inputs, buffers).map { Binding($0, to: $1) }, by: team)
        for set in 0..<2 {
            let numbers = sample.numbers(set)
            for (input, buffer) in zip(sample.inputs, buffers) {
                try buffer.load(try #require(numbers[input.id]))
            }
            let before = buffers.map(\.matrix)
            let values = try Dataflow(sample.graph, computing: []).interpretedNodes(numbers)
            program.evaluate()
            #expect(buffers.map(\.matrix) == before, "\(name): evaluation changed an input")
            func expectOutputs(_ phase: String, among positions: [Int]) throws {
                let outputs = positions.map { sample.outputs[$0] }
                let computed = try outputs.map { try program.buffer(of: $0).matrix }
                let error = difference(computed, outputs.map { values[$0.id] }, relativeTo: values)
                #expect(error < 1e-12, "\(name), outputs after \(phase): \(error)")
            }
            try expectOutputs("evaluation", among: Array(sample.outputs.indices))
            program.update()
            // An output that is nothing but an input shows the input's new value.
            try expectOutputs(
                "update",
                among: sample.outputs.indices.filter {
                    program.flow.nodes[program.flow.outputs[$0]].operation.name != "input"
                })
            var expected = before
            for update in updates { expected[update.input] = values[update.value.id] }
            let error = difference(buffers.map(\.matrix), expected, relativeTo: values)
            #expect(error < 1e-12, "\(name), updated: \(error)")
        }
    }

    /// Masks that every reader computes for itself take memory besides the chain's members: here 74 blocks.
    @Test(arguments: [1, 3]) func aChainWithManyMasks(members: Int) throws {
        let graph = Graph()
        let x = (0..<18).map { graph.input("x\($0)", Shape(50, 2)) }
        let (u, v) = (graph.input("u", Shape(50, 2)), graph.input("v", Shape(50, 2)))
        let outputs = x.map { sign($0) * u } + x.map { sign($0) * v }
        let program = try Program<Double>(computing: outputs, by: Team(members: members, leastSharedWork: 0))
        for (index, input) in x.enumerated() {
            try program.buffer(of: input).load(Matrix(input.shape, repeating: index % 2 == 0 ? 3 : -3))
        }
        try program.buffer(of: u).load(Matrix(u.shape, repeating: 5))
        try program.buffer(of: v).load(Matrix(v.shape, repeating: 7))
        program.run()
        for (index, output) in outputs.enumerated() {
            let expected = (index % 18 % 2 == 0 ? 1.0 : -1) * (index < 18 ? 5 : 7)
            #expect(try program.buffer(of: output).matrix.elements.allSatisfy { $0 == expected })
        }
    }

    /// Batches without points and points without coordinates: sums of nothing are 0.
    @Test(arguments: [Shape(0, 3), Shape(4, 0), Shape(0, 0)]) func emptyMatrices(shape: Shape) throws {
        var sample = SampleGraph()
        let x = sample.input(shape)
        let weight = sample.input(Shape(shape.columns, 2))
        let bias = sample.input(Shape(1, 2))
        let column = sample.input(Shape(shape.rows, 1))
        let score = tanh(x.product(weight) * 2 + bias)
        let total = score.sum() + (x * column + 1).sum() + bias.sum()
        sample.outputs = [
            score, total, x.product(x, transposingSelf: true), x.product(x, transposingOther: true),
            x.transposed() * 3, (x + 1).sum(to: Shape(1, shape.columns)),
            relu(x).sum(to: Shape(shape.rows, 1)),
            sample.graph.constant(2).broadcast(to: shape).sum(to: Shape(1, shape.columns)),
            bias.sum().broadcast(to: shape).sum(),
        ]
        sample.outputs += gradient(of: total, withRespectTo: sample.inputs)
        let numbers = sample.numbers()
        let expected = try sample.flow.interpreted(numbers)
        #expect(expected[2] == Matrix(Shape(shape.columns, shape.columns)))
        #expect(expected[3] == Matrix(Shape(shape.rows, shape.rows)))
        let computed = try evaluate(
            sample.outputs, given: sample.inputs.map { ($0, try #require(numbers[$0.id])) })
        #expect(difference(computed, expected, relativeTo: expected) < 1e-12)
    }
}
