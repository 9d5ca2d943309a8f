import Autodiff
import Games
import Networks
import Tensors

/// What a player's model makes of points: samples of latent points for the generator, scores for the discriminator.
/// It reads the state each time it runs, so it may be kept while training goes on.
///
/// Not safe to use from two threads at once, or while a step is made.
public final class PlayerFunction<Scalar: TensorScalar> {
    /// `rows` rows, to be filled before ``run()``.
    public let input: Buffer<Scalar>
    /// As many rows.
    public let output: Buffer<Scalar>
    /// The gradient of each row's output, summed over its columns, with respect to its input; nil if not asked for.
    public let slopes: Buffer<Scalar>?
    private let program: Program<Scalar>

    /// - Parameters:
    ///   - player: the generator is the one that is judged: its average if there is one.
    ///   - rows: how many points are given at once.
    public init(
        of player: Player, in game: GAN, _ state: TrainingState<Scalar>, rows: Int, withSlopes: Bool = false
    ) throws {
        let bound = BoundGraph<Scalar>()
        let model = game.model(of: player)
        let input = bound.graph.input("points", Shape(rows, model.inputWidth))
        let parameters = player == .generator ? state.evaluatedGenerator : state.parameters.discriminator
        let weights = model.weights(
            of: bound.inputs(reading: parameters), with: bound.inputs(reading: state.auxiliaries[player]),
            isMoving: false
        ).weights
        let output = model.apply(weights, to: input)
        let slopes = withSlopes ? gradient(of: output.sum(), withRespectTo: input) : nil
        let program = try bound.compile(computing: [output] + (slopes.map { [$0] } ?? []))
        self.program = program
        self.input = try program.buffer(of: input)
        self.output = try program.buffer(of: output)
        self.slopes = try slopes.map { try program.buffer(of: $0) }
    }

    public func run() { program.run() }

    /// - Parameter points: as many rows as the function was made for.
    /// - Throws: `ShapeError` for another shape.
    public func callAsFunction(_ points: Matrix<Scalar>) throws(ShapeError) -> Matrix<Scalar> {
        try input.load(points)
        run()
        return output.matrix
    }
}
