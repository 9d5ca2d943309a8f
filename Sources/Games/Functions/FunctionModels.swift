import Autodiff
import Networks
import Tensors

/// D(x) = −f(x, y), whose parameters are y: with ``FunctionValue`` the generator, whose points are x, minimizes f, and
/// the discriminator maximizes it.
public struct FunctionScore: Model {
    public let formula: Formula
    /// Numbers in x.
    public let inputWidth: Int
    /// y at the start.
    public let start: [Double]
    public let outputWidth = 1
    /// The matrices that the formula is made of: the columns that pick x2 out of x, and those of random forms.
    public let auxiliaries: [ParameterDeclaration]

    /// - Parameter formula: one that ``Formula/check(_:)`` accepts for so many numbers.
    public init(_ formula: Formula, xCount: Int, start y: [Double]) {
        self.formula = formula
        inputWidth = xCount
        start = y
        auxiliaries = formula.constants(FormulaCounts(x: xCount, y: y.count)).map { constant in
            ParameterDeclaration(constant.name, constant.value.shape) { _ in constant.value }
        }
    }

    public var parameters: [ParameterDeclaration] {
        [ParameterDeclaration("y", Shape(1, start.count), isVector: true) { [start] _ in Matrix(row: start) }]
    }

    public func weights(
        of parameters: [Expression], with auxiliaries: [Expression], isMoving: Bool
    ) -> (weights: [Expression], auxiliaries: [Expression]) {
        (parameters + auxiliaries, auxiliaries)
    }

    public func apply(_ weights: [Expression], to input: Expression) -> Expression {
        let constants = zip(auxiliaries, weights.dropFirst()).map { ($0.name, $1) }
        if constants.count < auxiliaries.count {
            input.graph.record(GraphError("the matrices of the formula \(formula.text) are missing"))
        }
        let graph = FormulaGraph(
            x: input, y: weights[0], constants: Dictionary(constants, uniquingKeysWith: { first, _ in first })
        )
        return -graph.expression(formula.root).broadcast(to: Shape(input.shape.rows, 1))
    }
}

/// The discriminator minimizes E D(G(z)), the generator its negative: real points have no part in it.
public struct FunctionValue: Objective {
    public let title = "min-max game"
    public let isZeroSum = true

    public init() {}

    public func discriminatorLoss(real: Expression, fake: Expression) -> Expression { fake.mean() }
    public func generatorLoss(real: Expression, fake: Expression) -> Expression { -fake.mean() }
}

extension Formula {
    /// The matrices that the formula needs, each once.
    fileprivate func constants(_ counts: FormulaCounts) -> [(name: String, value: Matrix<Double>)] {
        var known: [(name: String, value: Matrix<Double>)] = []
        func visit(_ term: Term) {
            switch term.node {
            case .number, .variable: break
            case .component(let side, let index):
                let name = "\(side)\(index)"
                guard counts[side] > 1, !known.contains(where: { $0.name == name }) else { return }
                var unit = Matrix<Double>(Shape(counts[side], 1))
                unit[index - 1, 0] = 1
                known.append((name, unit))
            case .sum(let parts): parts.forEach { visit($0.term) }
            case .product(let parts): parts.forEach { visit($0.term) }
            case .negation(let inner), .function(_, let inner), .total(let inner): visit(inner)
            case .power(let a, let b), .dot(let a, let b):
                visit(a)
                visit(b)
            case .random(let form): known += form.matrices
            }
        }
        visit(root)
        return known
    }
}
