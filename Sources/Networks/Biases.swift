/// Which linear layers have biases.
public enum Biases: String, CaseIterable, Sendable {
    /// Each layer has one. Layers before batch normalization have none in any case.
    case all
    /// Hidden layers alone.
    case hidden
    case none
}

/// How biases start where the rule for weights does not say it.
public enum BiasStart: String, CaseIterable, Sendable {
    case zeros
    /// Uniform on ±1/√in: what PyTorch's `nn.Linear` gives them, and leaves to programs that start weights alone anew.
    case torch

    func value(fanIn: Int) -> InitialValue {
        switch self {
        case .zeros: .constant(0)
        case .torch: .uniform(limit: 1 / Double(fanIn).squareRoot())
        }
    }
}
