import Autodiff
import Foundation
import Tensors
import Testing

@testable import Games

typealias GraphExpression = Autodiff.Expression

struct FormulaTests {
    /// f and its derivatives by x and y, at rows of x and one y.
    static func values(_ text: String, x: [Double], y: [Double]) throws -> (
        f: Double, x: [Double], y: [Double]
    ) {
        let formula = try Games.Formula(text)
        let model = FunctionScore(formula, xCount: x.count, start: y)
        let graph = Graph()
        let (xs, ys) = (graph.input("x", Shape(1, x.count)), graph.input("y", Shape(1, y.count)))
        let constants = model.auxiliaries.map { graph.input($0.name, $0.shape) }
        let f = -model.apply([ys] + constants, to: xs)
        let draw = RandomDraw(seed: 0, stream: .initialization, step: 0)
        let given: [(GraphExpression, Matrix<Double>)] =
            [(xs, Matrix(row: x)), (ys, Matrix(row: y))]
            + zip(constants, model.auxiliaries).map { ($0, $1.initialValue(draw)) }
        let found = try evaluate(
            [f, gradient(of: f, withRespectTo: xs), gradient(of: f, withRespectTo: ys)], given: given)
        return (found[0].elements[0], found[1].elements, found[2].elements)
    }

    /// Each with x = 0.7 and y = −1.3 in the same arithmetic in Swift.
    static let examples: [(String, Double)] = {
        let (x, y) = (0.7, -1.3)
        var examples: [(String, Double)] = []
        func add(_ text: String, _ value: Double) { examples.append((text, value)) }
        add("x*y + x^2/10", x * y + x * x / 10)
        add("-x^2", -x * x)
        add("2^-1*x", x / 2)
        add("2^3^2", 512)
        add("x - y - 1", x - y - 1)
        add("8/2/x", 4 / x)
        add("(x + y)*(x - y)", x * x - y * y)
        add("--x", x)
        add("y^3", y * y * y)
        add("y^-2", 1 / (y * y))
        add("x^0", 1)
        add("x**2 · 3 − y²", 3 * x * x - y * y)
        add("1e-2*x + .5 + 2.", x / 100 + 2.5)
        add("pi*x", Double.pi * x)
        add("exp(x)*log(2 + y)", exp(x) * log(2 + y))
        add("sin(x) + cos(y)*tanh(x*y)", sin(x) + cos(y) * tanh(x * y))
        add("sqrt(abs(y))", (-y).squareRoot())
        add("x^0.5", x.squareRoot())
        add("x^y", pow(x, y))
        add("sum(x*y)", x * y)
        add("x1*y1", x * y)
        add("2^(1/2)*x", 2.0.squareRoot() * x)
        add("y^(2^2)", y * y * y * y)
        return examples
    }()

    @Test(arguments: examples)
    func values(text: String, expected: Double) throws {
        let found = try Self.values(text, x: [0.7], y: [-1.3]).f
        #expect(abs(found - expected) < 1e-14 * max(1, abs(expected)), "\(text) = \(found), not \(expected)")
    }

    /// Derivatives by hand: of sin(xy) + x³, and of a quotient.
    @Test func derivatives() throws {
        let (x, y) = (0.7, -1.3)
        let wave = try Self.values("sin(x*y) + x^3", x: [x], y: [y])
        #expect(abs(wave.x[0] - (y * cos(x * y) + 3 * x * x)) < 1e-14)
        #expect(abs(wave.y[0] - x * cos(x * y)) < 1e-14)
        let quotient = try Self.values("x/(1 + y^2)", x: [x], y: [y])
        #expect(abs(quotient.x[0] - 1 / (1 + y * y)) < 1e-15)
        #expect(abs(quotient.y[0] + 2 * x * y / ((1 + y * y) * (1 + y * y))) < 1e-15)
    }

