import Tensors
import Testing

@testable import Autodiff

struct ProgramTests {
    typealias Update = Program<Double>.Update
    typealias Binding = Program<Double>.Binding

    /// Inputs bound to buffers that a test can look at.
    struct Bound {
        let graph = Graph()
        var bindings: [Binding] = []
        var buffers: [Buffer<Double>] = []

        mutating func input(_ value: Matrix<Double>) -> Expression {
            let input = graph.input("x\(buffers.count)", value.shape)
            buffers.append(Buffer(value))
            bindings.append(Binding(input, to: buffers[buffers.count - 1]))
            return input
        }

        var values: [[Double]] { buffers.map(\.matrix.elements) }
    }

    /// Two rows a = (1, 2) and b = (10, 20).
    static func pair() -> (bound: Bound, a: Expression, b: Expression) {
        var bound = Bound()
        let a = bound.input(Matrix(row: [1, 2]))
        let b = bound.input(Matrix(row: [10, 20]))
        return (bound, a, b)
    }

    // MARK: Two phases

    @Test func evaluatingChangesNothingThatIsUpdated() throws {
        let (bound, a, b) = Self.pair()
        let loss = (a * b).sum()
        let program = try Program(
            computing: [loss],
            updating: [
                Update(bound.buffers[0], to: a - 0.5 * gradient(of: loss, withRespectTo: a)),
                Update(bound.buffers[1], to: exp(a)),
            ], binding: bound.bindings)
        program.evaluate()
        #expect(try program.buffer(of: loss).scalar == 50)
        #expect(bound.values == [[1, 2], [10, 20]])
        program.evaluate()
        #expect(bound.values == [[1, 2], [10, 20]])
        program.update()
        #expect(bound.values[0] == [-4, -8])
        #expect(try program.buffer(of: loss).scalar == 50)
    }

    @Test func twoBuffersCanBeSwapped() throws {
        let (bound, a, b) = Self.pair()
        let program = try Program(
            computing: [], updating: [Update(bound.buffers[0], to: b), Update(bound.buffers[1], to: a)],
            binding: bound.bindings)
        program.run()
        #expect(bound.values == [[10, 20], [1, 2]])
        program.run()
        #expect(bound.values == [[1, 2], [10, 20]])
    }

    @Test func everyNewValueIsComputedFromOldOnes() throws {
        for order in [[0, 1], [1, 0]] {
            let (bound, a, b) = Self.pair()
            let updates = [Update(bound.buffers[0], to: a + b), Update(bound.buffers[1], to: a)]
            let program = try Program(
                computing: [], updating: order.map { updates[$0] }, binding: bound.bindings)
            program.run()
            #expect(bound.values == [[11, 22], [1, 2]])
            program.run()
            #expect(bound.values == [[12, 24], [11, 22]])
        }
    }

    @Test func updatesThatReadEachOtherAllSeeOldValues() throws {
        let (bound, a, b) = Self.pair()
        let sum = (a + b).sum()
        let program = try Program(
            computing: [a.sum()],
            updating: [
                Update(bound.buffers[0], to: a * sum + b), Update(bound.buffers[1], to: b * sum - a),
            ], binding: bound.bindings)
        program.run()
        #expect(bound.values == [[43, 86], [329, 658]])
    }

    /// A sum over rows or a product cannot write over what it still reads.
    @Test func anUpdateThatReadsItsOwnBufferOutOfOrder() throws {
        var bound = Bound()
        let square = bound.input(try Matrix(rows: [[1, 2], [3, 4]]))
        let number = bound.input(Matrix(3))
        let program = try Program(
            computing: [],
            updating: [
                Update(bound.buffers[0], to: square.product(square)),
                Update(bound.buffers[1], to: (square * number).sum()),
            ], binding: bound.bindings)
        program.run()
        #expect(bound.values == [[7, 10, 15, 22], [30]])
        let transposed = try Program(
            computing: [], updating: [Update(bound.buffers[0], to: square.transposed())],
            binding: bound.bindings)
        transposed.run()
        #expect(bound.values[0] == [7, 15, 10, 22])
    }

