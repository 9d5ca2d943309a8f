import Autodiff
import Foundation
import Tensors
import Testing

@testable import Networks

/// What a network may be beside linear layers with an activation between them: against the formulas, written once more
/// with loops over rows and columns.
struct NetworkFormsTests {
    static func normal(_ rows: Int, _ columns: Int, _ step: Int = 1) -> Matrix<Double> {
        RandomDraw(seed: 3, stream: 0, step: step).normals(Shape(rows, columns))
    }

    static func values(_ model: MLP, _ parameters: [Matrix<Double>], _ x: Matrix<Double>, packing: Int = 1)
        throws
        -> Matrix<Double>
    {
        let graph = Graph()
        let inputs = model.parameters.map { graph.input($0.name, $0.shape) }
        let point = graph.input("x", x.shape)
        let bound = zip(inputs, parameters).map { ($0, $1) } + [(point, x)]
        return try evaluate([model.apply(inputs, to: point, packing: packing)], given: bound)[0]
    }

    /// Numbers of no particular size in place of initial values, of which many are 0 or 1.
    static func numbers(for model: MLP) -> [Matrix<Double>] {
        model.parameters.enumerated().map { normal($1.shape.rows, $1.shape.columns, 10 + $0) }
    }

    static func linear(_ x: [Double], _ weight: Matrix<Double>, _ bias: Matrix<Double>?) -> [Double] {
        (0..<weight.shape.rows).map { out in
            zip(weight.row(out), x).reduce(bias?[0, out] ?? 0) { $0 + $1.0 * $1.1 }
        }
    }

    static func close(_ found: Matrix<Double>, _ expected: [[Double]], _ tolerance: Double = 1e-12) -> Bool {
        let flat = expected.flatMap { $0 }
        return found.elements.count == flat.count
            && zip(found.elements, flat).allSatisfy { abs($0 - $1) < tolerance }
    }

    @Test func withoutHiddenLayersANetworkIsLinear() throws {
        let model = MLP(widths: [3, 2], activation: .relu)
        #expect(model.parameters.map(\.name) == ["0.weight", "0.bias"])
        let (numbers, x) = (Self.numbers(for: model), Self.normal(4, 3))
        let expected = (0..<4).map { Self.linear(Array(x.row($0)), numbers[0], numbers[1]) }
        #expect(Self.close(try Self.values(model, numbers, x), expected))
    }

    @Test(arguments: [OutputFunction.tanh(scale: 1.5), .tanh(scale: 1), .sigmoid(scale: 2)])
    func outputFunctionsComeLast(_ output: OutputFunction) throws {
        let model = MLP(widths: [3, 2], activation: .relu, output: output)
        let (numbers, x) = (Self.numbers(for: model), Self.normal(4, 3))
        let expected = (0..<4).map { row in
            Self.linear(Array(x.row(row)), numbers[0], numbers[1]).map { x in
                switch output {
                case .linear: x
                case .tanh(let scale): scale * Foundation.tanh(x)
                case .sigmoid(let scale): scale / (1 + Foundation.exp(-x))
                }
            }
        }
        #expect(Self.close(try Self.values(model, numbers, x), expected))
    }

    /// As `nn.Linear(bias=False)` has a weight alone.
    @Test(arguments: [
        (Biases.all, ["0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias"]),
        (.hidden, ["0.weight", "0.bias", "2.weight", "2.bias", "4.weight"]),
        (.none, ["0.weight", "2.weight", "4.weight"]),
    ])
    func layersMayHaveNoBiases(_ biases: Biases, _ names: [String]) throws {
        let model = MLP(widths: [3, 4, 5, 2], activation: .tanh, biases: biases)
        #expect(model.parameters.map(\.name) == names)
        let (numbers, x) = (Self.numbers(for: model), Self.normal(4, 3))
        let byName = Dictionary(uniqueKeysWithValues: zip(names, numbers))
        let expected = try (0..<4).map { row in
            try (0..<3).reduce(Array(x.row(row))) { x, layer in
                let weight = try #require(byName["\(2 * layer).weight"])
                let y = Self.linear(x, weight, byName["\(2 * layer).bias"])
                return layer < 2 ? y.map { Foundation.tanh($0) } : y
            }
        }
        #expect(Self.close(try Self.values(model, numbers, x), expected))
    }

