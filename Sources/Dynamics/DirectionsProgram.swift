import Autodiff
import Games
import Tensors

/// The directions of both players at the state, without an optimizer: where the field pushes them.
struct DirectionsProgram<Scalar: TensorScalar> {
    let batch: [(kind: RandomInput.Kind, buffer: Buffer<Scalar>)]
    /// One for each parameter, the discriminator's first: what its player steps against.
    let directions: [Buffer<Scalar>]
    let program: Program<Scalar>

    init(_ setup: TrainingSetup, _ state: TrainingState<Scalar>, _ numbers: ScheduledNumbers<Scalar>) throws {
        let graph = BoundGraph<Scalar>()
        let methods = numbers.methods(of: setup.game, in: graph)
        let (start, _) = state.moment(in: graph)
        let batch = setup.game.drawnBatch(in: graph.graph)
        let position = setup.game.position(
            at: start.parameters, with: start.auxiliaries, movedBy: [], seeing: batch)
        let field = VectorField(setup.game, at: position, methods)
        let directions = Player.allCases.flatMap { field.directions[$0] }
        program = try graph.compile(computing: directions)
        numbers.noteReads(of: program)
        self.batch = try batch.randomInputs.map { [program] in ($0.kind, try program.buffer(of: $0.input)) }
        self.directions = try directions.map { [program] in try program.buffer(of: $0) }
    }
}
