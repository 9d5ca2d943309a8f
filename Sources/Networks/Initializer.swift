/// How a linear layer starts, and for the NTK parametrization also how it is scaled. Biases start at 0 unless the rule
/// says otherwise.
public enum Initializer: Hashable, Sendable {
    /// W = gain·Q with orthonormal rows or columns, whichever are fewer (Saxe, McClelland, Ganguli,
    /// arXiv 1312.6120).
    case orthogonal(gain: Double)
    /// Uniform on ±√(6/(in+out)) (Glorot, Bengio, AISTATS 2010).
    case xavier
    /// Normal with standard deviation gain/√in, the gain being the activation's (He, Zhang, Ren, Sun,
    /// arXiv 1502.01852).
    case he
    /// Uniform with He's standard deviation, so on ±gain·√(3/in), the gain being the activation's.
    case heUniform
    /// Normal with one standard deviation in every layer.
    case normal(standardDeviation: Double)
    /// Normal without the numbers beyond a limit.
    case truncatedNormal(TruncatedNormal)
    /// Weights and biases uniform on ±1/√in: the default of PyTorch's `nn.Linear`.
    case torch
    /// The NTK parametrization: W and b are standard normal, and the layer computes weight/√in·Wx + bias·b. So the
    /// factors are those by which gradients are scaled too (Jacot, Gabriel, Hongler, arXiv 1806.07572; `W_std` and
    /// `b_std` of neural-tangents).
    case ntk(weight: Double, bias: Double)

    func weight(fanIn: Int, fanOut: Int, activation: Activation) -> InitialValue {
        switch self {
        case .orthogonal(let gain): .orthogonal(gain: gain)
        case .xavier: .uniform(limit: (6 / Double(fanIn + fanOut)).squareRoot())
        case .he: .normal(standardDeviation: activation.gain / Double(fanIn).squareRoot())
        case .heUniform: .uniform(limit: activation.gain * (3 / Double(fanIn)).squareRoot())
        case .normal(let standardDeviation): .normal(standardDeviation: standardDeviation)
        case .truncatedNormal(let rule): rule.weight(fanIn: fanIn, fanOut: fanOut)
        case .torch: .uniform(limit: 1 / Double(fanIn).squareRoot())
        case .ntk: .normal(standardDeviation: 1)
        }
    }

    func bias(fanIn: Int) -> InitialValue {
        switch self {
        case .orthogonal, .xavier, .he, .heUniform, .normal, .truncatedNormal: .constant(0)
        case .torch: .uniform(limit: 1 / Double(fanIn).squareRoot())
        case .ntk: .normal(standardDeviation: 1)
        }
    }

    /// By what a layer multiplies Wx and b; nil for a layer that leaves them as they are.
    func factors(fanIn: Int) -> (weight: Double, bias: Double)? {
        guard case .ntk(let weight, let bias) = self else { return nil }
        return (weight / Double(fanIn).squareRoot(), bias)
    }
}