    @Test func biasesBesideOtherForms() {
        func names(_ model: MLP) -> [String] { model.parameters.map(\.name) }
        let maxout = MLP(widths: [2, 4, 1], activation: .maxout(pieces: 2), biases: .none)
        #expect(names(maxout) == ["0.0.weight", "0.1.weight", "1.weight"])
        let half = MLP(widths: [2, 4, 1], activation: .maxout(pieces: 2), biases: .hidden)
        #expect(names(half) == ["0.0.weight", "0.0.bias", "0.1.weight", "0.1.bias", "1.weight"])
        let normalized = MLP(
            widths: [2, 4, 1], activation: .relu, biases: .hidden, normalization: BatchNormalization())
        #expect(names(normalized) == ["0.weight", "1.weight", "1.bias", "3.weight"])
    }

    @Test func theLastLayerMayStartByItsOwnRule() throws {
        let model = MLP(
            widths: [2, 4, 3], activation: .relu, initializer: .heUniform,
            outputInitializer: .xavier(.uniform, gain: 1))
        let draw = RandomDraw(seed: 1, stream: .initialization, step: 0)
        let plain = MLP(widths: [2, 4, 3], activation: .relu, initializer: .heUniform)
        #expect(model.parameters[0].initialValue(draw) == plain.parameters[0].initialValue(draw))
        #expect(model.parameters[2].rule == .uniform(limit: (6.0 / 7).squareRoot()))
        // Its factors are its own, too.
        let ntk = MLP(widths: [4, 1], activation: .relu, outputInitializer: .ntk(weight: 3, bias: 0.5))
        let (numbers, x) = (Self.numbers(for: ntk), Self.normal(2, 4))
        let expected = (0..<2).map {
            Self.linear(Array(x.row($0)), numbers[0].scaled(by: 1.5), numbers[1].scaled(by: 0.5))
        }
        #expect(Self.close(try Self.values(ntk, numbers, x), expected))
    }

