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
