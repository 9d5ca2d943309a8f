import Autodiff

/// The vector field of the game at a position: what each player minimizes, and the direction against which it
/// steps.
///
/// The direction starts as the gradient of the player's own loss, penalties included, with respect to its own
/// parameters; field methods then change it one after another.
public struct VectorField {
    /// A number a method reports: a penalty's contribution to a loss, or what a field method is made of.
    public struct Term {
        public let player: Player
        public let name: String
        public let value: Expression
        /// Whether it is a penalty's contribution to the loss.
        public let isPartOfLoss: Bool

        public init(_ player: Player, _ name: String, _ value: Expression, isPartOfLoss: Bool = false) {
            self.player = player
            self.name = name
            self.value = value
            self.isPartOfLoss = isPartOfLoss
        }
    }

    public let parameters: PerPlayer<[Expression]>
    /// What the models keep beside their parameters after this look at the field.
    public let auxiliaries: PerPlayer<[Expression]>
    /// What each player minimizes: objective plus penalties, 1×1.
    public let losses: PerPlayer<Expression>
    /// One expression a parameter. A player steps against it.
    public private(set) var directions: PerPlayer<[Expression]>
    public private(set) var terms: [Term] = []

    public init(_ game: GAN, at position: Position, _ dials: Dials) {
        let scores = Self.scores(game, at: position, dials)
        let objective = PerPlayer(
            discriminator: game.objective.discriminatorLoss(real: scores.real, fake: scores.fake),
            generator: game.objective.generatorLoss(real: scores.real, fake: scores.fake))
        let penalties = zip(game.penalties, dials.penaltyWeights).map { penalty, weight in
            (penalty.name, penalty.terms(at: position, weight: weight))
        }
        for (name, contribution) in penalties {
            for player in Player.allCases {
                if let value = contribution[player] {
                    terms.append(Term(player, name, value, isPartOfLoss: true))
                }
            }
        }
        let losses = PerPlayer { player in
            penalties.compactMap { $0.1[player] }.reduce(objective[player], +)
        }
        parameters = position.parameters
        auxiliaries = position.auxiliaries
        self.losses = losses
        directions = PerPlayer { gradient(of: losses[$0], withRespectTo: position.parameters[$0]) }
        for (method, weight) in zip(game.fieldMethods, dials.fieldWeights) {
            let change = method.change(of: self, weight: weight)
            directions = change.directions
            terms += change.terms
        }
    }

    /// The scores that the objective sees: through instance noise, if the game has it.
    private static func scores(
        _ game: GAN, at position: Position, _ dials: Dials
    ) -> (real: Expression, fake: Expression) {
        guard game.hasInstanceNoise, let sigma = dials.noise else {
            return (position.score(position.real), position.score(position.fake))
        }
        return (
            position.score(position.real + sigma * position.batch.realNoise),
            position.score(position.fake + sigma * position.batch.fakeNoise)
        )
    }

    /// The terms that belong to a player.
    public func terms(of player: Player) -> [Term] { terms.filter { $0.player == player } }
}

extension VectorField {
    /// All parameters of both players, the discriminator's first.
    package var allParameters: [Expression] { parameters.discriminator + parameters.generator }
    /// The direction as one vector over both players, in the same order.
    package var wholeDirection: [Expression] { directions.discriminator + directions.generator }

    /// A vector over both players cut in two.
    func split(_ whole: [Expression]) -> PerPlayer<[Expression]> {
        let count = parameters.discriminator.count
        return PerPlayer(
            discriminator: Array(whole.prefix(count)), generator: Array(whole.dropFirst(count)))
    }
}

/// ‖v‖² of a vector given in pieces.
func squaredNorm(_ vector: [Expression], in graph: Graph) -> Expression {
    vector.map { $0.squaredNorm() }.reduce(graph.constant(0), +)
}

/// ⟨a, b⟩ of two vectors given in pieces.
func inner(_ a: [Expression], _ b: [Expression], in graph: Graph) -> Expression {
    zip(a, b).map { ($0 * $1).sum() }.reduce(graph.constant(0), +)
}
