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
    /// The directions before field methods change them: the gradients of the losses.
    public let gradients: PerPlayer<[Expression]>
    /// One expression a parameter. A player steps against it.
    public private(set) var directions: PerPlayer<[Expression]>
    public private(set) var terms: [Term]

    /// - Parameter methods: the methods of `game`, with their weights in the graph of `position`.
    public init(_ game: GAN, at position: Position, _ methods: AppliedMethods) {
        let scores = Self.scores(at: position, methods.noise)
        let objective = PerPlayer(
            discriminator: game.objective.discriminatorLoss(real: scores.real, fake: scores.fake),
            generator: game.objective.generatorLoss(real: scores.real, fake: scores.fake))
        let terms = methods.penalties.flatMap { penalty in
            Self.terms(
                penalty.method.terms(at: position, weight: penalty.weight), penalty.name, isPartOfLoss: true)
        }
        let losses = PerPlayer { player in
            terms.filter { $0.player == player }.map(\.value).reduce(objective[player], +)
        }
        parameters = position.parameters
        auxiliaries = position.auxiliaries
        self.losses = losses
        self.terms = terms
        gradients = PerPlayer { gradient(of: losses[$0], withRespectTo: position.parameters[$0]) }
        directions = gradients
        for applied in methods.fieldMethods {
            let change = applied.method.change(of: self, weight: applied.weight)
            directions = change.directions
            self.terms += Self.terms(change.terms, applied.name, isPartOfLoss: false)
        }
    }

    private static func terms(_ values: PenaltyTerms, _ name: String, isPartOfLoss: Bool) -> [Term] {
        Player.allCases.compactMap { player in
            values[player].map { Term(player, name, $0, isPartOfLoss: isPartOfLoss) }
        }
    }

    /// The scores that the objective sees: through instance noise, if the game has it. A discriminator that goes on at
    /// calls sees the real points first in its own moves, and the generated ones first in the generator's.
    private static func scores(
        at position: Position, _ noise: Expression?
    ) -> (real: Expression, fake: Expression) {
        let real = noise.map { position.real + $0 * position.batch.realNoise } ?? position.real
        let fake = noise.map { position.fake + $0 * position.batch.fakeNoise } ?? position.fake
        if position.movers == [.generator] {
            let ofFake = position.score(fake)
            return (position.score(real), ofFake)
        }
        let ofReal = position.score(real)
        return (ofReal, position.score(fake))
    }

    /// The same losses and terms, and other directions.
    public func following(_ directions: PerPlayer<[Expression]>) -> VectorField {
        var field = self
        field.directions = directions
        return field
    }

    /// The terms that belong to a player.
    public func terms(of player: Player) -> [Term] { terms.filter { $0.player == player } }
}
