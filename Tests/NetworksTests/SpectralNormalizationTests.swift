import Autodiff
import Networks
import Tensors
import Testing

struct SpectralNormalizationTests {
    struct Layer: Model {
        let inputWidth = 3
        let outputWidth = 2
        let parameters = [
            ParameterDeclaration("0.weight", Shape(2, 3)) { _ in Matrix(Shape(2, 3)) },
            ParameterDeclaration("0.bias", Shape(1, 2), isVector: true) { _ in Matrix(Shape(1, 2)) },
        ]

        func apply(_ weights: [Expression], to input: Expression) -> Expression {
            input.product(weights[0], transposingOther: true) + weights[1]
        }
    }

    static func weight() throws -> Matrix<Double> { try Matrix(rows: [[1, 2, -1], [0.5, -3, 2]]) }
    static func factors() throws -> Matrix<Double> { try Matrix(rows: [[1, -2, 3], [4, 5, -6]]) }
    static let bias = Matrix<Double>(row: [7, 8])
    static let u = Matrix<Double>(row: [0.6, 0.8])

    /// W/σ and u after it for W and u above, then what `further` makes of W and Σ C∘W/σ.
    static func look(
        iterations: Int = 1, isMoving: Bool,
        _ further: (_ w: Expression, _ sum: Expression) -> [Expression] = { _, _ in [] }
    ) throws -> [[Double]] {
        let graph = Graph()
        let model = SpectrallyNormalized(Layer(), iterations: iterations)
        let (w, b) = (graph.input("w", Shape(2, 3)), graph.input("b", Shape(1, 2)))
        let (c, u) = (graph.input("c", Shape(2, 3)), graph.input("u", Shape(1, 2)))
        let look = model.weights(of: [w, b], with: [u], isMoving: isMoving)
        let results = [look.weights[0], look.auxiliaries[0]] + further(w, (c * look.weights[0]).sum())
        let values = try evaluate(
            results + [look.weights[1]],
            given: [(w, try weight()), (b, bias), (c, try factors()), (u, Self.u)])
        #expect(values.last == bias)
        return values.dropLast().map(\.elements)
    }

