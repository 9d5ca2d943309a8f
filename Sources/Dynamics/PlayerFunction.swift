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
    let program: Program<Scalar>

    /// - Parameters:
    ///   - player: the generator is the one that is judged: its average if there is one.
    ///   - rows: how many points are given at once.
    public init(
        of player: Player, in game: GAN, _ state: TrainingState<Scalar>, rows: Int, withSlopes: Bool = false
    ) throws {
        let formula = PlayerFormula(of: player, in: game, state, rows: rows)
        let slopes =
            withSlopes ? gradient(of: formula.output.sum(), withRespectTo: formula.input) : nil
        let program = try formula.bound.compile(
            computing: [formula.output] + (slopes.map { [$0] } ?? []))
        self.program = program
        self.input = try program.buffer(of: formula.input)
        self.output = try program.buffer(of: formula.output)
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

/// What a player's model makes of points, written down.
package struct PlayerFormula<Scalar: TensorScalar> {
    package let bound: BoundGraph<Scalar>
    /// `rows` rows.
    package let input: Expression
    /// As many rows.
    package let output: Expression
    /// The numbers that it reads: parameters, and what the model keeps beside them.
    package let arrays: [(input: Expression, name: String, values: Matrix<Scalar>)]

    /// - Parameters:
    ///   - player: the generator is the one that is judged: its average if there is one.
    ///   - rows: how many points are given at once.
    package init(of player: Player, in game: GAN, _ state: TrainingState<Scalar>, rows: Int) {
        let bound = BoundGraph<Scalar>()
        let model = game.model(of: player)
        input = bound.graph.input("points", Shape(rows, model.inputWidth))
        let parameters = player == .generator ? state.evaluatedGenerator : state.parameters.discriminator
        let auxiliaries = state.auxiliaries[player]
        let inputs = [parameters, auxiliaries].map { bound.inputs(reading: $0) }
        let weights = model.weights(of: inputs[0], with: inputs[1], isMoving: false).weights
        output = model.apply(weights, to: input)
        self.bound = bound
        arrays = zip(inputs, [parameters, auxiliaries]).flatMap { inputs, parameters in
            zip(inputs, zip(parameters.declarations, parameters.buffers)).map {
                (input: $0, name: $1.0.name, values: $1.1.matrix)
            }
        }
    }
}
