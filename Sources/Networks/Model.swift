import Autodiff
import Tensors

/// A parametrized function from a batch of rows to a batch of rows: a network, or one of the tiny maps of
/// games whose answers are known.
public protocol Model: Sendable {
    /// Numbers in a row of the input.
    var inputWidth: Int { get }
    /// Numbers in a row of the output.
    var outputWidth: Int { get }
    /// The parameters, in the order in which ``apply(_:to:)`` takes them.
    var parameters: [ParameterDeclaration] { get }
    /// What the model keeps beside its parameters from one move of its player to the next, and no gradient
    /// changes. Most models have none.
    var auxiliaries: [ParameterDeclaration] { get }
    /// Whether auxiliaries go on each time the model is evaluated within a move, whoever moves, rather than once before
    /// a move of the model's own player.
    var goesOnAtCalls: Bool { get }
    /// Whether what the model makes is added to the real points of the batch, row by row.
    var displacesRealPoints: Bool { get }

    /// The weights that ``apply(_:to:)`` takes, made of the parameters. Most models use the parameters as they
    /// are.
    ///
    /// - Parameters:
    ///   - parameters: one expression a declaration, of its shape.
    ///   - auxiliaries: likewise.
    ///   - isMoving: whether the model's player is about to move, which is when auxiliaries go on.
    /// - Returns: one expression a parameter, and the auxiliaries to be kept.
    func weights(
        of parameters: [Expression], with auxiliaries: [Expression], isMoving: Bool
    ) -> (weights: [Expression], auxiliaries: [Expression])

    /// - Parameters:
    ///   - weights: one expression a parameter, of its shape.
    ///   - input: n×`inputWidth`.
    /// - Returns: n×`outputWidth`.
    func apply(_ weights: [Expression], to input: Expression) -> Expression

    /// The same for rows that a discriminator sees `packing` at a time. It differs for models in which one row's output
    /// depends on other rows alone.
    func apply(_ weights: [Expression], to input: Expression, packing: Int) -> Expression
}

extension Model {
    public var auxiliaries: [ParameterDeclaration] { [] }
    public var goesOnAtCalls: Bool { false }
    public var displacesRealPoints: Bool { false }

    public func apply(_ weights: [Expression], to input: Expression, packing: Int) -> Expression {
        apply(weights, to: input)
    }

    public func weights(
        of parameters: [Expression], with auxiliaries: [Expression], isMoving: Bool
    ) -> (weights: [Expression], auxiliaries: [Expression]) {
        (parameters, auxiliaries)
    }
}

/// A parameter's name, shape and start.
public struct ParameterDeclaration: Sendable {
    /// The name in a PyTorch `state_dict`, such as `0.weight`.
    public let name: String
    public let shape: Shape
    /// Whether a file shows it as a vector, as PyTorch does with biases, rather than as a matrix.
    public let isVector: Bool
    /// The initial value, a function of the random numbers reserved for this parameter.
    public let initialValue: @Sendable (RandomDraw) -> Matrix<Double>
    /// The rule that the initial value follows; nil where it is a function that only its author knows.
    package let rule: InitialValue?
    /// The place of an earlier parameter of the model with whose initial value this one starts; nil for its own.
    package let source: Int?

    public init(
        _ name: String, _ shape: Shape, isVector: Bool = false,
        initialValue: @escaping @Sendable (RandomDraw) -> Matrix<Double>
    ) {
        self.name = name
        self.shape = shape
        self.isVector = isVector
        self.initialValue = initialValue
        rule = nil
        source = nil
    }

    /// One that starts by a rule.
    public init(_ name: String, _ shape: Shape, isVector: Bool = false, startingBy rule: InitialValue) {
        self.name = name
        self.shape = shape
        self.isVector = isVector
        initialValue = { rule.numbers(shape, $0) }
        self.rule = rule
        source = nil
    }

    /// Another's form under another name.
    init(_ name: String, as other: ParameterDeclaration, startingAs source: Int? = nil) {
        self.name = name
        shape = other.shape
        isVector = other.isVector
        initialValue = other.initialValue
        rule = other.rule
        self.source = source
    }
}
