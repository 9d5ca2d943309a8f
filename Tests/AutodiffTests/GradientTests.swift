import Autodiff
import Tensors
import Testing

struct GradientTests {
    static func point(_ rows: Int, _ columns: Int, step: Int = 1) -> Matrix<Double> {
        RandomDraw(seed: 9, stream: 0, step: step).normals(Shape(rows, columns))
    }

    @Test func withRespectToAnIntermediateExpression() throws {
        let graph = Graph()
        let x = graph.input("x", Shape(2, 3))
        let h = tanh(x)
        let output = (square(h) * h).sum()
        let values = try evaluate(
            [gradient(of: output, withRespectTo: h), h], given: [(x, Self.point(2, 3))])
        for (value, h) in zip(values[0].elements, values[1].elements) {
            #expect(abs(value - 3 * h * h) < 1e-14)
        }
    }

    /// The part of x's influence that passes through h belongs to both.
    @Test func withRespectToAnInputAndWhatIsComputedFromIt() throws {
        let graph = Graph()
        let x = graph.input("x", Shape(1, 2))
        let h = 3 * x
        let gradients = gradient(of: (h * x).sum(), withRespectTo: [x, h])
        let values = try evaluate(gradients, given: [(x, Matrix<Double>(row: [2, -1]))])
        #expect(values[0].elements == [12, -6])
        #expect(values[1].elements == [2, -1])
    }

    /// d(x·c)/dx = c where c has the numbers of x², and dc/dx = 0 at every order.
    @Test func detachedNumbersAreConstants() throws {
        let graph = Graph()
        let x = graph.input("x", .scalar)
        let constant = square(x).detached()
        let first = gradient(of: x * constant, withRespectTo: x)
        let ofConstant = gradient(of: x * constant, withRespectTo: constant)
        let values = try evaluate(
            [first, gradient(of: first, withRespectTo: x), ofConstant], given: [(x, Matrix<Double>(3))])
        #expect(values.map(\.elements) == [[9], [0], [3]])
    }

    @Test func ofTheVariableItselfIsOne() throws {
        let graph = Graph()
        let x = graph.input("x", .scalar)
        let values = try evaluate([gradient(of: x, withRespectTo: x)], given: [(x, Matrix<Double>(5))])
        #expect(values[0].elements == [1])
    }

    @Test func isZeroWhereTheOutputDoesNotDependOnTheVariable() throws {
        let graph = Graph()
        let x = graph.input("x", Shape(2, 3))
        let y = graph.input("y", Shape(3, 1))
        let output = square(x).sum()
        let later = graph.input("later", Shape(1, 4))
        let gradients = gradient(of: output, withRespectTo: [y, later, sign(x)])
        #expect(gradients.map(\.shape) == [Shape(3, 1), Shape(1, 4), Shape(2, 3)])
        for value in try evaluate(gradients, given: [(x, Self.point(2, 3))]) {
            #expect(value.elements.allSatisfy { $0 == 0 })
        }
        let throughAStep = gradient(of: sign(x).sum(), withRespectTo: x)
        #expect(try evaluate([throughAStep], given: [(x, Self.point(2, 3))])[0] == Matrix(Shape(2, 3)))
    }

    @Test func addsUpOverEveryUse() throws {
        let graph = Graph()
        let x = graph.input("x", .scalar)
        let output = x * x * x + 2 * x - x / 4
        let first = gradient(of: output, withRespectTo: x)
        let values = try evaluate(
            [first, gradient(of: first, withRespectTo: x)], given: [(x, Matrix<Double>(3))])
        #expect(values[0].elements == [28.75])
        #expect(values[1].elements == [18])
    }

    // MARK: Misuse

    @Test func ofMoreThanOneNumberIsRefused() {
        let graph = Graph()
        let x = graph.input("x", Shape(2, 3))
        let wrong = gradient(of: x * x, withRespectTo: x)
        #expect(message { try Program<Double>(computing: [wrong]) } == "gradient: shape 2×3 is not 1×1")
    }

    @Test func withRespectToAnotherGraphIsRefused() {
        let graph = Graph()
        let other = Graph()
        let x = graph.input("x", .scalar)
        let y = other.input("y", .scalar)
        let wrong = gradient(of: x * x, withRespectTo: [x, y])
        for expression in wrong + [x, y] {
            #expect(
                message { try Program<Double>(computing: [expression]) }
                    == "gradient: the operands belong to different graphs")
        }
    }
}
