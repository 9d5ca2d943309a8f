import Autodiff
import Tensors
import Testing

struct FunctionsTests {
    /// Numbers within ±c stay, others become exactly ±c, as `torch.clamp` does: p − relu(p − c) + relu(−p − c) leaves
    /// 0.0078125 of c = 0.01 in single precision at p = 10⁵, and 0 at 10⁸.
    @Test func aClampIsExactAtAnyMagnitude() throws {
        try Self.checkClamp(Float(0.01))
        try Self.checkClamp(0.01)
    }

    private static func checkClamp<Scalar: TensorScalar>(_ c: Scalar) throws {
        let large: [Scalar] = [2, 1e5, 1e8, 1e30, .greatestFiniteMagnitude, .infinity]
        let inside: [Scalar] = [0, c, -c, c.nextDown, -c / 2, .leastNormalMagnitude]
        let x = large + large.map { -$0 } + inside + [c.nextUp]
        let expected = large.map { _ in c } + large.map { _ in -c } + inside + [c]
        let graph = Graph()
        let input = graph.input("x", Shape(1, x.count))
        let clamped = input.clamped(to: Double(c))
        let slope = gradient(of: clamped.sum(), withRespectTo: input)
        let values = try evaluate([clamped, slope], given: [(input, Matrix<Scalar>(row: x))])
        #expect(values[0].elements == expected)
        // On the border the slope is 1, as in PyTorch.
        #expect(values[1].elements == x.map { abs($0) <= c ? 1 : 0 })
        let broken = try evaluate([clamped], given: [(input, Matrix<Scalar>(row: x.map { _ in Scalar.nan }))])
        #expect(broken[0].elements.allSatisfy { $0.isNaN })
    }

    static func apply(_ name: String, to x: Expression) -> Expression {
        switch name {
        case "softplus": softplus(x)
        case "sigmoid": sigmoid(x)
        case "logSigmoid": logSigmoid(x)
        case "tanh": tanh(x)
        default: expm1(x)
        }
    }

    /// Repeated `gradient`, far out too, where a careless formula overflows or cancels.
    @Test(arguments: ["softplus", "sigmoid", "logSigmoid", "tanh", "expm1"])
    func derivativesUpToTheThirdOrder(_ name: String) throws {
        let table: ActivationTable = try ReferenceData.read("activations")
        let expected = try #require(table.functions[name])
        let graph = Graph()
        let x = graph.input("x", Shape(1, table.x.count))
        var derivatives = [Self.apply(name, to: x)]
        for _ in 1...3 {
            derivatives.append(gradient(of: derivatives[derivatives.count - 1].sum(), withRespectTo: x))
        }
        let values = try evaluate(derivatives, given: [(x, Matrix<Double>(row: table.x))])
        let references = [expected.value, expected.first, expected.second, expected.third]
        for (order, (computed, reference)) in zip(values, references).enumerated() {
            for (index, x) in table.x.enumerated() {
                let (value, number) = (computed.elements[index], reference[index])
                // tanh' = 1 − y² and expm1' = y + 1 keep their absolute precision alone, which no loss here
                // misses; near 0 the higher derivatives are differences of like numbers.
                let isAbsolute = name == "tanh" || name == "expm1" || abs(x) < 0.01
                let tolerance = 4e-15 * abs(number) + (isAbsolute ? 1e-15 : 0)
                #expect(
                    value == number || abs(value - number) <= tolerance,
                    "\(name), order \(order) at \(x): \(value), not \(number)")
            }
        }
    }

    @Test func functionsOfWords() throws {
        let graph = Graph()
        let x = graph.input("x", Shape(1, 4))
        let point = Matrix<Double>(row: [-2, -0.5, 0, 4])
        let values = try evaluate(
            [
                square(x), abs(x), sign(x), relu(x), leakyReLU(x, slope: 0.25), x.rowNorms(epsilon: 0),
                x.mean(),
            ],
            given: [(x, point)])
        #expect(values[0].elements == [4, 0.25, 0, 16])
        #expect(values[1].elements == [2, 0.5, 0, 4])
        #expect(values[2].elements == [-1, -1, 0, 1])
        #expect(values[3].elements == [0, 0, 0, 4])
        #expect(values[4].elements == [-0.5, -0.125, 0, 4])
        #expect(values[5].elements == [4.5])
        #expect(values[6].elements == [0.375])
    }
}
