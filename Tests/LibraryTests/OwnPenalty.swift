import Autodiff
import Distributions
import Dynamics
import Experiments
import Games
import Networks
import Tensors

/// ε·E D(x)² at real points keeps the scores from drifting (Karras et al., arXiv 1710.10196).
struct Drift: Penalty {
    let name = "drift"

    func terms(at position: Position, weight: Expression) -> PenaltyTerms {
        PenaltyTerms(discriminator: weight * square(position.score(position.real)).mean())
    }
}

func trainWithDrift(steps: Int) throws -> Trainer<Float> {
    let lrelu = Activation.leakyReLU(slope: 0.2)
    let game = GAN(
        generator: MLP(widths: [4, 32, 32, 2], activation: lrelu),
        discriminator: MLP(widths: [2, 32, 32, 1], activation: lrelu),
        objective: NonSaturating(),
        penalties: [
            R1().weighted(by: .constant(1)),
            Drift().weighted(by: .linear(from: 0.1, to: 0.001, over: steps)),
        ], batch: 64)
    let setup = TrainingSetup(
        game: game, scheme: Alternating(), optimizers: PerPlayer { _ in Adam(beta1: 0.5) },
        rates: PerPlayer { _ in .constant(1e-3) }, seed: 7)
    let ring = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.02)
    let trainer = try Trainer<Float>(setup, batches: Batches(data: ring, latent: Latent(width: 4)))
    while trainer.completedSteps < steps, trainer.step() == nil {}
    return trainer
}
