/// Weights with standard deviation gain/√fan, normal or uniform.
///
/// In PyTorch's words `xavier_normal_` and `xavier_uniform_` have their gain over the mean of both fans, and
/// `kaiming_normal_` and `kaiming_uniform_` the activation's gain over the fan of their mode. `VarianceScaling` of Keras
/// has the square of the gain as its scale.
///
/// Sources: Glorot, Bengio, AISTATS 2010; He, Zhang, Ren, Sun, arXiv 1502.01852.
public struct VarianceScaling: Hashable, Sendable {
    public enum Distribution: Sendable { case normal, uniform }

    public let distribution: Distribution
    /// nil for the activation's.
    public let gain: Double?
    public let fan: Fan

    public init(_ distribution: Distribution, gain: Double? = nil, over fan: Fan = .in) {
        self.distribution = distribution
        self.gain = gain
        self.fan = fan
    }

    func weight(fanIn: Int, fanOut: Int, activation: Activation) -> InitialValue {
        let (gain, count) = (gain ?? activation.gain, fan.count(fanIn: fanIn, fanOut: fanOut))
        return switch distribution {
        case .normal: .normal(standardDeviation: gain / count.squareRoot())
        // Numbers that are uniform on ±l have standard deviation l/√3.
        case .uniform: .uniform(limit: gain * (3 / count).squareRoot())
        }
    }
}

extension Initializer {
    /// Normal with the activation's gain over √in.
    public static let he = Initializer.varianceScaling(VarianceScaling(.normal))
    /// Uniform with the activation's gain over √in, so on ±gain·√(3/in).
    public static let heUniform = Initializer.varianceScaling(VarianceScaling(.uniform))
    /// Uniform on ±√(6/(in+out)).
    public static let xavier = xavier(.uniform, gain: 1)

    /// Glorot's rule: standard deviation gain·√(2/(in+out)).
    public static func xavier(_ distribution: VarianceScaling.Distribution, gain: Double) -> Initializer {
        .varianceScaling(VarianceScaling(distribution, gain: gain, over: .mean))
    }
}