    @Test func theValueOfAnUpdateMayBeAnInputThatIsNotUpdated() throws {
        let (bound, _, b) = Self.pair()
        let copy = Buffer<Double>(Shape(1, 2))
        let program = try Program(
            computing: [], updating: [Update(bound.buffers[0], to: b), Update(copy, to: b)],
            binding: bound.bindings)
        program.run()
        #expect(bound.values == [[10, 20], [10, 20]])
        #expect(copy.matrix.elements == [10, 20])
    }

    @Test func theValueOfAnUpdateMayBeObservedToo() throws {
        let (bound, a, b) = Self.pair()
        let sum = a + b
        let program = try Program(
            computing: [sum], updating: [Update(bound.buffers[0], to: sum)], binding: bound.bindings)
        program.evaluate()
        #expect(bound.values[0] == [1, 2])
        #expect(try program.buffer(of: sum).matrix.elements == [11, 22])
        program.update()
        #expect(bound.values[0] == [11, 22])
        #expect(try program.buffer(of: sum).matrix.elements == [11, 22])
    }

    @Test func anUpdateByAConstant() throws {
        let (bound, a, _) = Self.pair()
        let number = Buffer(Matrix<Double>(5))
        let zeros = a.graph.constant(0).broadcast(to: Shape(1, 2))
        let program = try Program(
            computing: [a.sum()],
            updating: [
                Update(bound.buffers[0], to: zeros), Update(bound.buffers[1], to: a * 0 + 4),
                Update(number, to: a.graph.constant(-2)),
            ], binding: bound.bindings)
        program.run()
        #expect(bound.values == [[0, 0], [4, 4]])
        #expect(number.scalar == -2)
    }

    @Test func oneValueForSeveralBuffers() throws {
        let (bound, a, b) = Self.pair()
        let program = try Program(
            computing: [],
            updating: [Update(bound.buffers[0], to: a * b), Update(bound.buffers[1], to: b * a)],
            binding: bound.bindings)
        program.run()
        #expect(bound.values == [[10, 40], [10, 40]])
    }

    @Test func otherInputsGiveFreshResults() throws {
        let (bound, a, b) = Self.pair()
        let output = tanh(a - b).sum() + (a * b).sum()
        let program = try Program(computing: [output], binding: bound.bindings)
        program.run()
        let first = try program.buffer(of: output).scalar
        try bound.buffers[0].load(Matrix(row: [3, -1]))
        program.run()
        let fresh = try evaluate([output], given: [(a, Matrix(row: [3, -1])), (b, Matrix(row: [10, 20]))])
        #expect(try program.buffer(of: output).scalar == fresh[0].elements[0])
        #expect(first != fresh[0].elements[0])
    }

    // MARK: Memory

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

    // MARK: Varying inputs