    static func expect(_ found: [Double], _ expected: [Double]) {
        #expect(found.count == expected.count)
        for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-14, "\(a) is not \(b)") }
    }

    /// What torch.nn.utils.spectral_norm of PyTorch 2.15 makes of the same W and u in float64.
    @Test func aMoveIsPyTorchs() throws {
        let values = try Self.look(isMoving: true) { w, sum in [gradient(of: sum, withRespectTo: w)] }
        Self.expect(
            values[0],
            [
                0.2829414301947354, 0.5658828603894708, -0.2829414301947354, 0.1414707150973677,
                -0.8488242905842062, 0.5658828603894708,
            ])
        Self.expect(values[1], [-0.3661243088645449, 0.9305659516973847])
        Self.expect(
            values[2],
            [
                -0.20695483246498808, 0.021992654802197587, 0.3589280279244827, 2.376918721705738,
                -0.07947645013847948, -0.45249558024161574,
            ])
    }

    /// What a layer of `torch.nn.utils.spectral_norm` of PyTorch 2.13 does with the same W and u in float64 at two calls,
    /// with x and with y: u goes on at each, and Σ D(x)² + Σ D(y)³ sees both normalized matrices.
    @Test func twoCallsArePyTorchs() throws {
        let graph = Graph()
        let model = SpectrallyNormalized(Layer(), goesOnAtCalls: true)
        #expect(model.goesOnAtCalls)
        let (w, b) = (graph.input("w", Shape(2, 3)), graph.input("b", Shape(1, 2)))
        let (x, y, u) = (
            graph.input("x", Shape(1, 3)), graph.input("y", Shape(1, 3)), graph.input("u", Shape(1, 2))
        )
        let first = model.weights(of: [w, b], with: [u], isMoving: true)
        let second = model.weights(of: [w, b], with: first.auxiliaries, isMoving: true)
        let (a, c) = (model.apply(first.weights, to: x), model.apply(second.weights, to: y))
        let slope = gradient(of: square(a).sum() + (c * c * c).sum(), withRespectTo: w)
        let values = try evaluate(
            [a, first.auxiliaries[0], c, second.auxiliaries[0], slope],
            given: [
                (w, try Self.weight()), (b, Self.bias), (u, Self.u), (x, Matrix(row: [1, -2, 0.5])),
                (y, Matrix(row: [0.3, 0.1, -1])),
            ])
        let expected: [[Double]] = [
            [6.009704994318426, 10.122060726460516], [-0.3661243088645449, 0.9305659516973847],
            [7.35441166420074, 7.492009947978938], [-0.5199195251835608, 0.8542152464882027],
            [
                16.555013594171502, -2.1390661969001226, -36.7427394438641, 13.389598205129376,
                -6.968012119210169, -38.30922805221528,
            ],
        ]
        for (value, numbers) in zip(values, expected) {
            for (a, b) in zip(value.elements, numbers) { #expect(abs(a - b) < 1e-12 * max(1, abs(b))) }
        }
    }

    /// Wᵀu = (1, −1.2, 1), so that σ = ‖Wᵀu‖ = √3.44.
    @Test func whereThePlayerDoesNotMoveTheVectorStays() throws {
        let values = try Self.look(isMoving: false)
        #expect(values[1] == Self.u.elements)
        Self.expect(values[0], try Self.weight().elements.map { $0 / 3.44.squareRoot() })
    }

    /// WWᵀ = [[6, −7.5], [−7.5, 13.25]] has the eigenvalues ½(19.25 ± √(7.25² + 15²)).
    @Test func manyIterationsLeadToTheLargestSingularValue() throws {
        let values = try Self.look(iterations: 60, isMoving: true)
        let largest = (19.25 + (7.25 * 7.25 + 15 * 15).squareRoot()) / 2
        Self.expect(values[0], try Self.weight().elements.map { $0 / largest.squareRoot() })
    }

    /// With u and v constant, ⟨C, W⟩/σ has the gradient g = C/σ − ⟨C, W⟩/σ²·uvᵀ, and ½‖g‖² the gradient
    /// −⟨uvᵀ, g⟩/σ²·C − ⟨C, g⟩/σ²·uvᵀ + 2⟨C, W⟩⟨uvᵀ, g⟩/σ³·uvᵀ.
    @Test func secondDerivativesTakeTheVectorsAsConstants() throws {
        let values = try Self.look(isMoving: false) { w, sum in
            let first = gradient(of: sum, withRespectTo: w)
            return [first, gradient(of: square(first).sum() / 2, withRespectTo: w)]
        }
        let (w, c) = (try Self.weight().elements, try Self.factors().elements)
        let sigma = 3.44.squareRoot()
        let v = [1, -1.2, 1].map { $0 / sigma }
        let outer = [0.6, 0.8].flatMap { u in v.map { u * $0 } }
        func inner(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let cw = inner(c, w)
        let first = c.indices.map { c[$0] / sigma - cw / (sigma * sigma) * outer[$0] }
        Self.expect(values[2], first)
        let (og, cg) = (inner(outer, first), inner(c, first))
        let second = c.indices.map { index in
            (-og * c[index] - cg * outer[index]) / (sigma * sigma)
                + 2 * cw * og * outer[index] / (sigma * sigma * sigma)
        }
        for (a, b) in zip(values[3], second) { #expect(abs(a - b) < 1e-12, "\(a) is not \(b)") }
    }

    @Test func vectorsStartWithLengthOneAndDifferForEachMatrix() {
        let model = SpectrallyNormalized(MLP(widths: [2, 5, 5, 1], activation: .tanh))
        let vectors = Parameters<Double>(auxiliariesOf: model, seed: 3, player: 0)
        #expect(vectors.declarations.map(\.name) == ["0.weight_u", "2.weight_u", "4.weight_u"])
        #expect(vectors.declarations.map(\.isVector) == [true, true, true])
        #expect(vectors.buffers.map(\.shape) == [Shape(1, 5), Shape(1, 5), Shape(1, 1)])
        for buffer in vectors.buffers {
            let length = buffer.matrix.elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
            #expect(abs(length - 1) < 1e-15)
        }
        #expect(vectors.buffers[0].matrix != vectors.buffers[1].matrix)
        let again = Parameters<Double>(auxiliariesOf: model, seed: 4, player: 0)
        #expect(vectors.buffers[0].matrix != again.buffers[0].matrix)
    }

    @Test func withoutVectorsItIsRefused() {
        let graph = Graph()
        let model = SpectrallyNormalized(Layer())
        let parameters = model.parameters.map { graph.input($0.name, $0.shape) }
        let look = model.weights(of: parameters, with: [], isMoving: false)
        let error = #expect(throws: GraphError.self) { try Program<Double>(computing: look.weights) }
        #expect(error?.description == "spectral normalization: 0 vectors u are given for 1 matrices")
    }
}
