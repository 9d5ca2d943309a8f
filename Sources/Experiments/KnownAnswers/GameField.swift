import Autodiff
import Dynamics
import Games
import Tensors

/// The direction in which the players of a game with one number each step, anywhere in the plane.
struct GameField {
    private let program: Program<Double>
    private let numbers: PerPlayer<Buffer<Double>>
    private let directions: PerPlayer<Buffer<Double>>

    init(_ method: GameMethod, _ plan: GamePlan) throws {
        let known = plan.game(for: method)
        let game = plan.setup(method).game
        let graph = Graph()
        let parameters = PerPlayer { [graph.input("\($0)", .scalar)] }
        let batch = game.drawnBatch(in: graph)
        func weight(_ schedule: Schedule) -> Expression { graph.constant(schedule.value(at: 1)) }
        let field = VectorField(
            game, at: game.position(at: parameters, seeing: batch),
            Dials(
                penaltyWeights: method.penalties.map { weight($0.weight) },
                fieldWeights: method.fieldMethods.map { weight($0.weight) },
                noise: graph.constant(method.noise)))
        let wanted = field.directions.map { $0[0] }
        let program = try Program<Double>(computing: [wanted.discriminator, wanted.generator])
        let source = KnownGameBatches(known)
        for draw in batch.draws {
            source.fill(
                try program.buffer(of: draw.input), with: draw.kind,
                RandomDraw(seed: 0, stream: .data, step: 1))
        }
        self.program = program
        numbers = try parameters.map { try program.buffer(of: $0[0]) }
        directions = try wanted.map { try program.buffer(of: $0) }
    }

    /// (discriminator, generator), against the gradients.
    func at(discriminator: Double, generator: Double) -> (discriminator: Double, generator: Double) {
        numbers.discriminator.scalar = discriminator
        numbers.generator.scalar = generator
        program.run()
        return (-directions.discriminator.scalar, -directions.generator.scalar)
    }
}
