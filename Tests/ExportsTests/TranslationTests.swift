import Autodiff
import Dynamics
import Experiments
import Games
import Networks
import Records
import Runs
import Tensors
import TestSupport
import Testing

@testable import Exports

/// Graphs in operators of ONNX. `scripts/checks/exports` has onnxruntime compute them.
@Suite struct TranslationTests {
    /// The operators of a formula of n×2 points and a 1×2 row `a`.
    private func operators(
        _ type: ONNXType = .float, _ formula: (_ x: Expression, _ a: Expression) -> Expression
    ) throws -> [String] {
        try translation(type, formula).made.map { "\($0.kind)(\($0.inputs.joined(separator: ", ")))" }
    }

    private func translation(
        _ type: ONNXType = .float, _ formula: (_ x: Expression, _ a: Expression) -> Expression
    ) throws -> ONNXTranslation {
        let written = [3, 5].map { rows in
            let graph = Graph()
            let (x, a) = (graph.input("points", Shape(rows, 2)), graph.input("a", Shape(1, 2)))
            return (graph, formula(x, a))
        }
        for (graph, _) in written { try graph.check() }
        var translation = try ONNXTranslation(
            written[0].0.nodes, written[1].0.nodes, rows: (3, 5), type: type,
            inputName: { ["points", "a"][$0] })
        try translation.write(written[0].1.id, as: "y")
        return translation
    }

    @Test func aLayer() throws {
        #expect(
            try operators { x, a in leakyReLU(x + a, slope: 0.5) } == [
                "Add(points, a)", "LeakyRelu(n3)", "Identity(n4)",
            ])
        #expect(
            try operators { x, a in x.product(a, transposingOther: true) } == [
                "Gemm(points, a)", "Identity(n2)",
            ])
    }

    /// Adding nothing, as `detached` does, is left out.
    @Test func zerosAreNotAdded() throws {
        #expect(try operators { x, _ in x.detached() } == ["Identity(points)"])
    }

    /// A number in the formula is the same for any number of rows, or grows with them.
    @Test func numbersThatCountRows() throws {
        let written = try operators { x, _ in x.mean() }
        #expect(
            written == [
                "ReduceSum(points, integers [0, 1])", "Shape(points)", "Cast(rows)",
                "Mul(row count, number 2.0)", "Div(n2, n3)", "Identity(n4)",
            ])
        let error = #expect(throws: ExportError.self) {
            try operators { x, _ in x * Double(x.shape.rows * x.shape.rows) }
        }
        #expect(
            error?.description
                == "cannot export : a number of its formula depends on the number of points given at once")
    }

    /// What repeats is written out only where an operator does not repeat by itself.
    @Test func repetitions() throws {
        #expect(
            try operators { x, a in a.broadcast(to: x.shape) } == [
                "Shape(points)", "Concat(rows, integers [2])", "Expand(a, n2 shape)", "Identity(n2 whole)",
            ])
        #expect(
            try operators { x, a in a.broadcast(to: Shape(2, 2)).product(a, transposingOther: true) } == [
                "Expand(a, integers [2, 2])", "Gemm(n2 whole, a)", "Identity(n3)",
            ])
    }

    /// The number of rows may follow from that of the points; their length may not.
    @Test func rowsOfAnotherLength() throws {
        #expect(
            try operators { x, _ in x.reshaped(to: Shape(x.shape.rows * 2, 1)) } == [
                "Reshape(points, integers [-1, 1])", "Identity(n2)",
            ])
        let error = #expect(throws: ExportError.self) {
            try operators { x, _ in x.reshaped(to: Shape(1, x.shape.count)) }
        }
        #expect(error?.description.contains("the length of a row in its formula") == true)
    }

    @Test func formulasThatDependOnTheRows() {
        let error = #expect(throws: ExportError.self) {
            try operators { x, a in x.shape.rows == 3 ? x + a : x * 2 + a }
        }
        #expect(
            error?.description.hasSuffix("its formula depends on the number of points given at once") == true)
    }

    /// Every function has operators in both precisions, and onnxruntime has them.
    @Test(arguments: UnaryFunction.allCases) func functions(function: UnaryFunction) throws {
        let functions: [UnaryFunction: (Expression) -> Expression] = [
            .negate: { -$0 }, .reciprocal: reciprocal, .reciprocalOrZero: reciprocalOrZero, .squareRoot: sqrt,
            .exponential: exp, .exponentialMinusOne: expm1, .logarithm: log, .tanh: tanh, .sigmoid: sigmoid,
            .softplus: softplus, .absolute: abs, .sign: sign, .leakyReLU: { leakyReLU($0, slope: 0.25) },
            .sine: sin, .cosine: cos,
            .leakyReLUSlope: { gradient(of: leakyReLU($0, slope: 0.25).sum(), withRespectTo: $0) },
        ]
        let apply = try #require(functions[function])
        let inDoubles: Set<String> = [
            "Neg", "Reciprocal", "Equal", "Where", "Sqrt", "Exp", "Sub", "Log", "Tanh", "Sigmoid", "Abs",
            "Add",
            "Max", "Sign", "Sin", "Cos", "Mul", "Greater", "Relu", "Identity", "Expand", "Concat", "Shape",
        ]
        let made = try translation(.double) { x, _ in apply(x) }.made
        #expect(Set(made.map(\.kind)).isSubset(of: inDoubles))
        #expect(made.last?.output == "y")
        let single = try translation { x, _ in apply(x) }
        #expect(single.made.count > 1)
        // Nothing is read that was not made or given before.
        var known = Set(["points", "a"] + single.tensors.map(\.name))
        for node in single.made {
            #expect(known.isSuperset(of: node.inputs), "\(node)")
            known.insert(node.output)
        }
    }

    /// A network has the names of its parameters and the numbers of the checkpoint.
    @Test(arguments: ["float32", "float64"]) func aModelOfARun(precision: String) throws {
        let scratch = try Scratch()
        try Tiny.train(
            ["precision=\(precision)", "discriminator.spectralNormalization={}"], in: scratch.run())
        let run = try StoredRun(reading: scratch.run())
        let type: ONNXType = precision == "float32" ? .float : .double
        let generator = try ONNXModel(of: .generator, in: run)
        #expect(generator.input.width == 2 && generator.output.width == 2 && generator.input.type == type)
        #expect(generator.output.name == "samples")
        #expect(
            Set(generator.tensors.map(\.name)).isSuperset(of: ["0.weight", "0.bias", "2.weight", "2.bias"]))
        #expect(generator.tensors.first { $0.name == "2.weight" }?.dimensions == [2, 3])
        #expect(
            generator.facts.map(\.value) == [
                "tiny", "0", "12", try run.lastCheckpoint().identity.fingerprint,
            ])
        // The average is what is judged.
        let average = try #require(
            try run.lastCheckpoint().arrays.entries.first { $0.name == "generatorAverage.0.weight" })
        let bytes = try #require(generator.tensors.first { $0.name == "0.weight" }).bytes
        switch average.values {
        case .float32(let numbers): #expect(bytes == numbers.flatMap { $0.bitPattern.littleEndianBytes })
        case .float64(let numbers): #expect(bytes == numbers.flatMap { $0.bitPattern.littleEndianBytes })
        }
        let discriminator = try ONNXModel(of: .discriminator, in: run)
        #expect(discriminator.output.name == "scores" && discriminator.output.width == 1)
        #expect(discriminator.tensors.contains { $0.name == "0.weight_u" })
    }
}
