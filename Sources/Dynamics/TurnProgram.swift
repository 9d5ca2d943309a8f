import Autodiff
import Games
import Tensors

/// One turn compiled: batches to fill, numbers to report, and the program that moves the players.
struct TurnProgram<Scalar: TensorScalar> {
    let turn: Turn
    let draws: [(kind: Draw.Kind, buffer: Buffer<Scalar>)]
    let observations: [Observation<Scalar>]
    let program: Program<Scalar>

    init(
        _ turn: Turn, _ setup: TrainingSetup, _ state: TrainingState<Scalar>,
        _ dials: ScheduledNumbers<Scalar>
    ) throws {
        let graph = Graph()
        let parameters = PerPlayer { state.parameters[$0].inputs(of: graph, prefix: "\($0)") }
        let position = setup.game.position(at: parameters, in: graph)
        let inputs = dials.inputs(of: graph)
        let field = VectorField(setup.game, at: position, weights: inputs.weights)

        var bindings = dials.bindings(of: inputs)
        for player in Player.allCases {
            bindings += zip(parameters[player], state.parameters[player].buffers).map { .init($0, to: $1) }
        }
        var observed: [(Player, String, Expression)] = []
        var updates: [Program<Scalar>.Update] = []
        for player in turn.players {
            let gradients = field.gradient(of: player)
            observed.append((player, "loss", field.losses[player]))
            observed += field.terms[player].map { (player, $0.name, $0.value) }
            observed.append((player, "gradientNorm", norm(of: gradients)))
            let move = PlayerMove(
                player, parameters[player], gradients, rate: inputs.rates[player], setup, state)
            bindings += move.bindings
            updates += move.updates
        }
        let program = try Program(computing: observed.map(\.2), updating: updates, binding: bindings)
        self.turn = turn
        self.program = program
        draws = try position.draws.map { ($0.kind, try program.buffer(of: $0.input)) }
        observations = try observed.map {
            Observation(player: $0.0, term: $0.1, buffer: try program.buffer(of: $0.2))
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
        observations.first { $0.player == player && $0.isPenalty && !$0.value.isFinite }
    }
}

/// A number reported by each turn: a loss, a penalty's contribution or a gradient's norm.
public struct Observation<Scalar: TensorScalar> {
    public let player: Player
    public let term: String
    let buffer: Buffer<Scalar>

    public var value: Double { Double(buffer.scalar) }

    fileprivate var isPenalty: Bool { term != "loss" && term != "gradientNorm" }
}

/// The Euclidean norm of all gradients of a player together.
private func norm(of gradients: [Expression]) -> Expression {
    let squares = gradients.map { $0.squaredNorm() }
    return sqrt(squares.dropFirst().reduce(squares[0], +))
}

/// One player's step: the optimizer applied to every parameter, and the generator's moving average.
private struct PlayerMove<Scalar: TensorScalar> {
    private(set) var bindings: [Program<Scalar>.Binding] = []
    private(set) var updates: [Program<Scalar>.Update] = []

    init(
        _ player: Player, _ parameters: [Expression], _ gradients: [Expression], rate: Expression,
        _ setup: TrainingSetup, _ state: TrainingState<Scalar>
    ) {
        let graph = rate.graph
        let oldCount = bind(graph, "count", state.counts[player])
        let count = oldCount + 1
        updates.append(.init(state.counts[player], to: count))
        for (index, parameter) in parameters.enumerated() {
            let buffers = state.memory[player][index]
            let memory = buffers.map { bind(graph, "memory", $0) }
            let step = setup.optimizers[player].step(
                parameter, gradient: gradients[index], memory: memory, rate: rate, count: count)
            updates.append(.init(state.parameters[player].buffers[index], to: step.parameter))
            updates += zip(buffers, step.memory).map { .init($0, to: $1) }
            if player == .generator, let decay = setup.averageDecay, let average = state.average {
                let old = bind(graph, "average", average.buffers[index])
                updates.append(.init(average.buffers[index], to: decay * old + (1 - decay) * step.parameter))
            }
        }
    }

    private mutating func bind(_ graph: Graph, _ name: String, _ buffer: Buffer<Scalar>) -> Expression {
        let input = graph.input(name, buffer.shape)
        bindings.append(.init(input, to: buffer))
        return input
    }
}
