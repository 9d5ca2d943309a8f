import Autodiff
import Tensors

/// A kind of turn and the program that runs it, for those who want to know what a step costs.
public struct CompiledTurn<Scalar: TensorScalar> {
    /// Who moves, how often in a step, and how far ahead they look.
    public let turn: Turn
    public let program: Program<Scalar>
}

extension Trainer {
    /// The kinds of turns in the order of play. What draws the players back under lookahead is not among them.
    public var compiledTurns: [CompiledTurn<Scalar>] {
        turns.map { CompiledTurn(turn: $0.turn, program: $0.program) }
    }
}
