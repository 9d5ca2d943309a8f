import Autodiff
import Networks
import Tensors

/// The game of a generator and a discriminator: two models, an objective and penalties. The games with known
/// answers differ from a network GAN only in their models.
public struct GAN: Sendable {
    public let generator: any Model
    public let discriminator: any Model
    public let objective: any Objective
    public let penalties: [any Penalty]
    /// Rows in a batch.
    public let batch: Int

    public init(
        generator: any Model, discriminator: any Model, objective: any Objective,
        penalties: [any Penalty] = [], batch: Int
    ) {
        self.generator = generator
        self.discriminator = discriminator
        self.objective = objective
        self.penalties = penalties
        self.batch = batch
    }

    public func model(of player: Player) -> any Model {
        switch player {
        case .discriminator: discriminator
        case .generator: generator
        }
    }

    /// The position at given parameters, with batches of its own.
    public func position(at parameters: PerPlayer<[Expression]>, in graph: Graph) -> Position {
        Position(
            self, parameters: parameters,
            real: graph.input("real", Shape(batch, discriminator.inputWidth)),
            latent: graph.input("latent", Shape(batch, generator.inputWidth)))
    }
}
