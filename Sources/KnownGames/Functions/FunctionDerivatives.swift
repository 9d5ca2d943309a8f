import Autodiff
import Dynamics
import Games
import Tensors

/// The field of a game and its Jacobian at any place: one program for all places.
final class FunctionDerivatives {
    /// Numbers of the discriminator and of the generator.
    let counts: PerPlayer<Int>
    private let program: Program<Double>
    private let numbers: PerPlayer<Buffer<Double>>
    private let tangents: PerPlayer<Buffer<Double>>
    private let field: PerPlayer<Buffer<Double>>
    private let change: PerPlayer<Buffer<Double>>
    private let objective: Buffer<Double>

    /// - Parameter game: whose players have a single array each.
    init(_ game: KnownGame, _ setup: TrainingSetup) throws {
        let bound = BoundGraph<Double>()
        let graph = bound.graph
        let start = TrainingState<Double>(setup)
        let numbers = start.parameters.map { $0.buffers[0] }
        let parameters = PerPlayer { [bound.input("\($0)", reading: numbers[$0])] }
        let auxiliaries = PerPlayer { bound.inputs(reading: start.auxiliaries[$0]) }
        let batch = setup.game.drawnBatch(in: graph)
        let methods = AppliedMethods(of: setup.game) { graph.constant($1.value(at: 1)) }
        let position = setup.game.position(at: parameters, with: auxiliaries, seeing: batch)
        let field = VectorField(setup.game, at: position, methods)
        let v = field.wholeDirection.map { -$0 }
        let tangents = field.allParameters.map { graph.input("tangent", $0.shape) }
        let change = jacobianProduct(of: v, withRespectTo: field.allParameters, times: tangents)
        let program = try bound.compile(
            computing: v + change + [field.losses.generator], varying: tangents)
        for draw in batch.randomInputs {
            KnownGameBatches(game).fill(
                try program.buffer(of: draw.input), with: draw.kind,
                RandomDraw(seed: setup.seed, stream: .data, step: 1))
        }
        counts = numbers.map { $0.shape.count }
        self.program = program
        self.numbers = numbers
        self.tangents = try PerPlayer(
            discriminator: program.buffer(of: tangents[0]), generator: program.buffer(of: tangents[1]))
        self.field = try PerPlayer(
            discriminator: program.buffer(of: v[0]), generator: program.buffer(of: v[1]))
        self.change = try PerPlayer(
            discriminator: program.buffer(of: change[0]), generator: program.buffer(of: change[1]))
        objective = try program.buffer(of: field.losses.generator)
    }

    /// v, its Jacobian and the generator's loss.
    ///
    /// - Parameter place: the discriminator's numbers, then the generator's.
    func values(at place: [Double]) throws -> (field: [Double], jacobian: Matrix<Double>, value: Double) {
        try numbers.discriminator.load(Matrix(row: Array(place.prefix(counts.discriminator))))
        try numbers.generator.load(Matrix(row: Array(place.suffix(counts.generator))))
        program.prepare()
        var jacobian = Matrix<Double>(Shape(place.count, place.count))
        var v: [Double] = []
        for column in place.indices {
            let unit = place.indices.map { $0 == column ? 1.0 : 0 }
            try tangents.discriminator.load(Matrix(row: Array(unit.prefix(counts.discriminator))))
            try tangents.generator.load(Matrix(row: Array(unit.suffix(counts.generator))))
            program.evaluate()
            for (row, number) in Self.joined(change).enumerated() { jacobian[row, column] = number }
            if column == 0 { v = Self.joined(field) }
        }
        return (v, jacobian, objective.scalar)
    }

    private static func joined(_ buffers: PerPlayer<Buffer<Double>>) -> [Double] {
        buffers.discriminator.matrix.elements + buffers.generator.matrix.elements
    }
}
