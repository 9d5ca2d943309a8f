import Autodiff
import Tensors

/// A multilayer perceptron: linear layers with an activation between them, and a function of the last one's numbers.
/// Without hidden layers it is linear.
///
/// Parameters have PyTorch's names and layout, so that `nn.Sequential(Linear, activation, Linear, …)` loads
/// them by `load_state_dict`: layer k is `2k.weight`, [out, in], and `2k.bias`, [out]. With batch normalization
/// the modules are Linear without bias, BatchNorm1d, activation, …; with maxout they are groups of linear layers:
/// piece j of layer k is `k.j.weight` and `k.j.bias`.
public struct MLP: Model {
    /// Widths from input to output, such as [2, 128, 128, 1].
    public let widths: [Int]
    public let activation: Activation
    public let initializer: Initializer
    /// The input is multiplied by this before the first layer.
    public let inputScale: Double
    public let output: OutputFunction
    /// Before each activation; nil for none. Maxout has none.
    public let normalization: BatchNormalization?

    public init(
        widths: [Int], activation: Activation, initializer: Initializer = .he, inputScale: Double = 1,
        output: OutputFunction = .linear, normalization: BatchNormalization? = nil
    ) {
        self.widths = widths
        self.activation = activation
        self.initializer = initializer
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
            if isLast { return linear(name, width.0, width.1) }
            if activation.pieces > 1 { return maxout(name, width.0, width.1) }
            guard let normalization else {
                let linear = linear(name, width.0, width.1)
                return Layer(parameters: linear.parameters) { activation([linear.apply($0, $1, $2)]) }
            }
            let rows = "\(modules * layer + 1)"
            return Layer(
                parameters: [weight(name, width.0, width.1)] + normalization.parameters(rows, width.1)
            ) { parameters, x, packing in
                let product = scaledProduct(x, parameters[0])
                return activation([
                    normalization(product, gamma: parameters[1], beta: parameters[2], packing: packing)
                ])
            }
        }
    }

    private func linear(_ name: String, _ fanIn: Int, _ fanOut: Int) -> Layer {
        Layer(parameters: [weight(name, fanIn, fanOut), bias(name, fanIn, fanOut)]) { parameters, x, _ in
            let bias = parameters[1]
            let factor = initializer.factors(fanIn: fanIn)?.bias
            return scaledProduct(x, parameters[0]) + (factor.map { bias * $0 } ?? bias)
        }
    }

    private func maxout(_ name: String, _ fanIn: Int, _ fanOut: Int) -> Layer {
        let pieces = (0..<activation.pieces).map { linear("\(name).\($0)", fanIn, fanOut) }
        return Layer(parameters: pieces.flatMap(\.parameters)) { parameters, x, packing in
            activation(
                pieces.enumerated().map { place, piece in
                    piece.apply(Array(parameters.dropFirst(2 * place).prefix(2)), x, packing)
                })
        }
    }

    private func scaledProduct(_ x: Expression, _ weight: Expression) -> Expression {
        let product = x.product(weight, transposingOther: true)
        return initializer.factors(fanIn: weight.shape.columns).map { product * $0.weight } ?? product
    }

    private func weight(_ name: String, _ fanIn: Int, _ fanOut: Int) -> ParameterDeclaration {
        ParameterDeclaration(
            "\(name).weight", Shape(fanOut, fanIn),
            startingBy: initializer.weight(fanIn: fanIn, fanOut: fanOut, activation: activation))
    }

    private func bias(_ name: String, _ fanIn: Int, _ fanOut: Int) -> ParameterDeclaration {
        ParameterDeclaration(
            "\(name).bias", Shape(1, fanOut), isVector: true, startingBy: initializer.bias(fanIn: fanIn))
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
