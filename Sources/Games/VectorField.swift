import Autodiff

/// The vector field of the game at a position: each player's loss, penalties included, and its gradient with
/// respect to the player's own parameters.
public struct VectorField {
    /// The penalties' contributions to a player's loss, in the order of the game's list.
    public struct Term {
        public let name: String
        public let value: Expression
    }

    public let terms: PerPlayer<[Term]>
    /// What each player minimizes: objective plus penalties, 1×1.
    public let losses: PerPlayer<Expression>
    private let position: Position

    /// - Parameter weights: a 1×1 expression for each penalty of the game.
    public init(_ game: GAN, at position: Position, weights: [Expression]) {
        let real = position.score(position.real)
        let fake = position.score(position.fake)
        let objective = PerPlayer(
            discriminator: game.objective.discriminatorLoss(real: real, fake: fake),
            generator: game.objective.generatorLoss(real: real, fake: fake))
        let contributions = zip(game.penalties, weights).map { penalty, weight in
            (penalty.name, penalty.terms(at: position, weight: weight))
        }
        let terms = PerPlayer { player in
            contributions.compactMap { name, terms in terms[player].map { Term(name: name, value: $0) } }
        }
        self.terms = terms
        losses = PerPlayer { player in terms[player].reduce(objective[player]) { $0 + $1.value } }
        self.position = position
    }

    /// The gradient of a player's loss, one expression a parameter. The player steps against it.
    public func gradient(of player: Player) -> [Expression] {
        Autodiff.gradient(of: losses[player], withRespectTo: position.parameters[player])
    }
}
