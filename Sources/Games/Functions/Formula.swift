import Autodiff
import Tensors

/// A function of two players' numbers as people write it, such as `x*y + x^2/10`. One player chooses x and minimizes
/// it, the other chooses y and maximizes it.
///
/// x and y are numbers, or vectors whose numbers are x1, x2, …; arithmetic and functions work number by number, and
/// `dot` and `sum` make one number of vectors. docs/games.md has the notation.
public struct Formula: Sendable {
    /// As it was written.
    public let text: String
    /// How many numbers x and y have at least, because the formula names them.
    public let leastCounts: FormulaCounts
    let root: Term

    /// - Throws: ``FormulaError``, which knows the place of the mistake.
    public init(_ text: String) throws(FormulaError) {
        var parser = FormulaParser(text)
        root = try parser.whole()
        leastCounts = parser.leastCounts
        self.text = text
    }
}

/// How many numbers x and y have.
public struct FormulaCounts: Equatable, Sendable {
    public var x: Int
    public var y: Int

    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }

    /// Of one player.
    public static let most = FormulaParser.mostNumbers

    subscript(side: Formula.Side) -> Int {
        get { side == .x ? x : y }
        set { if side == .x { x = newValue } else { y = newValue } }
    }
}

/// What is wrong with a formula, and where.
public struct FormulaError: Error, Equatable, Sendable, CustomStringConvertible {
    public let formula: String
    /// Counted in characters from the formula's first, which is 0; at most the number of its characters.
    public let offset: Int
    /// In words that can stand alone.
    public let reason: String

    public init(formula: String, offset: Int, reason: String) {
        self.formula = formula
        self.offset = offset
        self.reason = reason
    }

    public var description: String { "\(reason) (character \(offset + 1))" }
}

extension Formula {
    enum Side: String, Sendable { case x, y }

    /// A part of the formula, and where it begins.
    struct Term: Sendable {
        let node: Node
        let offset: Int
    }

    /// Sums and products hold all their parts at once, so that a long formula is not a deep one.
    indirect enum Node: Sendable {
        case number(Double)
        /// All numbers of a player.
        case variable(Side)
        /// One of them, counted from 1.
        case component(Side, Int)
        case sum([(term: Term, isSubtracted: Bool)])
        case product([(term: Term, isDivisor: Bool)])
        case negation(Term)
        case power(Term, Term)
        case function(FormulaFunction, Term)
        /// The sum of all numbers of a vector.
        case total(Term)
        case dot(Term, Term)
        case random(RandomForm)
    }
}

/// The functions of one number that a formula may use.
enum FormulaFunction: String, CaseIterable, Sendable {
    case exp, log, sin, cos, tanh, sqrt, abs

    func applied(to x: Expression) -> Expression {
        switch self {
        case .exp: Autodiff.exp(x)
        case .log: Autodiff.log(x)
        case .sin: Autodiff.sin(x)
        case .cos: Autodiff.cos(x)
        case .tanh: Autodiff.tanh(x)
        case .sqrt: Autodiff.sqrt(x)
        case .abs: Autodiff.abs(x)
        }
    }

    func applied(to x: Double) -> Double {
        Matrix<Double>(x).mapped(unary).elements[0]
    }

    private var unary: UnaryFunction {
        switch self {
        case .exp: .exponential
        case .log: .logarithm
        case .sin: .sine
        case .cos: .cosine
        case .tanh: .tanh
        case .sqrt: .squareRoot
        case .abs: .absolute
        }
    }
}