    @Test func maxoutTakesTheLargestOfItsPieces() throws {
        let model = MLP(widths: [2, 4, 1], activation: .maxout(pieces: 3))
        #expect(
            model.parameters.map(\.name) == [
                "0.0.weight", "0.0.bias", "0.1.weight", "0.1.bias", "0.2.weight", "0.2.bias", "1.weight",
                "1.bias",
            ])
        let (numbers, x) = (Self.numbers(for: model), Self.normal(5, 2))
        let expected = (0..<5).map { row in
            let pieces = (0..<3).map {
                Self.linear(Array(x.row(row)), numbers[2 * $0], numbers[2 * $0 + 1])
            }
            let hidden = (0..<4).map { unit in pieces.map { $0[unit] }.max() ?? .nan }
            return Self.linear(hidden, numbers[6], numbers[7])
        }
        #expect(Self.close(try Self.values(model, numbers, x), expected))
    }

    @Test func ntkScalesWeightsAndBiasesOnTheWay() throws {
        let model = MLP(
            widths: [3, 4, 1], activation: .tanh, initializer: .ntk(weight: 1.5, bias: 0.25))
        let (numbers, x) = (Self.numbers(for: model), Self.normal(5, 3))
        func layer(_ x: [Double], _ place: Int) -> [Double] {
            let weight = numbers[place].scaled(by: 1.5 / Double(x.count).squareRoot())
            return Self.linear(x, weight, numbers[place + 1].scaled(by: 0.25))
        }
        let expected = (0..<5).map { row in layer(layer(Array(x.row(row)), 0).map { Foundation.tanh($0) }, 2)
        }
        #expect(Self.close(try Self.values(model, numbers, x), expected))
    }

    /// γ(x − μ)/√(σ² + ε) + β with σ² of divisor n. Of packs, rows 0, m, 2m, … have statistics to themselves.
    @Test(arguments: [1, 3]) func batchNormalizationUsesTheRowsAtHand(_ packing: Int) throws {
        let model = MLP(
            widths: [2, 4, 2], activation: .tanh, normalization: BatchNormalization(epsilon: 0.1))
        #expect(model.parameters.map(\.name) == ["0.weight", "1.weight", "1.bias", "3.weight", "3.bias"])
        #expect(model.parameters.map(\.isVector) == [false, true, true, false, true])
        let (numbers, x) = (Self.numbers(for: model), Self.normal(6, 2))
        let products = (0..<6).map { Self.linear(Array(x.row($0)), numbers[0], nil) }
        let expected = (0..<6).map { row in
            let group = (0..<6).filter { $0 % packing == row % packing }
            let hidden = (0..<4).map { unit in
                let column = group.map { products[$0][unit] }
                let mean = column.reduce(0, +) / Double(group.count)
                let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(group.count)
                let standard = (products[row][unit] - mean) / (variance + 0.1).squareRoot()
                return Foundation.tanh(standard * numbers[1][0, unit] + numbers[2][0, unit])
            }
            return Self.linear(hidden, numbers[3], numbers[4])
        }
        #expect(Self.close(try Self.values(model, numbers, x, packing: packing), expected))
    }

    @Test func aNormalizedLayerStartsAtTheStatisticsAlone() {
        let model = MLP(widths: [2, 4, 2], activation: .relu, normalization: BatchNormalization())
        let draw = RandomDraw(seed: 1, stream: .initialization, step: 0)
        #expect(model.parameters[1].initialValue(draw) == Matrix(Shape(1, 4), repeating: 1))
        #expect(model.parameters[2].initialValue(draw) == Matrix(Shape(1, 4)))
    }

    /// Central differences of first and second order through every form, in parameters and inputs. Seeds keep clear of
    /// the places where two pieces of a maxout layer are equal.
    @Test(arguments: [
        MLP(widths: [2, 3, 2], activation: .tanh, normalization: BatchNormalization(epsilon: 0.1)),
        MLP(widths: [2, 3, 1], activation: .maxout(pieces: 3)),
        MLP(widths: [2, 3, 2], activation: .tanh, initializer: .ntk(weight: 1.2, bias: 0.5)),
        MLP(widths: [2, 3, 2], activation: .tanh, output: .tanh(scale: 2)),
        MLP(widths: [2, 3, 1], activation: .tanh, output: .sigmoid(scale: 1)),
        MLP(widths: [2, 2], activation: .tanh),
        MLP(widths: [2, 3, 2], activation: .tanh, biases: .none),
        MLP(widths: [2, 3, 1], activation: .maxout(pieces: 3), biases: .hidden),
    ])
    func derivativesOfFirstAndSecondOrder(_ model: MLP) throws {
        let points = Self.numbers(for: model) + [Self.normal(6, 2)]
        let check = try checkGradients(at: points, order: 2) { inputs in
            let last = inputs[inputs.count - 1]
            return square(model.apply(Array(inputs.dropLast()), to: last, packing: 2))
        }
        #expect(check.worstDifference.count == 2)
        for difference in check.worstDifference { #expect(difference < 1e-6, "\(check)") }
    }

    @Test func anAntisymmetricModelIsTheDifferenceOfTwoThatStartEqual() throws {
        let base = MLP(widths: [2, 3, 1], activation: .tanh, initializer: .torch)
        let model = Antisymmetric(base)
        let start = Parameters<Double>(of: model, seed: 4, player: 0)
        let plain = Parameters<Double>(of: base, seed: 4, player: 0).buffers.map(\.matrix)
        #expect(start.buffers.map(\.matrix) == plain + plain)
        #expect(start.declarations.map(\.name).prefix(2) == ["0.0.weight", "0.0.bias"])
        #expect(start.declarations.map(\.name).suffix(2) == ["1.2.weight", "1.2.bias"])
        let (first, second, x) = (Self.numbers(for: base), plain, Self.normal(5, 2))
        let graph = Graph()
        let inputs = model.parameters.map { graph.input($0.name, $0.shape) }
        let points = graph.input("x", x.shape)
        let found = try evaluate(
            [model.apply(inputs, to: points)], given: Array(zip(inputs, first + second)) + [(points, x)])[0]
        let (g1, g2) = (try Self.values(base, first, x), try Self.values(base, second, x))
        let expected = zip(g1.elements, g2.elements).map { [($0 - $1) / 2.0.squareRoot()] }
        #expect(Self.close(found, expected, 1e-14))
    }

    @Test func particlesAreTheirParametersWhateverTheInput() throws {
        let model = Particles(count: 3, standardDeviation: 2)
        let graph = Graph()
        let points = graph.input("points", Shape(3, 2))
        let output = model.apply([points], to: graph.input("x", Shape(6, 1)))
        let numbers = Self.normal(3, 2)
        let found = try evaluate([output], given: [(points, numbers)])[0]
        #expect(found.elements == numbers.elements + numbers.elements)
        let start = try #require(model.parameters.first).initialValue(
            RandomDraw(seed: 1, stream: .initialization, step: 1))
        let plain: Matrix<Double> = RandomDraw(seed: 1, stream: .initialization, step: 1).normals(Shape(3, 2))
        #expect(start == plain.scaled(by: 2))
    }
}
