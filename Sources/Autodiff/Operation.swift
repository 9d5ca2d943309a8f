/// The primitive operations of a graph. Everything else is written with them, and each has one gradient rule
/// in ``GradientRules``.
///
/// Element-wise operations of two inputs take inputs of one shape: repeating a row, a column or a number is
/// an operation of its own, so that its gradient, a sum, stands in one place.
public enum Operation: Hashable, Sendable {
    /// Numbers given from outside; the identity keeps two inputs of the same shape apart.
    case input(identity: Int)
    /// A 1×1 matrix.
    case constant(Double)

    case negate, reciprocal, squareRoot, exponential, exponentialMinusOne, logarithm
    /// 1/x, and 0 at 0.
    case reciprocalOrZero
    case tanh, sigmoid, softplus, absolute, sign
    /// x where x > 0, slope·x elsewhere.
    case leakyReLU(slope: Double)
    /// The derivative of the former: 1 where x > 0, slope elsewhere.
    case leakyReLUSlope(slope: Double)

    case add, subtract, multiply, divide

    /// op(A)·op(B), where op transposes if asked to.
    case product(transposeLeft: Bool, transposeRight: Bool)
    case transpose
    /// Repeats a single row, column or number up to the shape of the node.
    case broadcast
    /// Sums over the dimensions in which the node has size 1.
    case sum
}

extension Operation {
    /// An operation without its parameters: what a test enumerates so that none is forgotten.
    public enum Kind: String, CaseIterable, Sendable {
        case input, constant
        case negate, reciprocal, squareRoot, exponential, exponentialMinusOne, logarithm, reciprocalOrZero
        case tanh, sigmoid, softplus, absolute, sign, leakyReLU, leakyReLUSlope
        case add, subtract, multiply, divide
        case product, transpose, broadcast, sum
    }

    public var kind: Kind {
        switch self {
        case .input: .input
        case .constant: .constant
        case .negate: .negate
        case .reciprocal: .reciprocal
        case .reciprocalOrZero: .reciprocalOrZero
        case .squareRoot: .squareRoot
        case .exponential: .exponential
        case .exponentialMinusOne: .exponentialMinusOne
        case .logarithm: .logarithm
        case .tanh: .tanh
        case .sigmoid: .sigmoid
        case .softplus: .softplus
        case .absolute: .absolute
        case .sign: .sign
        case .leakyReLU: .leakyReLU
        case .leakyReLUSlope: .leakyReLUSlope
        case .add: .add
        case .subtract: .subtract
        case .multiply: .multiply
        case .divide: .divide
        case .product: .product
        case .transpose: .transpose
        case .broadcast: .broadcast
        case .sum: .sum
        }
    }
}
