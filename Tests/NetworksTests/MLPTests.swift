import Autodiff
import Foundation
import Networks
import Tensors
import Testing

struct MLPTests {
    @Test func parametersHaveTheNamesAndShapesOfASequentialModule() {
        let parameters = MLP(widths: [2, 7, 5, 1], activation: .relu).parameters
        let names = ["0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias"]
        #expect(parameters.map(\.name) == names)
        #expect(
            parameters.map(\.shape)
                == [Shape(7, 2), Shape(1, 7), Shape(5, 7), Shape(1, 5), Shape(1, 5), Shape(1, 1)])
        #expect(parameters.map(\.isVector) == [false, true, false, true, false, true])
        for parameter in parameters {
            let draw = RandomDraw(seed: 1, stream: .initialization, step: 0)
            #expect(parameter.initialValue(draw).shape == parameter.shape)
        }
    }

    @Test func widthsOfInputAndOutput() {
        let model = MLP(widths: [3, 6, 2], activation: .tanh)
        #expect(model.inputWidth == 3)
        #expect(model.outputWidth == 2)
    }

    /// Values of a network at fixed weights, a row of the result for each row of `x`.
    static func values(of model: MLP, at x: Matrix<Double>) throws -> Matrix<Double> {
        let graph = Graph()
        let parameters = Parameters<Double>(of: model, seed: 4, player: 0)
        let inputs = parameters.inputs(of: graph, prefix: "model")
        let point = graph.input("x", x.shape)
        let bound = zip(inputs, parameters.buffers).map { ($0, $1.matrix) } + [(point, x)]
        let value = model.apply(inputs, to: point)
        #expect(value.shape == Shape(x.shape.rows, model.outputWidth))
        return try evaluate([value], given: bound)[0]
    }

    static func activated(_ activation: Activation, _ x: Double) -> Double {
        switch activation {
        case .relu: max(x, 0)
        case .leakyReLU(let slope): x > 0 ? x : slope * x
        case .tanh: tanh(x)
        case .sigmoid: 1 / (1 + exp(-x))
        case .softplus: log(1 + exp(x))
        case .elu(let scale): x > 0 ? x : scale * (exp(x) - 1)
        case .maxout: .nan
        }
    }

    @Test(arguments: [
        Activation.relu, .leakyReLU(slope: 0.2), .tanh, .sigmoid, .softplus, .elu(scale: 1.5),
    ])
    func layersAreLinearWithTheActivationBetweenThem(_ activation: Activation) throws {
        let model = MLP(widths: [2, 4, 3], activation: activation, initializer: .torch)
        let points: Matrix<Double> = RandomDraw(seed: 1, stream: 0, step: 1).normals(Shape(5, 2))
        let parameters = Parameters<Double>(of: model, seed: 4, player: 0).buffers.map(\.matrix)
        func linear(_ x: [Double], _ layer: Int) -> [Double] {
            let (weight, bias) = (parameters[2 * layer], parameters[2 * layer + 1])
            return (0..<weight.shape.rows).map { out in
                zip(weight.row(out), x).reduce(bias[0, out]) { $0 + $1.0 * $1.1 }
            }
        }
        let values = try Self.values(of: model, at: points)
        for row in 0..<5 {
            let hidden = linear(Array(points.row(row)), 0).map { Self.activated(activation, $0) }
            for (value, expected) in zip(values.row(row), linear(hidden, 1)) {
                #expect(abs(value - expected) < 1e-14)
            }
        }
    }

    /// torch.nn.functional.elu, PyTorch 2.13, float64: at 0 the slope is α, far below nothing overflows or cancels.
    @Test func eluFarBelowAndAtZero() throws {
        let model = MLP(widths: [1, 1, 1], activation: .elu(scale: 1.5))
        let graph = Graph()
        let x = graph.input("x", Shape(4, 1))
        let weights = [1.0, 0, 1, 0].map { graph.constant($0) }
        let value = model.apply(weights, to: x)
        let slope = gradient(of: value.sum(), withRespectTo: x)
        let curvature = gradient(of: slope.sum(), withRespectTo: x)
        let points = Matrix<Double>(row: [-800, -1e-9, 0, 2]).transposed()
        let results = try evaluate([value, slope, curvature], given: [(x, points)]).map(\.elements)
        #expect(results[0] == [-1.5, 1.5 * expm1(-1e-9), 0, 2])
        #expect(results[1] == [0, 1.5 * exp(-1e-9), 1.5, 1])
        #expect(results[2] == [0, 1.5 * exp(-1e-9), 1.5, 0])
    }

    @Test func inputScaleMultipliesTheInput() throws {
        let points: Matrix<Double> = RandomDraw(seed: 1, stream: 0, step: 1).normals(Shape(5, 2))
        let scaled = MLP(widths: [2, 4, 1], activation: .tanh, inputScale: 0.25)
        let plain = MLP(widths: [2, 4, 1], activation: .tanh)
        #expect(
            try Self.values(of: scaled, at: points) == Self.values(of: plain, at: points.scaled(by: 0.25)))
        #expect(try Self.values(of: scaled, at: points) != Self.values(of: plain, at: points))
    }
}
