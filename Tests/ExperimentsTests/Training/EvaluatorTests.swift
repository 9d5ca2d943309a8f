import Dynamics
import Networks
import Tensors
import Testing

@testable import Experiments

@Suite struct EvaluatorTests {
    private func evaluator(_ state: TrainingState<Double>, _ experiment: Experiment) throws -> Evaluator<
        Double
    > {
        try Evaluator(experiment, state)
    }

    private func overwrite(_ parameters: Parameters<Double>, with value: Double) throws {
        for buffer in parameters.buffers {
            try buffer.load(Matrix(buffer.shape, repeating: value))
        }
    }

    @Test func theAverageIsJudgedIfThereIsOne() throws {
        let averaged = Experiment(try Tiny.resolved(["precision=float64"]).configuration)
        let state = TrainingState<Double>(averaged.setup)
        let evaluator = try evaluator(state, averaged)
        let before = evaluator.sample(at: 1).samples.elements
        try overwrite(state.parameters.generator, with: 0)
        #expect(evaluator.sample(at: 1).samples.elements == before)
        try overwrite(#require(state.average), with: 0)
        #expect(evaluator.sample(at: 1).samples.elements.allSatisfy { $0 == 0 })
    }

    @Test func withoutAnAverageTheGeneratorIs() throws {
        let plain = Experiment(try Tiny.resolved(["precision=float64", "average=null"]).configuration)
        let state = TrainingState<Double>(plain.setup)
        #expect(state.average == nil)
        let evaluator = try evaluator(state, plain)
        try overwrite(state.parameters.generator, with: 0)
        #expect(evaluator.sample(at: 1).samples.elements.allSatisfy { $0 == 0 })
    }

    @Test func samplesDependOnSeedAndStepAlone() throws {
        let experiment = Experiment(try Tiny.resolved().configuration)
        let evaluator = try evaluator(TrainingState<Double>(experiment.setup), experiment)
        let first = evaluator.sample(at: 1).latents.elements
        #expect(evaluator.sample(at: 2).latents.elements != first)
        #expect(evaluator.sample(at: 1).latents.elements == first)
        let other = Experiment(try Tiny.resolved(["seed=1"]).configuration)
        let others = try self.evaluator(TrainingState<Double>(other.setup), other)
        #expect(others.sample(at: 1).latents.elements != first)
    }

    /// Points that training sees are never those that it is judged by.
    @Test func latentPointsAreNotThoseOfTraining() throws {
        let experiment = Experiment(try Tiny.resolved().configuration)
        let latents = try evaluator(TrainingState<Double>(experiment.setup), experiment).sample(at: 1).latents
        for stream in RandomStream.allCases where stream != .evaluation {
            for substep in 0..<4 {
                let buffer = Buffer<Double>(latents.shape)
                experiment.configuration.latent.fill(
                    buffer, RandomDraw(seed: 0, stream: stream, step: 1, substep: substep))
                #expect(buffer.matrix.elements != latents.elements, "\(stream) \(substep)")
            }
        }
    }

    @Test func coverageUsesTheConfiguredRadius() throws {
        let samples = try Matrix<Double>(Shape(2, 2), elements: [1, 0, 1.5, 0])
        func share(within: Double) throws -> Double {
            let experiment = Experiment(try Tiny.resolved(["record.within=\(within)"]).configuration)
            let state = TrainingState<Double>(experiment.setup)
            return try evaluator(state, experiment).coverage(of: samples).highQuality
        }
        #expect(try share(within: 1) == 0.5)
        #expect(try share(within: 3) == 1)
    }
}
