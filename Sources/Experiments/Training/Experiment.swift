import Distributions
import Dynamics
import Games
import Networks
import Tensors

/// A configuration turned into a game and a way to play it.
struct Experiment {
    let configuration: ExperimentConfiguration
    let setup: TrainingSetup

    init(_ configuration: ExperimentConfiguration) {
        self.configuration = configuration
        let players = configuration.players
        let steps = configuration.steps
        let game = GAN(
            generator: players.generator.network(
                from: configuration.latent.width, to: configuration.data.width),
            discriminator: players.discriminator.network(from: configuration.data.width, to: 1),
            objective: configuration.objective, penalties: configuration.penalties.map(\.penalty),
            batch: configuration.batch)
        setup = TrainingSetup(
            game: game, scheme: configuration.scheme, optimizers: players.map { $0.optimizer },
            rates: players.map { $0.learningRate.lasting(steps) },
            penaltyWeights: configuration.penalties.map { $0.weight.lasting(steps) },
            averageDecay: configuration.averageDecay, seed: configuration.seed)
    }
}

/// Batches of any data and any latent points.
public struct Batches: BatchSource {
    public let data: any Distribution
    public let latent: any Distribution

    public init(data: any Distribution, latent: any Distribution) {
        self.data = data
        self.latent = latent
    }

    public func fill<Scalar: TensorScalar>(
        _ buffer: Buffer<Scalar>, with kind: Draw.Kind, _ draw: RandomDraw
    ) {
        switch kind {
        case .real: data.fill(buffer, draw)
        case .latent: latent.fill(buffer, draw)
        case .interpolation, .perturbation: draw.fillUniform(buffer)
        case .realNoise, .fakeNoise: draw.fillNormal(buffer)
        }
    }
}
