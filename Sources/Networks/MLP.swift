import Autodiff
import Tensors

/// A multilayer perceptron: linear layers with an activation between them, and a function of the last one's numbers.
/// Without hidden layers it is linear.
///
/// Parameters have PyTorch's names and layout, so that `nn.Sequential(Linear, activation, Linear, …)` loads
/// them by `load_state_dict`: layer k is `2k.weight`, [out, in], and `2k.bias`, [out]. With batch normalization
/// the modules are Linear without bias, BatchNorm1d, activation, …; with maxout they are groups of linear layers:
/// piece j of layer k is `k.j.weight` and `k.j.bias`. A layer without bias has a weight alone.
public struct MLP: Model {
    /// Widths from input to output, such as [2, 128, 128, 1].
    public let widths: [Int]
    public let activation: Activation
    public let initializer: Initializer
    /// Of the last layer.
    public let outputInitializer: Initializer
    public let biases: Biases
    /// The input is multiplied by this before the first layer.
    public let inputScale: Double
    public let output: OutputFunction
    /// Before each activation; nil for none. Maxout has none.
    public let normalization: BatchNormalization?

    public init(
        widths: [Int], activation: Activation, initializer: Initializer = .he,
        outputInitializer: Initializer? = nil, biases: Biases = .all, inputScale: Double = 1,
        output: OutputFunction = .linear, normalization: BatchNormalization? = nil
    ) {
        self.widths = widths
        self.activation = activation
        self.initializer = initializer
        self.outputInitializer = outputInitializer ?? initializer
        self.biases = biases
        self.inputScale = inputScale
        self.output = output
        self.normalization = activation.pieces > 1 ? nil : normalization
    }

    public var inputWidth: Int { widths.first ?? 0 }
    public var outputWidth: Int { widths.last ?? 0 }

    public var parameters: [ParameterDeclaration] { layers.flatMap(\.parameters) }

    public func apply(_ parameters: [Expression], to input: Expression) -> Expression {
        apply(parameters, to: input, packing: 1)
    }

    public func apply(_ parameters: [Expression], to input: Expression, packing: Int) -> Expression {
        var rest = parameters[...]
        var x = inputScale == 1 ? input : input * inputScale
        for layer in layers {
            let own = Array(rest.prefix(layer.parameters.count))
            rest = rest.dropFirst(own.count)
            x = layer.apply(own, x, packing)
        }
        return output(x)
    }

    /// A linear layer with what follows it up to the next one.
    private struct Layer {
        let parameters: [ParameterDeclaration]
        let apply: (_ parameters: [Expression], _ x: Expression, _ packing: Int) -> Expression
    }

    private var layers: [Layer] {
        zip(widths, widths.dropFirst()).enumerated().map { layer, width in
            let isLast = layer == widths.count - 2
            // Linear layer, activation and perhaps normalization are a module each, a maxout layer is one.
            let modules = activation.pieces > 1 ? 1 : normalization == nil ? 2 : 3
            let name = "\(modules * layer)"
            if isLast {
                return linear(name, width.0, width.1, outputInitializer, hasBias: biases == .all)
            }
            if activation.pieces > 1 { return maxout(name, width.0, width.1) }
            let hasBias = normalization == nil && biases != .none
            let linear = linear(name, width.0, width.1, initializer, hasBias: hasBias)
            guard let normalization else {
                return Layer(parameters: linear.parameters) { activation([linear.apply($0, $1, $2)]) }
            }
            let rows = "\(modules * layer + 1)"
            return Layer(
                parameters: linear.parameters + normalization.parameters(rows, width.1)
            ) { parameters, x, packing in
                let product = linear.apply([parameters[0]], x, packing)
                return activation([
                    normalization(product, gamma: parameters[1], beta: parameters[2], packing: packing)
                ])
            }
        }
    }

    private func linear(
        _ name: String, _ fanIn: Int, _ fanOut: Int, _ rule: Initializer, hasBias: Bool
    ) -> Layer {
        let weight = ParameterDeclaration(
            "\(name).weight", Shape(fanOut, fanIn),
            startingBy: rule.weight(fanIn: fanIn, fanOut: fanOut, activation: activation))
        let bias = ParameterDeclaration(
            "\(name).bias", Shape(1, fanOut), isVector: true, startingBy: rule.bias(fanIn: fanIn))
        let factors = rule.factors(fanIn: fanIn)
        return Layer(parameters: hasBias ? [weight, bias] : [weight]) { parameters, x, _ in
            let product = x.product(parameters[0], transposingOther: true)
            let scaled = factors.map { product * $0.weight } ?? product
            guard hasBias else { return scaled }
            let bias = parameters[1]
            return scaled + (factors.map { bias * $0.bias } ?? bias)
        }
    }

    private func maxout(_ name: String, _ fanIn: Int, _ fanOut: Int) -> Layer {
        let pieces = (0..<activation.pieces).map {
            linear("\(name).\($0)", fanIn, fanOut, initializer, hasBias: biases != .none)
        }
        return Layer(parameters: pieces.flatMap(\.parameters)) { parameters, x, packing in
            var rest = parameters[...]
            return activation(
                pieces.map { piece in
                    let own = Array(rest.prefix(piece.parameters.count))
                    rest = rest.dropFirst(own.count)
                    return piece.apply(own, x, packing)
                })
        }
    }
}

extension BatchNormalization {
    /// γ and β, under the names of PyTorch's `BatchNorm1d`.
    fileprivate func parameters(_ name: String, _ width: Int) -> [ParameterDeclaration] {
        [
            ParameterDeclaration(
                "\(name).weight", Shape(1, width), isVector: true, startingBy: .constant(1)),
            ParameterDeclaration("\(name).bias", Shape(1, width), isVector: true, startingBy: .constant(0)),
        ]
    }
}
