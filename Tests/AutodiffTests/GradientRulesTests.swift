import Tensors
import Testing

@testable import Autodiff

/// Every primitive against central differences, first and second order, at random points and at edge cases.
struct GradientRulesTests {
    struct Case: Sendable {
        var points: [Matrix<Double>]
        var function: @Sendable ([Expression]) -> Expression
    }

    /// The parts of ``Operation``, to be enumerated. The exhaustive switches below do not compile until a new part
    /// and a new function have a place here and an example.
    enum Part: CaseIterable {
        case input, constant, unary, binary, product, transpose, reshape, broadcast, sum

        init(_ operation: Operation) {
            self =
                switch operation {
                case .input: .input
                case .constant: .constant
                case .unary: .unary
                case .binary: .binary
                case .product: .product
                case .transpose: .transpose
                case .reshape: .reshape
                case .broadcast: .broadcast
                case .sum: .sum
                }
        }

        /// One of each operation; the parameters do not matter.
        var operations: [Operation] {
            switch self {
            case .input: [.input(identity: 0)]
            case .constant: [.constant(0)]
            case .unary: UnaryFunction.allCases.map { .unary($0) }
            case .binary: BinaryFunction.allCases.map { .binary($0) }
            case .product: [.product(transposeLeft: false, transposeRight: false)]
            case .transpose: [.transpose]
            case .reshape: [.reshape]
            case .broadcast: [.broadcast]
            case .sum: [.sum]
            }
        }
    }

    static let allOperations = Part.allCases.flatMap(\.operations)

    static func examples(_ operation: Operation) -> [Case] {
        switch operation {
        case .input: [Case(points: [normal(3, 2)]) { $0[0] }]
        case .constant: [Case(points: [normal(1, 1)]) { $0[0] * 3 + 2 }]
        case .unary(let function, _): examples(function)
        case .binary(let function): examples(function)
        case .product:
            [(false, false), (false, true), (true, false), (true, true)].map { left, right in
                Case(points: [normal(left ? 3 : 2, left ? 2 : 3), normal(right ? 4 : 3, right ? 3 : 4)]) {
                    tanh($0[0].product($0[1], transposingSelf: left, transposingOther: right))
                }
            }
        case .transpose: [Case(points: [normal(3, 2), normal(2, 3)]) { $0[0].transposed() * $0[1] * $0[1] }]
        case .reshape:
            // A product after it mixes what was in different rows before.
            [
                Case(points: [normal(6, 2), normal(4, 3)]) {
                    tanh($0[0].reshaped(to: Shape(3, 4)).product($0[1]))
                },
                Case(points: [normal(3, 4)]) { square($0[0]).reshaped(to: Shape(1, 12)) * 2 },
            ]
        case .broadcast:
            [Shape(1, 4), Shape(3, 1), Shape(1, 1)].map { shape in
                Case(points: [normal(shape.rows, shape.columns)]) {
                    square($0[0].broadcast(to: Shape(3, 4)))
                }
            }
        case .sum:
            [Shape(1, 4), Shape(3, 1), Shape(1, 1)].map { shape in
                Case(points: [normal(3, 4)]) { square($0[0]).sum(to: shape) * $0[0] }
            }
        }
    }

    static func examples(_ function: UnaryFunction) -> [Case] {
        switch function {
        case .negate: [Case(points: [normal(3, 2)]) { -$0[0] * $0[0] }]
        case .reciprocal: [Case(points: [positive(3, 2)]) { reciprocal($0[0]) }]
        case .reciprocalOrZero: [Case(points: [positive(3, 2)]) { reciprocalOrZero($0[0]) }]
        case .squareRoot: [Case(points: [positive(3, 2)]) { sqrt($0[0]) }]
        case .exponential: [Case(points: [normal(3, 2)]) { exp($0[0]) }]
        case .exponentialMinusOne: [Case(points: [normal(3, 2)]) { expm1($0[0]) }]
        case .logarithm: [Case(points: [positive(3, 2)]) { log($0[0]) }]
        case .tanh: [Case(points: [normal(3, 2)]) { tanh($0[0]) }, Case(points: [far]) { tanh($0[0]) }]
        case .sine: [Case(points: [normal(3, 2)]) { sin($0[0]) * $0[0] }]
        case .cosine: [Case(points: [normal(3, 2)]) { cos($0[0]) * $0[0] }]
        case .sigmoid:
            [Case(points: [normal(3, 2)]) { sigmoid($0[0]) }, Case(points: [far]) { sigmoid($0[0]) }]
        case .softplus:
            [Case(points: [normal(3, 2)]) { softplus($0[0]) }, Case(points: [far]) { softplus($0[0]) }]
        case .absolute: [Case(points: [awayFromZero]) { abs($0[0]) * $0[0] }]
        case .sign: [Case(points: [awayFromZero]) { sign($0[0]) * $0[0] * $0[0] }]
        case .leakyReLU:
            [
                Case(points: [awayFromZero]) { leakyReLU($0[0], slope: 0.2) * $0[0] },
                Case(points: [awayFromZero]) { relu($0[0]) * $0[0] },
            ]
        case .leakyReLUSlope:
            // Reached through the derivative of the leaky ReLU, times something with a second derivative.
            [
                Case(points: [awayFromZero]) {
                    gradient(of: leakyReLU($0[0], slope: 0.2).sum(), withRespectTo: $0[0]) * $0[0] * $0[0]
                }
            ]
        }
    }

