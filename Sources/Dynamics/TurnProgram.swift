import Autodiff
import Games
import Tensors

/// One turn compiled: batches to fill, numbers to report, and the program that moves the players.
struct TurnProgram<Scalar: TensorScalar> {
    let turn: Turn
    /// How many steps of its optimizer a move takes each player.
    let steps: PerPlayer<Int>
    /// For each batch of the turn what must be drawn.
    let batches: [[(kind: RandomInput.Kind, buffer: Buffer<Scalar>)]]
    /// For each batch whether the move depends on its points of the data.
    let readsData: [Bool]
    let observations: [Observation<Scalar>]
    /// The directions of the players who move, if they are to be traced.
    let directions: [TrainingState<Scalar>.NamedArray]
    let program: Program<Scalar>

    init(
        _ turn: Turn, _ setup: TrainingSetup, _ state: TrainingState<Scalar>,
        _ numbers: ScheduledNumbers<Scalar>, tracing: Bool, by team: Team,
        shouldStop: @escaping () -> Bool
    ) throws {
        let graph = BoundGraph<Scalar>(shouldStop: shouldStop)
        let rates = PerPlayer { numbers.input("rate.\($0)", setup.rates[$0], of: graph) }
        let methods = numbers.methods(of: setup.game, in: graph)
        let (start, counts) = state.moment(in: graph)
        let play = Play(of: turn.players, from: start, setup, rates, methods, counts: counts)
        let move = turn.rule.move(play)

        let observed = turn.players.flatMap { player in
            let field = move.fields[player]
            return [VectorField.Term(player, "loss", field.losses[player])] + field.terms(of: player)
                + [VectorField.Term(player, "gradientNorm", norm(of: player, in: field))]
        }
        let traced = tracing ? turn.players.flatMap { move.fields[$0].directions[$0] } : []
        let updates = state.updates(to: move.end, of: turn.players, in: setup, graph)
        let program = try graph.compile(
            computing: observed.map(\.value) + traced, updating: updates, by: team)
        numbers.noteReads(of: program)
        self.turn = turn
        steps = move.end.steps
        self.program = program
        batches = try play.batches.map { batch in
            try batch.randomInputs.map { ($0.kind, try program.buffer(of: $0.input)) }
        }
        readsData = play.batches.map { batch in
            batch.randomInputs.contains { $0.kind == .real && program.reads($0.input) }
        }
        let parameters = turn.players.flatMap { state.named(state.parameters[$0], "\($0)") }
        directions = try zip(parameters, traced).map { parameter, direction in
            .init(
                name: parameter.name, isVector: parameter.isVector,
                buffer: try program.buffer(of: direction))
        }
        observations = try observed.map {
            Observation(
                player: $0.player, term: $0.name, isPartOfLoss: $0.isPartOfLoss,
                buffer: try program.buffer(of: $0.value))
        }
    }
}

extension TurnProgram {
    /// The first number that is not finite; a penalty rather than the loss it is part of.
    ///
    /// Asked at every step: a plain loop, because the closures of generic code would allocate.
    var firstBrokenNumber: Observation<Scalar>? {
        for observation in observations where !observation.value.isFinite {
            return observation.term == "loss"
                ? brokenPenalty(of: observation.player) ?? observation : observation
        }
        return nil
    }

    private func brokenPenalty(of player: Player) -> Observation<Scalar>? {
        observations.first { $0.player == player && $0.isPartOfLoss && !$0.value.isFinite }
    }
}

/// A number reported by each turn: a loss, a method's term or the norm of a direction.
public struct Observation<Scalar: TensorScalar> {
    public let player: Player
    /// "loss", "gradientNorm" or a method's name.
    public let term: String
    /// Whether it is a penalty's contribution to a loss.
    public let isPartOfLoss: Bool
    let buffer: Buffer<Scalar>

    public var value: Double { Double(buffer.scalar) }
}
