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

    /// - Parameters:
    ///   - parameters: one expression a declaration, of its shape.
    ///   - input: n×`inputWidth`.
    /// - Returns: n×`outputWidth`.
    func apply(_ parameters: [Expression], to input: Expression) -> Expression
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

    public init(
        _ name: String, _ shape: Shape, isVector: Bool = false,
        initialValue: @escaping @Sendable (RandomDraw) -> Matrix<Double>
    ) {
        self.name = name
        self.shape = shape
        self.isVector = isVector
        self.initialValue = initialValue
    }
}
