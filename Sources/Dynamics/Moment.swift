import Autodiff
import Games
import Tensors

/// The state of training as expressions: what a move starts from, and what it makes.
///
/// A scheme that looks ahead makes moments that are never stored; gradients flow through them, optimizer
/// included.
public struct Moment {
    /// One expression a parameter, in the order of the models' declarations.
    public var parameters: PerPlayer<[Expression]>
    /// What the models keep beside their parameters.
    public var auxiliaries: PerPlayer<[Expression]>
    /// For each parameter what the optimizer remembers of it.
    public var optimizerState: PerPlayer<[[Expression]]>
    /// How many steps each player's optimizer has made since the move began.
    public var steps: PerPlayer<Int>
}

/// A move on paper: the moment it leads to, and the field whose directions each player followed.
public struct Move {
    public let end: Moment
    public let fields: PerPlayer<VectorField>

    /// - Parameter fields: of each player who moves, what its loss, its norm and its terms are reported of.
    public init(to end: Moment, following fields: PerPlayer<VectorField>) {
        self.end = end
        self.fields = fields
    }

    /// A move in which both players follow one field.
    public init(to end: Moment, following field: VectorField) {
        self.init(to: end, following: PerPlayer { _ in field })
    }
}

/// What a move is made of: where it starts, fresh batches, the field at any moment, steps.
public final class Play {
    /// The players who move.
    public let players: [Player]
    /// The state before the move.
    public let start: Moment
    /// What was drawn so far.
    private(set) var batches: [Batch] = []

    /// The players' learning rates, 1×1.
    public let rates: PerPlayer<Expression>
    private let setup: TrainingSetup
    private let methods: AppliedMethods
    /// How many steps each optimizer had made when the move began, 1×1.
    private let counts: PerPlayer<Expression>

    init(
        of players: [Player], from start: Moment, _ setup: TrainingSetup, _ rates: PerPlayer<Expression>,
        _ methods: AppliedMethods, counts: PerPlayer<Expression>
    ) {
        self.counts = counts
        self.players = players
        self.start = start
        self.setup = setup
        self.rates = rates
        self.methods = methods
    }

    /// Fresh batches, other ones at each call.
    public func drawBatch() -> Batch {
        let batch = setup.game.drawnBatch(in: rates.discriminator.graph)
        batches.append(batch)
        return batch
    }

    /// The field at a moment.
    ///
    /// - Parameters:
    ///   - movers: the players who step from there next; what their models keep goes on.
    ///   - throughSteps: whether derivatives see that the moment's parameters were computed from others, as in an
    ///     unrolled game. If not, they count as given.
    public func field(
        at moment: Moment, for movers: [Player], seeing batch: Batch, throughSteps: Bool = false
    ) -> VectorField {
        let position = setup.game.position(
            at: moment.parameters, with: moment.auxiliaries, movedBy: movers, seeing: batch,
            isGiven: !throughSteps)
        return VectorField(setup.game, at: position, methods)
    }

    /// The moment after `players` have stepped from another against the directions of `field`, each with its own
    /// optimizer and rate.
    ///
    /// - Parameter chosen: what is taken from the players' parameters in place of their optimizers' updates, which then
    ///   only remember the directions.
    public func step(
        _ players: [Player], from moment: Moment, against field: VectorField,
        taking chosen: PerPlayer<[Expression]>? = nil
    ) -> Moment {
        var next = moment
        for player in setup.game.playersGoingOn(inMovesOf: players) {
            next.auxiliaries[player] = field.auxiliaries[player]
        }
        for player in players {
            next.steps[player] += 1
            let count = counts[player] + Double(next.steps[player])
            let gradients = gradients(of: player, in: field)
            let steps = moment.parameters[player].indices.map { index in
                setup.optimizers[player].step(
                    moment.parameters[player][index], gradient: gradients[index],
                    state: moment.optimizerState[player][index], rate: rates[player], count: count)
            }
            let old = moment.parameters[player]
            let own = chosen?[player] ?? steps.map(\.update)
            let decay = setup.weightDecay[player].map { lambda in old.map { rates[player] * lambda * $0 } }
            let updates = decay.map { zip(own, $0).map { $0 + $1 } } ?? own
            let taken = setup.gradientClipping[player]?.shortened(updates, at: .update) ?? updates
            let parameters = zip(old, taken).map { $0 - $1 }
            next.parameters[player] =
                setup.weightClipping[player].map { limit in parameters.map { $0.clamped(to: limit) } }
                ?? parameters
            next.optimizerState[player] = steps.map(\.state)
        }
        return next
    }

    /// What a player's optimizer is given: its directions, shortened if they are to be.
    func gradients(of player: Player, in field: VectorField) -> [Expression] {
        let directions = field.directions[player]
        return setup.gradientClipping[player]?.shortened(directions, at: .gradient) ?? directions
    }

    /// The factors with which the optimizers would multiply these gradients in a step from the start, one a parameter.
    /// That an optimizer has none is recorded as an error of the graph.
    func factors(of gradients: PerPlayer<[Expression]>) -> PerPlayer<[Expression]> {
        PerPlayer { player in
            zip(gradients[player], start.optimizerState[player]).map { gradient, state in
                let factor = setup.optimizers[player].factor(
                    gradient: gradient, state: state, rate: rates[player], count: counts[player] + 1)
                if factor == nil {
                    gradient.graph.record(
                        GraphError("the step of the \(player)'s optimizer is no multiple of its gradient"))
                }
                return factor ?? rates[player]
            }
        }
    }

    /// Records an error of the graph if the game is not zero-sum.
    func requireZeroSum() {
        guard !setup.game.isZeroSum else { return }
        rates.discriminator.graph.record(
            GraphError("this scheme is for zero-sum games without field methods"))
    }
}

/// The Euclidean norm of a player's direction; 0 of a player without parameters.
func norm(of player: Player, in field: VectorField) -> Expression {
    sqrt(field.squaredNorm(of: field.directions[player]))
}
