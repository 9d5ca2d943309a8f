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

    let turns: [TurnProgram<Scalar>]
    private let numbers: ScheduledNumbers<Scalar>
    private let lookahead: LookaheadProgram<Scalar>?
    private let batches: any BatchSource
    private let seed: UInt64
    private let team: Team
    private var pace: Pace
    private let recorder: TraceRecorder<Scalar>?

    /// Compiles one program for each kind of turn.
    ///
    /// - Parameters:
    ///   - team: who shares the work of a step.
    ///   - recorder: takes down every number of every step.
    /// - Throws: ``ShapeError``, ``GraphError`` or ``SetupError`` if models, objective or methods do not fit
    ///   together.
    public init(
        _ setup: TrainingSetup, batches: any BatchSource, by team: Team = .alone,
        recorder: TraceRecorder<Scalar>? = nil
    ) throws {
        try setup.check()
        let state = TrainingState<Scalar>(setup)
        let numbers = ScheduledNumbers<Scalar>(setup)
        let turns = try setup.scheme.turns.map {
            try TurnProgram($0, setup, state, numbers, tracing: recorder != nil, by: team)
        }
        lookahead = try LookaheadProgram(setup, state, by: team)
        observations = turns.flatMap(\.observations)
        seed = setup.seed
        self.team = team
        pace = Pace(team)
        self.state = state
        self.numbers = numbers
        self.turns = turns
        self.batches = batches
        self.recorder = recorder
        recorder?.record(state, at: "0")
    }

    /// One training step. Where a loss, a penalty or a gradient norm is not finite the player does not move, and
    /// the step does not count; a player whose turn came before in the same step has moved.
    public func step() -> Divergence? {
        pace.beginStep()
        let step = completedSteps + 1
        numbers.set(for: step)
        if let recorder { numbers.record(at: "\(step)", in: recorder) }
        var batch = 0
        var move = 0
        for turn in turns {
            for _ in 0..<turn.turn.repetitions {
                draw(for: turn, step: step, firstBatch: batch)
                turn.program.evaluate()
                if let broken = turn.firstBrokenNumber {
                    return Divergence(
                        step: step, player: broken.player, term: broken.term, value: broken.value)
                }
                turn.program.update()
                if let recorder {
                    recorder.record(turn, at: "\(step).\(move)")
                    recorder.record(state, at: "\(step).\(move)")
                }
                batch += turn.batches.count
                move += 1
            }
        }
        if let lookahead, step % lookahead.every == 0 { lookahead.program.run() }
        completedSteps = step
        recorder?.record(state, at: "\(step)")
        return nil
    }

    /// Fills every batch of a turn; each has a number within the step, so that no two draw the same.
    ///
    /// Runs at every step: plain loops, because the iterators of generic code would allocate.
    private func draw(for turn: TurnProgram<Scalar>, step: Int, firstBatch: Int) {
        let isDiscriminators = turn.turn.players.contains(.discriminator)
        var number = firstBatch
        for batch in turn.batches {
            for input in batch {
                let purpose = input.kind.purpose(whenDiscriminatorMoves: isDiscriminators)
                let draw = RandomDraw(
                    seed: seed, stream: purpose.stream, step: step, substep: number, by: team)
                batches.fill(
                    input.buffer, with: input.kind, purpose.part == 0 ? draw : draw.part(purpose.part))
            }
            number += 1
        }
    }
}

extension Draw.Kind {
    /// The random numbers that are reserved for it. Latent points that both players see at once are the
    /// discriminator's.
    fileprivate func purpose(whenDiscriminatorMoves: Bool) -> (stream: RandomStream, part: Int) {
        switch self {
        case .real: (.data, 0)
        case .latent: (whenDiscriminatorMoves ? .discriminatorLatent : .generatorLatent, 0)
        case .interpolation: (.interpolation, 0)
        case .perturbation: (.interpolation, 1)
        case .realNoise: (.instanceNoise, 0)
        case .fakeNoise: (.instanceNoise, 1)
        }
    }
}

/// The first number of a run that was not finite.
public struct Divergence: Equatable, Sendable {
    public let step: Int
    public let player: Player
    /// "loss", "gradientNorm", a method's name, or what the caller found broken.
    public let term: String
    public let value: Double

    public init(step: Int, player: Player, term: String, value: Double) {
        self.step = step
        self.player = player
        self.term = term
        self.value = value
    }
}
