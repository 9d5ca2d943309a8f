/// How a linear layer starts, and for the NTK parametrization also how it is scaled. Biases start at 0 unless the rule
/// says otherwise.
public indirect enum Initializer: Hashable, Sendable {
    /// W = gain·Q with orthonormal rows or columns, whichever are fewer (Saxe, McClelland, Ganguli,
    /// arXiv 1312.6120).
    case orthogonal(gain: Double)
    /// Normal or uniform, with a standard deviation that depends on the layer's widths: the rules of He and Glorot.
    case varianceScaling(VarianceScaling)
    /// Normal with one standard deviation in every layer.
    case normal(standardDeviation: Double)
    /// Uniform on ±limit in every layer.
    case uniform(limit: Double)
    /// Normal without the numbers beyond a limit.
    case truncatedNormal(TruncatedNormal)
    /// Weights and biases uniform on ±1/√in: the default of PyTorch's `nn.Linear`.
    case torch
    /// The NTK parametrization: W and b are standard normal, and the layer computes weight/√in·Wx + bias·b. So the
    /// factors are those by which gradients are scaled too (Jacot, Gabriel, Hongler, arXiv 1806.07572; `W_std` and
    /// `b_std` of neural-tangents).
    case ntk(weight: Double, bias: Double)
    /// Weights by one rule, biases by another.
    case separate(weights: Initializer, biases: BiasStart)

    func weight(fanIn: Int, fanOut: Int, activation: Activation) -> InitialValue {
        switch self {
        case .orthogonal(let gain): .orthogonal(gain: gain)
        case .varianceScaling(let rule): rule.weight(fanIn: fanIn, fanOut: fanOut, activation: activation)
        case .normal(let standardDeviation): .normal(standardDeviation: standardDeviation)
        case .uniform(let limit): .uniform(limit: limit)
        case .truncatedNormal(let rule): rule.weight(fanIn: fanIn, fanOut: fanOut)
        case .torch: .uniform(limit: 1 / Double(fanIn).squareRoot())
        case .ntk: .normal(standardDeviation: 1)
        case .separate(let weights, _): weights.weight(fanIn: fanIn, fanOut: fanOut, activation: activation)
        }
    }

    func bias(fanIn: Int) -> InitialValue {
        switch self {
        case .orthogonal, .varianceScaling, .normal, .uniform, .truncatedNormal:
            BiasStart.zeros.value(fanIn: fanIn)
        case .torch: BiasStart.torch.value(fanIn: fanIn)
        case .ntk: .normal(standardDeviation: 1)
        case .separate(_, let biases): biases.value(fanIn: fanIn)
        }
    }

    /// By what a layer multiplies Wx and b; nil for a layer that leaves them as they are.
    func factors(fanIn: Int) -> (weight: Double, bias: Double)? {
        switch self {
        case .ntk(let weight, let bias): (weight / Double(fanIn).squareRoot(), bias)
        case .separate(let weights, _): weights.factors(fanIn: fanIn)
        default: nil
        }
    }
}
