import Distributions
import Dynamics
import Games
import Metrics
import Tensors

/// What the last step saw, such as "discriminator r1: 0.2".
func lastNumbers(of trainer: Trainer<Float>) -> [String] {
    trainer.observations.map { "\($0.player) \($0.term): \($0.value)" }
}

/// How the generator covers the modes of a mixture, by 1000 samples; and the discriminator's scores of them.
func evaluate(
    _ trainer: Trainer<Float>, of game: GAN, on mixture: GaussianMixture
) throws -> (coverage: ModeCoverage, scores: Matrix<Float>) {
    let generator = try PlayerFunction(of: .generator, in: game, trainer.state, rows: 1000)
    let judge = try PlayerFunction(of: .discriminator, in: game, trainer.state, rows: 1000)
    let draw = RandomDraw(seed: 1, stream: .evaluation, step: trainer.completedSteps)
    let samples = try generator(draw.normals(Shape(1000, game.generator.inputWidth)))
    let coverage = ModeCoverage(
        of: samples.points, centres: mixture.centres, standardDeviation: mixture.standardDeviation, within: 3)
    return (coverage, try judge(samples))
}
