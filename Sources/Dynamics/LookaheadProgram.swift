import Autodiff
import Games
import Tensors

/// Draws both players back: slow ← slow + α(fast − slow), fast ← slow.
struct LookaheadProgram<Scalar: TensorScalar> {
    let every: Int
    let program: Program<Scalar>

    /// - Returns: nil if the setup has no lookahead.
    init?(_ setup: TrainingSetup, _ state: TrainingState<Scalar>, by team: Team) throws {
        guard let lookahead = setup.lookahead, let slow = state.slow else { return nil }
        let graph = BoundGraph<Scalar>()
        var updates: [Program<Scalar>.Update] = []
        for player in Player.allCases {
            for (slow, fast) in zip(slow[player].buffers, state.parameters[player].buffers) {
                let slowInput = graph.input("slow", reading: slow)
                let fastInput = graph.input("fast", reading: fast)
                let met = slowInput + lookahead.share * (fastInput - slowInput)
                updates += [.init(slow, to: met), .init(fast, to: met)]
            }
        }
        every = lookahead.every
        program = try graph.compile(updating: updates, by: team)
    }
}
