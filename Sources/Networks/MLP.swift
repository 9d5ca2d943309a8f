import Autodiff
import Tensors

/// A multilayer perceptron: linear layers with an activation between them, none after the last.
///
/// Parameters have PyTorch's names and layout, so that `nn.Sequential(Linear, activation, Linear, …)` loads
/// them by `load_state_dict`: layer k is `2k.weight`, [out, in], and `2k.bias`, [out].
public struct MLP: Model {
    /// Widths from input to output, such as [2, 128, 128, 1].
    public let widths: [Int]
    public let activation: Activation
    public let initializer: Initializer
    /// The input is multiplied by this before the first layer.
    public let inputScale: Double

    public init(
        widths: [Int], activation: Activation, initializer: Initializer = .he, inputScale: Double = 1
    ) {
        self.widths = widths
        self.activation = activation
        self.initializer = initializer
        self.inputScale = inputScale
    }

    public var inputWidth: Int { widths.first ?? 0 }
    public var outputWidth: Int { widths.last ?? 0 }

    public var parameters: [ParameterDeclaration] {
        zip(widths, widths.dropFirst()).enumerated().flatMap { layer, width in
            let (fanIn, fanOut) = width
            return [
                ParameterDeclaration("\(2 * layer).weight", Shape(fanOut, fanIn)) { draw in
                    initializer.weight(fanIn: fanIn, fanOut: fanOut, activation: activation, draw)
                },
                ParameterDeclaration("\(2 * layer).bias", Shape(1, fanOut), isVector: true) { draw in
                    initializer.bias(fanIn: fanIn, fanOut: fanOut, draw)
                },
            ]
        }
    }

    public func apply(_ parameters: [Expression], to input: Expression) -> Expression {
        var x = inputScale == 1 ? input : input * inputScale
        for layer in stride(from: 0, to: parameters.count, by: 2) {
            if layer > 0 { x = activation(x) }
            x = x.product(parameters[layer], transposingOther: true) + parameters[layer + 1]
        }
        return x
    }
}

/// The function between two layers.
public enum Activation: Hashable, Sendable {
    case relu
    /// x where x > 0, slope·x elsewhere.
    case leakyReLU(slope: Double)
    case tanh

    func callAsFunction(_ x: Expression) -> Expression {
        switch self {
        case .relu: Autodiff.relu(x)
        case .leakyReLU(let slope): Autodiff.leakyReLU(x, slope: slope)
        case .tanh: Autodiff.tanh(x)
        }
    }

    /// The factor by which weights make up for what the activation takes from the signal's variance, as in
    /// PyTorch's `calculate_gain`: √2 for ReLU, √(2/(1+slope²)) for its leaky form, 5/3 for tanh.
    var gain: Double {
        switch self {
        case .relu: 2.0.squareRoot()
        case .leakyReLU(let slope): (2 / (1 + slope * slope)).squareRoot()
        case .tanh: 5.0 / 3
        }
    }
}