    /// One preparation serves evaluations at any number of values of the varying inputs.
    @Test func whatDoesNotVaryIsComputedOnce() throws {
        for (sample, name) in zip(SampleGraph.training, 0...) {
            for varying in sample.inputs.indices {
                let program = try Program<Double>(
                    computing: sample.outputs, varying: [sample.inputs[varying]])
                var numbers = sample.numbers(0)
                for input in sample.inputs {
                    try program.buffer(of: input).load(try #require(numbers[input.id]))
                }
                program.prepare()
                for set in [1, 2, 1] {
                    let input = sample.inputs[varying]
                    numbers[input.id] = sample.numbers(set)[input.id]
                    try program.buffer(of: input).load(try #require(numbers[input.id]))
                    program.evaluate()
                    let values = try Dataflow(sample.graph, computing: []).interpretedNodes(numbers)
                    let computed = try sample.outputs.map { try program.buffer(of: $0).matrix }
                    let error = difference(
                        computed, sample.outputs.map { values[$0.id] }, relativeTo: values)
                    #expect(error < 1e-12, "graph \(name), input \(varying): \(error)")
                }
            }
        }
    }

    @Test func onlyWhatVariesIsEvaluatedAgain() throws {
        let graph = Graph()
        let x = graph.input("x", Shape(2, 2))
        let t = graph.input("t", Shape(2, 2))
        let fixed = exp(x).product(x)
        let program = try Program<Double>(computing: [fixed, fixed * t], varying: [t])
        #expect(program.preparation.instructionCount == 2)
        #expect(program.evaluation.instructionCount == 1)
        let whole = try Program<Double>(computing: [fixed, fixed * t])
        #expect(whole.preparation.isEmpty)
        #expect(whole.evaluation.instructionCount == 3)
    }

    // MARK: Misuse

    @Test func wrongShapesOfBindingsAndUpdatesAreNamed() {
        let (bound, a, b) = Self.pair()
        let wrong = Buffer<Double>(Shape(2, 1))
        #expect(
            message { try Program(computing: [a], binding: [Binding(a, to: wrong)]) }
                == "binding an input: shapes 1×2 and 2×1 do not fit")
        #expect(
            message {
                try Program(computing: [a], updating: [Update(bound.buffers[0], to: (a + b).sum())])
            } == "updating a buffer: shapes 1×2 and 1×1 do not fit")
    }

    @Test func aProgramIsOfOneGraphAndComputesSomething() {
        let (_, a, _) = Self.pair()
        let (_, other, _) = Self.pair()
        #expect(
            message { try Program<Double>(computing: [a, other]) }
                == "a program's expressions must belong to one graph")
        #expect(
            message {
                try Program<Double>(computing: [a], binding: [Binding(other, to: Buffer(other.shape))])
            }
                == "a program's expressions must belong to one graph")
        #expect(message { try Program<Double>(computing: []) } == "a program needs something to compute")
    }

    @Test func onlyInputsAndObservedOutputsHaveMemoryToLookAt() throws {
        let (bound, a, b) = Self.pair()
        let hidden = exp(a)
        let output = (hidden * b).sum()
        let program = try Program(computing: [output], binding: bound.bindings)
        #expect(try program.buffer(of: a) === bound.buffers[0])
        let text = "the expression is neither an input nor an observed output of this program"
        #expect(message { try program.buffer(of: hidden) } == text)
        #expect(message { try program.buffer(of: Self.pair().a) } == text)
    }

    @Test func anInputWithoutABindingHasMemoryOfItsOwn() throws {
        let graph = Graph()
        let x = graph.input("x", Shape(1, 2))
        let unread = graph.input("unread", Shape(3, 1))
        let output = x + 0 * unread.sum()
        let program = try Program<Double>(computing: [output])
        try program.buffer(of: x).load(Matrix(row: [1, 2]))
        try program.buffer(of: unread).load(Matrix(Shape(3, 1), repeating: 7))
        program.run()
        #expect(try program.buffer(of: output).matrix.elements == [1, 2])
    }

    @Test func floatsAndDoublesGoThroughTheSameProgram() throws {
        for sample in SampleGraph.training {
            let numbers = sample.numbers()
            let floats = try evaluate(
                sample.outputs,
                given: sample.inputs.map { ($0, try #require(numbers[$0.id]).converted(to: Float.self)) })
            let doubles = try sample.flow.interpreted(numbers)
            // Loss and penalty and the gradients; the normalized steps divide by numbers near zero.
            for (float, double) in zip(floats, doubles).prefix(8) {
                let largest = double.elements.reduce(1) { max($0, abs($1)) }
                for (a, b) in zip(float.elements, double.elements) {
                    #expect(abs(Double(a) - b) < 1e-4 * largest)
                }
            }
        }
    }
}

extension [Stage<Double>] {
    fileprivate var instructionCount: Int { reduce(0) { $0 + $1.instructions.count } }
}