    @Test func vectors() throws {
        let (x, y) = ([1.0, -2, 3], [0.5, 4, -1])
        #expect(try Self.values("dot(x, y)", x: x, y: y).f == 0.5 - 8 - 3)
        #expect(try Self.values("dot(x, y)", x: x, y: y).x == y)
        #expect(try Self.values("sum(x^2) - x2*y3", x: x, y: y).f == 14 - 2)
        #expect(try Self.values("x1 + 10*x2 + 100*y3", x: x, y: y).f == 1 - 20 - 100)
        #expect(try Self.values("dot(2*x - y, y)", x: x, y: y).f == 2 * -10.5 - 17.25)
    }

    /// The six functions, each written once more.
    @Test(arguments: NamedFunction.allCases)
    func namedFunctions(_ name: NamedFunction) throws {
        for (x, y) in [(0.3, -0.8), (-1.7, 2.2)] {
            let bend = y - 3 * x + x * x * x / 20
            let expected =
                switch name {
                case .f1: 4 * x * y - 3 * x * x - y * y
                case .f2: (x - 0.5) * (y - 0.5) + exp(-pow(x - 0.25, 2) - pow(y - 0.75, 2)) / 3
                case .f3: (4 * x * x - bend * bend - y * y * y * y / 10) * exp(-(x * x + y * y) / 100)
                case .f4: 2 * x * x + y * y + 4 * x * y + 4.0 / 3 * y * y * y - 0.25 * y * y * y * y
                case .f5: x * x * x / 3 + y * y + 2 * x * y - 6 * x - 3 * y + 4
                case .f6: x * x * x - y * y * y - 2 * x * y + 6
                }
            let found = try Self.values(name.rawValue, x: [x], y: [y]).f
            #expect(abs(found - expected) < 1e-13)
        }
    }

    /// The value is the quadratic form of the matrices, whose singular values run from 1 down to 1/κ.
    @Test func randomForms() throws {
        let formula = try Games.Formula("randomQuadratic(6, 50, 3)")
        let model = FunctionScore(formula, xCount: 6, start: Array(repeating: 1, count: 6))
        let draw = RandomDraw(seed: 0, stream: .initialization, step: 0)
        let matrices = Dictionary(
            uniqueKeysWithValues: model.auxiliaries.map { ($0.name, $0.initialValue(draw)) })
        #expect(matrices.keys.sorted() == ["random1.A", "random1.P", "random1.Q"])
        let (x, y) = ([0.1, -0.4, 0.7, 0.2, 0.5, -1], [1.0, 0.3, -0.2, 0.8, 0, -0.6])
        func form(_ name: String, _ a: [Double], _ b: [Double]) throws -> Double {
            let matrix = try #require(matrices["random1.\(name)"])
            var sum = 0.0
            for (row, left) in a.enumerated() {
                for (column, right) in b.enumerated() { sum += left * matrix[row, column] * right }
            }
            return sum
        }
        let expected = try form("P", x, x) / 2 + form("A", x, y) - form("Q", y, y) / 2
        #expect(abs(try Self.values(formula.text, x: x, y: y).f - expected) < 1e-14)
        for matrix in matrices.values {
            let squares = try matrix.product(matrix, transposingSelf: true).eigenvalues().map(\.real)
            #expect(abs(squares.max()! - 1) < 1e-12)
            #expect(abs(squares.min()! - 1 / 2500) < 1e-12)
        }
        let other = FunctionScore(
            try Games.Formula("randomQuadratic(6, 50, 4)"), xCount: 6, start: Array(repeating: 1, count: 6))
        #expect(other.auxiliaries[0].initialValue(draw) != matrices["random1.A"])
    }

    @Test func howManyNumbersAFormulaNames() throws {
        #expect(try Games.Formula("x*y").leastCounts == FormulaCounts(x: 1, y: 1))
        #expect(try Games.Formula("x3*y + y12").leastCounts == FormulaCounts(x: 3, y: 12))
        #expect(try Games.Formula("randomBilinear(7, 10, 0)").leastCounts == FormulaCounts(x: 7, y: 7))
    }
}
