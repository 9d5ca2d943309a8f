import Autodiff
import Tensors
import Testing

struct FunctionsTests {
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
