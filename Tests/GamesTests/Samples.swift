import Autodiff
import Games
import Networks
import Tensors

/// A "generator" without parameters: its points are its latent points.
struct PassThrough: Model {
    var width = 2
    var inputWidth: Int { width }
    var outputWidth: Int { width }
    let parameters: [ParameterDeclaration] = []

    func apply(_ parameters: [Expression], to input: Expression) -> Expression { input }
}

/// A discriminator given as a formula of its points, with one 1×1 parameter.
struct Formula: Model {
    let inputWidth = 2
    let outputWidth = 1
    let score: @Sendable (_ parameter: Expression, _ points: Expression) -> Expression

    var parameters: [ParameterDeclaration] {
        [ParameterDeclaration("parameter", .scalar) { _ in Matrix(1) }]
    }

    func apply(_ parameters: [Expression], to input: Expression) -> Expression { score(parameters[0], input) }
}

/// A layer as the reference files write it.
struct Layer: Decodable {
    let weight: [[Double]]
    let bias: [Double]
}

extension [Layer] {
    /// In the order of a network's parameters.
    var matrices: [Matrix<Double>] {
        get throws { try flatMap { [try Matrix(rows: $0.weight), Matrix(row: $0.bias)] } }
    }
}

/// A game with inputs for everything, at given numbers.
struct PlayedGame {
    let position: Position
    let field: VectorField
    private let given: [(Expression, Matrix<Double>)]

    init(
        _ game: GAN, _ parameters: PerPlayer<[Matrix<Double>]>, real: Matrix<Double>, latent: Matrix<Double>,
        interpolation: Matrix<Double>? = nil
    ) {
        let graph = Graph()
        let inputs = PerPlayer { player in
            game.model(of: player).parameters.map { graph.input($0.name, $0.shape) }
        }
        position = game.position(at: inputs, seeing: game.drawnBatch(in: graph))
        field = VectorField(
            game, at: position, AppliedMethods(of: game) { graph.constant($1.value(at: 1)) })
        let drawn = position.batch.randomInputs.filter { $0.kind == .real }.map { ($0.input, real) }
        var given = drawn + [(position.batch.latent, latent)]
        given += Player.allCases.flatMap { Array(zip(inputs[$0], parameters[$0])) }
        if let interpolation { given.append((position.batch.interpolation, interpolation)) }
        self.given = given
    }

    func values(_ expressions: [Expression]) throws -> [Matrix<Double>] {
        try evaluate(expressions, given: given)
    }

    func value(_ expression: Expression) throws -> Double { try values([expression])[0].elements[0] }
}

/// The largest difference of two lists of matrices, relative to the largest number of each matrix of `b`.
func difference(_ a: [Matrix<Double>], _ b: [Matrix<Double>]) -> Double {
    guard a.map(\.shape) == b.map(\.shape) else { return .infinity }
    var worst = 0.0
    for (a, b) in zip(a, b) {
        let largest = b.elements.reduce(1e-300) { max($0, abs($1)) }
        for (x, y) in zip(a.elements, b.elements) {
            if (x - y).isNaN { return .infinity }
            worst = max(worst, abs(x - y) / largest)
        }
    }
    return worst
}
