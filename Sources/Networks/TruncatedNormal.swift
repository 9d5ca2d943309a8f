import Tensors

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

    /// By the square root of what the gain is divided.
    public enum Fan: String, CaseIterable, Sendable {
        /// The numbers that come in, those that go out, their mean.
        case `in`, out, mean
        /// Nothing: the gain is the standard deviation.
        case none

        func root(fanIn: Int, fanOut: Int) -> Double {
            switch self {
            case .in: Double(fanIn).squareRoot()
            case .out: Double(fanOut).squareRoot()
            case .mean: (Double(fanIn + fanOut) / 2).squareRoot()
            case .none: 1
            }
        }
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

    func weight(fanIn: Int, fanOut: Int, _ draw: RandomDraw) -> Matrix<Double> {
        let asked = gain / fan.root(fanIn: fanIn, fanOut: fanOut)
        let deviation = convention == .varianceScaling ? asked / Self.remainingDeviation : asked
        let limit = convention == .torch ? 2 / deviation : 2
        return Self.standard(Shape(fanOut, fanIn), within: limit, draw).scaled(by: deviation)
    }

    /// Standard normal numbers in [−limit, limit]. Every round draws for all places and fills those that are still empty.
    private static func standard(_ shape: Shape, within limit: Double, _ draw: RandomDraw) -> Matrix<Double> {
        var numbers: Matrix<Double> = draw.normals(shape)
        var places = numbers.elements.indices.filter { abs(numbers.elements[$0]) > limit }
        // Part 1 of an initial value belongs to what is kept beside the parameter.
        for round in 2..<256 where !places.isEmpty {
            let fresh: Matrix<Double> = draw.part(round).normals(shape)
            numbers = numbers.replacing(places, from: fresh)
            places = places.filter { abs(numbers.elements[$0]) > limit }
        }
        return numbers
    }
}

extension Matrix<Double> {
    /// The numbers of `other` at some places.
    fileprivate func replacing(_ places: [Int], from other: Matrix) -> Matrix {
        let buffer = Buffer(self)
        buffer.unsafeElements { target in
            for place in places { target[place] = other.elements[place] }
        }
        return buffer.matrix
    }
}
