import Autodiff
import Networks
import Tensors

/// The game of a generator and a discriminator: two models, an objective, penalties and methods that change
/// the field. The games with known answers differ from a network GAN only in their models.
public struct GAN: Sendable {
    public let generator: any Model
    public let discriminator: any Model
    public let objective: any Objective
    public let penalties: [any Penalty]
    public let fieldMethods: [any FieldMethod]
    /// Whether the discriminator sees both real and generated points through normal noise, in both players'
    /// losses (Sønderby et al., arXiv 1610.04490; Arjovsky, Bottou, arXiv 1701.04862).
    public let hasInstanceNoise: Bool
    /// Rows in a batch.
    public let batch: Int

    public init(
        generator: any Model, discriminator: any Model, objective: any Objective,
        penalties: [any Penalty] = [], fieldMethods: [any FieldMethod] = [], hasInstanceNoise: Bool = false,
        batch: Int
    ) {
        self.generator = generator
        self.discriminator = discriminator
        self.objective = objective
        self.penalties = penalties
        self.fieldMethods = fieldMethods
        self.hasInstanceNoise = hasInstanceNoise
        self.batch = batch
    }

    public func model(of player: Player) -> any Model {
        switch player {
        case .discriminator: discriminator
        case .generator: generator
        }
    }

    /// Fresh batches, as inputs of a graph.
    public func drawnBatch(in graph: Graph) -> Batch { Batch(of: self, in: graph) }

    /// - Parameters:
    ///   - auxiliaries: what the models keep beside their parameters.
    ///   - movers: the players who are about to move.
    ///   - isGiven: false to differentiate through what the parameters were computed from, as the generator of
    ///     an unrolled game does.
    public func position(
        at parameters: PerPlayer<[Expression]>,
        with auxiliaries: PerPlayer<[Expression]> = PerPlayer { _ in [] },
        movedBy movers: [Player] = [], seeing batch: Batch, isGiven: Bool = true
    ) -> Position {
        Position(
            self, parameters: parameters, auxiliaries: auxiliaries, movers: movers, batch: batch,
            isGiven: isGiven)
    }
}

/// The numbers of a game that schedules change, as 1×1 expressions.
public struct Dials {
    /// One a penalty of the game.
    public var penaltyWeights: [Expression]
    /// One a field method of the game.
    public var fieldWeights: [Expression]
    /// σ of the instance noise.
    public var noise: Expression?

    public init(penaltyWeights: [Expression] = [], fieldWeights: [Expression] = [], noise: Expression? = nil)
    {
        self.penaltyWeights = penaltyWeights
        self.fieldWeights = fieldWeights
        self.noise = noise
    }
}
