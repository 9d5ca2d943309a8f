import Tensors

/// The primitive operations of a graph. Everything else is written with them, and each has one gradient rule
/// in `GradientRules`.
///
/// Element-wise operations of two inputs take inputs of one shape: repeating a row, a column or a number is
/// an operation by itself, so that its gradient, a sum, is written in one place.
public enum Operation: Hashable, Sendable {
    /// Numbers given from outside; the identity keeps two inputs of the same shape apart.
    case input(identity: Int)
    /// A 1×1 matrix.
    case constant(Double)

    /// The slope is for functions that take one.
    case unary(UnaryFunction, slope: Double = 0)
    case binary(BinaryFunction)

    /// op(A)·op(B), where op transposes if asked to.
    case product(transposeLeft: Bool, transposeRight: Bool)
    case transpose
    /// The same numbers, row by row, in rows of another length.
    case reshape
    /// Repeats a single row, column or number up to the shape of the node.
    case broadcast
    /// Sums over the dimensions in which the node has size 1.
    case sum
}

extension Operation {
    /// The operation without its parameters, such as "input", "tanh" or "product".
    public var name: String {
        switch self {
        case .input: "input"
        case .constant: "constant"
        case .unary(let function, _): "\(function)"
        case .binary(let function): "\(function)"
        case .product: "product"
        case .transpose: "transpose"
        case .reshape: "reshape"
        case .broadcast: "broadcast"
        case .sum: "sum"
        }
    }

    /// Whether the operation works number by number and can read repeated operands at no cost.
    var isElementwise: Bool {
        switch self {
        case .unary, .binary: true
        default: false
        }
    }
}
