/// Normal numbers without the far ones, which are drawn again.
public struct TruncatedNormal: Hashable, Sendable {
    /// Where libraries cut.
    public enum Convention: String, CaseIterable, Sendable {
        /// At two standard deviations, which leaves 0.87962 of the standard deviation: `truncated_normal` of TensorFlow and
        /// Keras, Sonnet's and Haiku's default for linear layers.
        case tensorFlow = "tensorflow"
        /// At two standard deviations of a normal distribution that is wider by 1/0.87962, so that what is left has the
        /// standard deviation asked for: `VarianceScaling` of TensorFlow and Keras, `variance_scaling` of JAX.
        case varianceScaling
        /// At −2 and 2, whatever the standard deviation: `trunc_normal_` of PyTorch as it is called by default.
        case torch
    }

    /// The standard deviation of a normal distribution cut at two of them: √(1 − 4φ(2)/(2Φ(2) − 1)), φ the density of the
    /// standard normal distribution and Φ its integral.
    static let remainingDeviation = 0.879_625_661_034_239_78

    public let gain: Double
    public let fan: Fan
    public let convention: Convention

    public init(gain: Double = 1, over fan: Fan = .in, _ convention: Convention = .tensorFlow) {
        self.gain = gain
        self.fan = fan
        self.convention = convention
    }

    func weight(fanIn: Int, fanOut: Int) -> InitialValue {
        let asked = gain / fan.count(fanIn: fanIn, fanOut: fanOut).squareRoot()
        let deviation = convention == .varianceScaling ? asked / Self.remainingDeviation : asked
        return .truncatedNormal(
            standardDeviation: deviation, limit: convention == .torch ? 2 / deviation : 2)
    }
}