    static func examples(_ function: BinaryFunction) -> [Case] {
        switch function {
        case .add: binary { $0 + $1 }
        case .subtract: binary { $0 - $1 }
        case .multiply: binary { $0 * $1 }
        case .divide: binary { $0 / (1.5 + $1 * $1) }
        case .maximum: binary { maximum($0, 1.5 * $1 + 0.3) * $0 }
        case .minimum: binary { minimum($0, 1.5 * $1 + 0.3) * $1 }
        }
    }

    @Test func everyPartOfOperationIsEnumerated() {
        #expect(
            Self.allOperations.map { Part($0) }.elementsEqual(
                Part.allCases.flatMap { part in
                    part.operations.map { _ in part }
                }))
        #expect(Set(Self.allOperations.map(\.name)).count == Self.allOperations.count)
    }

    @Test(arguments: allOperations)
    func derivativesOfFirstAndSecondOrder(_ operation: Operation) throws {
        for example in Self.examples(operation) {
            let check = try checkGradients(at: example.points, order: 2, of: example.function)
            #expect(check.worstDifference.count == 2)
            for difference in check.worstDifference {
                #expect(difference < 1e-7, "\(operation.name): \(check)")
            }
        }
    }

    @Test func thirdOrderOfAComposite() throws {
        let check = try checkGradients(at: [Self.normal(3, 2), Self.normal(2, 2)], order: 3, spacing: 1e-4) {
            tanh($0[0].product($0[1])) * softplus($0[0])
        }
        #expect(check.worstDifference.count == 3)
        for difference in check.worstDifference { #expect(difference < 1e-6, "\(check)") }
    }

    /// Where the slope of the root is infinite the rule says 0, so that √(x²) can be differentiated at 0.
    @Test func squareRootAtZero() throws {
        let graph = Graph()
        let x = graph.input("x", .scalar)
        let first = gradient(of: sqrt(square(x)), withRespectTo: x)
        let second = gradient(of: first, withRespectTo: x)
        let values = try evaluate([first, second], given: [(x, Matrix<Double>(0))])
        #expect(values.map { $0.elements[0] } == [0, 0])
    }

    /// The norm has a kink at 0; its ε makes both derivatives finite there, and the first one 0.
    @Test func normOfAZeroRow() throws {
        let graph = Graph()
        let x = graph.input("x", Shape(2, 2))
        let penalty = square(x.rowNorms() - 1).sum()
        let first = gradient(of: penalty, withRespectTo: x)
        let second = gradient(of: first.squaredNorm(), withRespectTo: x)
        let point = try Matrix<Double>(rows: [[0, 0], [0.6, 0.8]])
        let values = try evaluate([first, second], given: [(x, point)])
        #expect(values[0].row(0) == [0, 0])
        #expect(values[1].elements.allSatisfy { $0.isFinite })
    }

    /// At a kink the derivative is the left side's, as in PyTorch.
    @Test func leakyReLUAtZero() throws {
        let graph = Graph()
        let x = graph.input("x", Shape(1, 3))
        let slope = gradient(of: leakyReLU(x, slope: 0.25).sum(), withRespectTo: x)
        let values = try evaluate([slope], given: [(x, Matrix<Double>(row: [-1, 0, 1]))])
        #expect(values[0].elements == [0.25, 0.25, 1])
    }

    // MARK: Points

    /// Far out every function here is flat or straight; a derivative that overflows would show.
    static let far = Matrix<Double>(row: [-1e4, -750, -40, 40, 750, 1e4])

    /// Away from a kink at 0.
    static let awayFromZero = Matrix<Double>(row: [-2, -0.5, 0.5, 1, -3, 0.1])

    static func normal(_ rows: Int, _ columns: Int) -> Matrix<Double> {
        RandomDraw(seed: 7, stream: 0, step: rows * 10 + columns).normals(Shape(rows, columns))
    }

    static func positive(_ rows: Int, _ columns: Int) -> Matrix<Double> {
        normal(rows, columns).exponential()
    }

    /// Equal shapes, and every way in which one operand is repeated.
    static func binary(_ function: @escaping @Sendable (Expression, Expression) -> Expression) -> [Case] {
        [Shape(3, 4), Shape(1, 4), Shape(3, 1), Shape(1, 1)].flatMap { shape in
            let other = normal(shape.rows, shape.columns)
            return [
                Case(points: [normal(3, 4), other]) { square(function($0[0], $0[1])) },
                Case(points: [other, normal(3, 4)]) { square(function($0[0], $0[1])) },
            ]
        }
    }
}
