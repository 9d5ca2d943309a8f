import Distributions
import Dynamics
import Games
import Networks
import Records
import Tensors

/// A configuration turned into a game and a way to play it.
package struct Experiment {
    package let configuration: ExperimentConfiguration
    package private(set) var setup: TrainingSetup

    package init(_ configuration: ExperimentConfiguration) {
        self.configuration = configuration
        let players = configuration.players
        let steps = configuration.steps
        let known = configuration.knownGame
        let width = configuration.data.width
        let packing = players.discriminator.packing
        let points = configuration.batch * packing
        let game = GAN(
            generator: known?.generator
                ?? players.generator.model(from: configuration.latent.width, to: width, points: points),
            discriminator: known?.discriminator
                ?? players.discriminator.model(from: packing * width, to: 1, points: points),
            objective: known?.objective ?? configuration.objective,
            penalties: configuration.penalties.map { $0.lasting(steps) },
            fieldMethods: configuration.fieldMethods.map { $0.lasting(steps) },
            noise: configuration.instanceNoise?.lasting(steps), batch: known?.batch ?? configuration.batch)
        setup = TrainingSetup(
            game: game, scheme: configuration.schemeConfiguration.scheme,
            optimizers: players.map { configuration.schemeConfiguration.extrapolation.wrapped($0.optimizer) },
            rates: players.map { $0.learningRate.lasting(steps) },
            gradientClipping: players.map { $0.gradientClipping },
            weightDecay: players.map { $0.weightDecay }, weightClipping: players.map { $0.weightClipping },
            lookahead: configuration.lookahead, mixing: configuration.mixing,
            renewsDiscriminator: configuration.schemeConfiguration.renewsDiscriminator,
            averageDecay: configuration.averageDecay, seed: configuration.seed)
    }

    /// The same as it is after somebody has changed its numbers.
    package func touched(by touches: [Touch]) -> Experiment {
        var experiment = self
        for touch in touches { experiment.setup = experiment.setup.keeping(touch.key, at: touch.new) }
        return experiment
    }

    package var batches: any BatchSource {
        if let known = configuration.knownGame { return KnownGameBatches(known) }
        return Batches(data: configuration.trainingData, latent: configuration.latent)
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
        _ buffer: Buffer<Scalar>, with kind: RandomInput.Kind, _ draw: RandomDraw
    ) {
        switch kind {
        case .real: data.fill(buffer, draw)
        case .latent: latent.fill(buffer, draw)
        case .interpolation, .perturbation: draw.fillUniform(buffer)
        case .realNoise, .fakeNoise: draw.fillNormal(buffer)
        }
    }
}
