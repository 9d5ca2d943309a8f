import Autodiff
import Tensors

/// A generator that does not learn: it makes real points with normal noise on each coordinate. It isolates the
/// discriminator, as in the pictures of critics of Gulrajani et al., arXiv 1704.00028.
public struct NoisyReals: Model {
    public let inputWidth: Int
    public let standardDeviation: Double

    public init(width: Int = 2, standardDeviation: Double = 1) {
        inputWidth = width
        self.standardDeviation = standardDeviation
    }

    public var outputWidth: Int { inputWidth }
    public var parameters: [ParameterDeclaration] { [] }
    public var displacesRealPoints: Bool { true }

    /// - Parameter input: standard normal numbers.
    public func apply(_ weights: [Expression], to input: Expression) -> Expression {
        input * standardDeviation
    }
}
