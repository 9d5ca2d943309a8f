import Autodiff
import Games
import Tensors

/// Follows the game's field: draws batches, moves the players turn by turn, reports.
public final class Trainer<Scalar: TensorScalar> {
    public let state: TrainingState<Scalar>
    /// Steps done so far. Set it when restoring a saved state.
    public var completedSteps = 0
    /// What the last step saw, in the order of the turns.
    public let observations: [Observation<Scalar>]

    private let turns: [TurnProgram<Scalar>]
    private let dials: ScheduledNumbers<Scalar>
    private let batches: any BatchSource
    private let seed: UInt64

    /// Compiles one program for each kind of turn.
    ///
    /// - Throws: ``ShapeError`` or ``GraphError`` if models, objective or penalties do not fit together.
    public init(_ setup: TrainingSetup, batches: any BatchSource) throws {
        guard setup.penaltyWeights.count == setup.game.penalties.count else {
            throw SetupError(
                description: """
                    \(setup.game.penalties.count) penalties have \(setup.penaltyWeights.count) weights; \
                    each needs one
                    """)
        }
        let state = TrainingState<Scalar>(setup)
        let dials = ScheduledNumbers<Scalar>(setup)
        let turns = try setup.scheme.turns.map { try TurnProgram($0, setup, state, dials) }
        observations = turns.flatMap(\.observations)
        seed = setup.seed
        self.state = state
        self.dials = dials
        self.turns = turns
        self.batches = batches
    }

    /// One training step. Where a loss, a penalty or a gradient norm is not finite the player does not move:
    /// all parameters keep their last finite values, and the step does not count.
    public func step() -> Divergence? {
        let step = completedSteps + 1
        dials.set(for: step)
        var move = 0
        for turn in turns {
            for _ in 0..<turn.turn.repetitions {
                draw(for: turn, step: step, move: move)
                turn.program.evaluate()
                if let broken = turn.firstBrokenNumber {
                    return Divergence(
                        step: step, player: broken.player, term: broken.term, value: broken.value)
                }
                turn.program.update()
                move += 1
            }
        }
        completedSteps = step
        return nil
    }

    private func draw(for turn: TurnProgram<Scalar>, step: Int, move: Int) {
        let latentStream: RandomStream =
            turn.turn.players.contains(.discriminator) ? .discriminatorLatent : .generatorLatent
        for draw in turn.draws {
            let stream: RandomStream =
                switch draw.kind {
                case .real: .data
                case .latent: latentStream
                case .interpolation: .interpolation
                }
            batches.fill(
                draw.buffer, with: draw.kind,
                RandomDraw(seed: seed, stream: stream, step: step, substep: move))
        }
    }
}

/// A setup whose parts do not belong together.
public struct SetupError: Error, Equatable, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
}

/// The first number of a run that was not finite.
public struct Divergence: Equatable, Sendable {
    public let step: Int
    public let player: Player
    /// "loss", "gradientNorm" or a penalty's name.
    public let term: String
    public let value: Double
}
