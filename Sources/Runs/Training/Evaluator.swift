import Distributions
import Dynamics
import Experiments
import Games
import Metrics
import Tensors

/// Draws samples from the generator that is judged, and measures them.
struct Evaluator<Scalar: TensorScalar> {
    private let generator: PlayerFunction<Scalar>
    private let configuration: ExperimentConfiguration

    init(_ experiment: Experiment, _ state: TrainingState<Scalar>) throws {
        configuration = experiment.configuration
        generator = try PlayerFunction(
            of: .generator, in: experiment.setup.game, state, rows: configuration.recording.samples)
    }

    /// Fresh samples, a function of the seed and the step.
    func sample(at step: Int) -> (latents: Matrix<Scalar>, samples: Matrix<Scalar>) {
        configuration.latent.fill(
            generator.input, RandomDraw(seed: configuration.seed, stream: .evaluation, step: step))
        generator.run()
        return (generator.input.matrix, generator.output.matrix)
    }

    /// Nil if the data have no modes to be covered.
    func coverage(of samples: Matrix<Scalar>) -> ModeCoverage? {
        configuration.data.modes.map { modes in
            ModeCoverage(
                of: samples, centres: modes.centres, standardDeviation: modes.standardDeviation,
                within: configuration.recording.within)
        }
    }
}
