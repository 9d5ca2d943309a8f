import Autodiff

/// The function between two layers.
public enum Activation: Hashable, Sendable {
    case relu
    /// x where x > 0, slope·x elsewhere.
    case leakyReLU(slope: Double)
    case tanh
    /// 1/(1 + e^−x).
    case sigmoid
    /// log(1 + e^x).
    case softplus
    /// x where x > 0, scale·(e^x − 1) elsewhere (Clevert, Unterthiner, Hochreiter, arXiv 1511.07289).
    case elu(scale: Double)
    /// The largest of so many linear layers (Goodfellow et al., arXiv 1302.4389).
    case maxout(pieces: Int)

    /// Linear layers beside each other, of which the function is one.
    var pieces: Int {
        if case .maxout(let pieces) = self { pieces } else { 1 }
    }

    func callAsFunction(_ x: [Expression]) -> Expression {
        let first = x[0]
        return switch self {
        case .relu: Autodiff.relu(first)
        case .leakyReLU(let slope): Autodiff.leakyReLU(first, slope: slope)
        case .tanh: Autodiff.tanh(first)
        case .sigmoid: Autodiff.sigmoid(first)
        case .softplus: Autodiff.softplus(first)
        case .elu(let scale): elu(first, scale: scale)
        case .maxout: x.dropFirst().reduce(first) { maximum($0, $1) }
        }
    }

    /// e^x − 1 of the part below 0 cannot overflow. At 0 the slope is `scale`, as in PyTorch, since `minimum` passes the
    /// gradient to the first of two equal numbers and `relu` has none there.
    private func elu(_ x: Expression, scale: Double) -> Expression {
        Autodiff.relu(x) + scale * expm1(minimum(x, x.graph.constant(0)))
    }

    /// The factor by which weights make up for what the activation takes from the signal's variance, as in
    /// PyTorch's `calculate_gain`: √2 for ReLU, √(2/(1+slope²)) for its leaky form, 5/3 for tanh, 1 for the sigmoid. For
    /// softplus, ELU and maxout, which PyTorch has not, 1.
    var gain: Double {
        switch self {
        case .relu: 2.0.squareRoot()
        case .leakyReLU(let slope): (2 / (1 + slope * slope)).squareRoot()
        case .tanh: 5.0 / 3
        case .sigmoid, .softplus, .elu, .maxout: 1
        }
    }
}

/// What a network makes of its last layer's numbers.
public enum OutputFunction: Hashable, Sendable {
    case linear
    /// scale·tanh(x), between −scale and scale.
    case tanh(scale: Double)
    /// scale·σ(x), between 0 and scale.
    case sigmoid(scale: Double)

    func callAsFunction(_ x: Expression) -> Expression {
        switch self {
        case .linear: x
        case .tanh(let scale): scaled(Autodiff.tanh(x), by: scale)
        case .sigmoid(let scale): scaled(Autodiff.sigmoid(x), by: scale)
        }
    }

    private func scaled(_ x: Expression, by scale: Double) -> Expression { scale == 1 ? x : x * scale }
}
