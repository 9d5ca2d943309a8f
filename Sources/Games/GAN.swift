import Autodiff
import Networks
import Tensors

/// The game of a generator and a discriminator: two models, an objective, penalties and methods that change
/// the field. The games with known answers differ from a network GAN only in their models.
public struct GAN: Sendable {
    public var generator: any Model
    public var discriminator: any Model
    public var objective: any Objective
    public var penalties: [Weighted<any Penalty>]
    /// Applied one after another.
    public var fieldMethods: [Weighted<any FieldMethod>]
    /// σ of the normal noise through which the discriminator sees both real and generated points, in both players'
    /// losses; nil for none (Sønderby et al., arXiv 1610.04490; Arjovsky, Bottou, arXiv 1701.04862).
    public var noise: Schedule?
    /// Rows in a batch: points, or packs of points.
    public var batch: Int

    public init(
        generator: any Model, discriminator: any Model, objective: any Objective,
        penalties: [Weighted<any Penalty>] = [], fieldMethods: [Weighted<any FieldMethod>] = [],
        noise: Schedule? = nil, batch: Int
    ) {
        self.generator = generator
        self.discriminator = discriminator
        self.objective = objective
        self.penalties = penalties
        self.fieldMethods = fieldMethods
        self.noise = noise
        self.batch = batch
    }

    public func model(of player: Player) -> any Model {
        switch player {
        case .discriminator: discriminator
        case .generator: generator
        }
    }

    /// Whether what each player feels of the other's moves is the negative of what the other feels: the objective is
    /// zero-sum, and nothing is added to it that depends on both players.
    public var isZeroSum: Bool {
        objective.isZeroSum && fieldMethods.isEmpty
            && penalties.allSatisfy { $0.method.takesGeneratedAsGiven != false }
    }

    /// How many points the discriminator sees at a time, as one row (PacGAN, arXiv 1712.04086).
    public var packing: Int { max(1, discriminator.inputWidth / max(1, generator.outputWidth)) }

    /// The players whose models' auxiliaries go on in a move of `movers`.
    public func playersGoingOn(inMovesOf movers: [Player]) -> [Player] {
        Player.allCases.filter { movers.contains($0) || model(of: $0).goesOnAtCalls }
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
