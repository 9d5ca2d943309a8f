import Autodiff
import Games
import Tensors

/// One turn compiled: batches to fill, numbers to report, and the program that moves the players.
struct TurnProgram<Scalar: TensorScalar> {
    let turn: Turn
    /// For each batch of the turn what must be drawn.
    let batches: [[(kind: Draw.Kind, buffer: Buffer<Scalar>)]]
    let observations: [Observation<Scalar>]
    /// The directions of the players who move, if they are to be traced.
    let directions: [TrainingState<Scalar>.NamedArray]
    let program: Program<Scalar>

    init(
        _ turn: Turn, _ setup: TrainingSetup, _ state: TrainingState<Scalar>,
        _ numbers: ScheduledNumbers<Scalar>, tracing: Bool, by team: Team
    ) throws {
        let graph = Graph()
        let inputs = numbers.inputs(of: graph)
        let stored = StoredMoment(state, in: graph)
        let move = Move(turn, from: stored.moment, setup, inputs.rates, inputs.dials)

        let observed = turn.players.flatMap { player in
            [VectorField.Term(player, "loss", move.field.losses[player])] + move.field.terms(of: player)
                + [VectorField.Term(player, "gradientNorm", norm(of: move.field.directions[player]))]
        }
        let traced = tracing ? turn.players.flatMap { move.field.directions[$0] } : []
        let program = try Program(
            computing: observed.map(\.value) + traced,
            updating: stored.updates(to: move.end, of: turn.players, setup),
            binding: inputs.bindings + stored.bindings, by: team)
        self.turn = turn
        self.program = program
        batches = try move.batches.map { batch in
            try batch.draws.map { ($0.kind, try program.buffer(of: $0.input)) }
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
    public let term: String
    /// Whether it is a penalty's contribution to a loss.
    let isPartOfLoss: Bool
    let buffer: Buffer<Scalar>

    public var value: Double { Double(buffer.scalar) }
}

/// A turn on paper: the field that the players follow, and the moment it brings them to.
private struct Move {
    let field: VectorField
    let end: Moment
    let batches: [Batch]

    init(
        _ turn: Turn, from start: Moment, _ setup: TrainingSetup, _ rates: PerPlayer<Expression>,
        _ dials: Dials
    ) {
        let graph = rates.discriminator.graph
        let batch = setup.game.drawnBatch(in: graph)
        func field(
            at moment: Moment, for movers: [Player], seeing batch: Batch, isGiven: Bool = true
        ) -> VectorField {
            let position = setup.game.position(
                at: moment.parameters, with: moment.auxiliaries, movedBy: movers, seeing: batch,
                isGiven: isGiven)
            return VectorField(setup.game, at: position, dials)
        }
        func stepped(_ moment: Moment, _ players: [Player], _ field: VectorField) -> Moment {
            moment.stepped(players, against: field, setup, rates)
        }
        switch turn.view {
        case .here:
            self.field = field(at: start, for: turn.players, seeing: batch)
            end = stepped(start, turn.players, self.field)
            batches = [batch]
        case .extrapolated:
            let half = stepped(start, turn.players, field(at: start, for: turn.players, seeing: batch))
            let second = setup.game.drawnBatch(in: graph)
            self.field = field(at: half, for: turn.players, seeing: second)
            // The second step starts from where the first did, with what the optimizer has learned since.
            var base = half
            base.parameters = start.parameters
            end = stepped(base, turn.players, self.field)
            batches = [batch, second]
        case .unrolled(let steps):
            var ahead = start
            for _ in 0..<steps {
                ahead = stepped(
                    ahead, [.discriminator], field(at: ahead, for: [.discriminator], seeing: batch))
            }
            // The generator knows that the discriminator it faces is an answer to it.
            self.field = field(at: ahead, for: turn.players, seeing: batch, isGiven: false)
            end = stepped(start, turn.players, self.field)
            batches = [batch]
        }
    }
}

/// The stored state as inputs of a graph, and the way back.
private struct StoredMoment<Scalar: TensorScalar> {
    private let state: TrainingState<Scalar>
    private let average: [Expression]
    let moment: Moment
    let bindings: [Program<Scalar>.Binding]

    init(_ state: TrainingState<Scalar>, in graph: Graph) {
        var bindings: [Program<Scalar>.Binding] = []
        func input(_ name: String, _ buffer: Buffer<Scalar>) -> Expression {
            let input = graph.input(name, buffer.shape)
            bindings.append(.init(input, to: buffer))
            return input
        }
        self.state = state
        moment = Moment(
            parameters: state.parameters.map { parameters in
                zip(parameters.declarations, parameters.buffers).map { input($0.name, $1) }
            },
            auxiliaries: state.auxiliaries.map { kept in
                zip(kept.declarations, kept.buffers).map { input($0.name, $1) }
            },
            memory: state.memory.map { $0.map { $0.map { input("memory", $0) } } },
            counts: state.counts.map { input("count", $0) })
        average = state.average?.buffers.map { input("average", $0) } ?? []
        self.bindings = bindings
    }

    func updates(
        to end: Moment, of players: [Player], _ setup: TrainingSetup
    ) -> [Program<Scalar>.Update] {
        var updates: [Program<Scalar>.Update] = []
        for player in players {
            updates.append(.init(state.counts[player], to: end.counts[player]))
            updates += zip(state.parameters[player].buffers, end.parameters[player]).map { .init($0, to: $1) }
            updates += zip(state.auxiliaries[player].buffers, end.auxiliaries[player]).map {
                .init($0, to: $1)
            }
            for (buffers, values) in zip(state.memory[player], end.memory[player]) {
                updates += zip(buffers, values).map { .init($0, to: $1) }
            }
        }
        if players.contains(.generator), let decay = setup.averageDecay, let stored = state.average {
            // w̄ ← βw̄ + (1−β)w
            let values = zip(average, end.parameters.generator).map { decay * $0 + (1 - decay) * $1 }
            updates += zip(stored.buffers, values).map { .init($0, to: $1) }
        }
        return updates
    }
}
