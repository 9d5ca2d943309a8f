import Autodiff
import Distributions
import Dynamics
import Games
import Metrics
import Networks
import Tensors

/// Draws samples from the generator that is judged, and measures them.
struct Evaluator<Scalar: TensorScalar> {
    private let latentBuffer: Buffer<Scalar>
    private let sampleBuffer: Buffer<Scalar>
    private let program: Program<Scalar>
    private let configuration: ExperimentConfiguration

    init(_ experiment: Experiment, _ state: TrainingState<Scalar>) throws {
        configuration = experiment.configuration
        let graph = Graph()
        let latent = graph.input("latent", Shape(configuration.recording.samples, configuration.latent.width))
        let generator = state.evaluatedGenerator
        let parameters = generator.inputs(of: graph, prefix: "generator")
        let auxiliaries = state.auxiliaries.generator
        let kept = auxiliaries.inputs(of: graph, prefix: "generator")
        let model = experiment.setup.game.generator
        let weights = model.weights(of: parameters, with: kept, isMoving: false).weights
        let samples = model.apply(weights, to: latent)
        program = try Program(
            computing: [samples],
            binding: zip(parameters + kept, generator.buffers + auxiliaries.buffers).map { .init($0, to: $1) }
        )
        latentBuffer = try program.buffer(of: latent)
        sampleBuffer = try program.buffer(of: samples)
    }

    /// Fresh samples, a function of the seed and the step.
    func sample(at step: Int) -> (latents: Matrix<Scalar>, samples: Matrix<Scalar>) {
        configuration.latent.fill(
            latentBuffer, RandomDraw(seed: configuration.seed, stream: .evaluation, step: step))
        program.run()
        return (latentBuffer.matrix, sampleBuffer.matrix)
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
