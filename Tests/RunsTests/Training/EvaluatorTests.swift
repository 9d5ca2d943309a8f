import TestSupport
import Autodiff
import Dynamics
import Games
import Networks
import Synchronization
import Tensors
import Testing

@testable import Experiments
@testable import Runs

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
    @Test(arguments: [#"{"kind":"simultaneous"}"#, #"{"discriminatorSteps":2,"generatorSteps":3}"#])
    func trainingDrawsOtherNumbers(scheme: String) throws {
        let experiment = Experiment(try Tiny.resolved(["scheme=\(scheme)"]).configuration)
        let batches = ListeningBatches(
            Batches(data: experiment.configuration.data, latent: experiment.configuration.latent))
        let trainer = try Trainer<Double>(experiment.setup, batches: batches)
        for _ in 1...3 { #expect(trainer.step() == nil) }
        let drawn = batches.drawn.withLock { $0 }
        #expect(Set(drawn).count == drawn.count, "no numbers are drawn twice")
        #expect(drawn.count >= 9)
        for step in 0...3 {
            for move in 0..<8 {
                let evaluation = RandomDraw(seed: 0, stream: .evaluation, step: step, substep: move)
                for part in 0..<4 { #expect(!drawn.contains(evaluation.part(part).word(0))) }
            }
        }
        let evaluator = try evaluator(trainer.state, experiment)
        let buffer = Buffer<Double>(evaluator.sample(at: 3).latents.shape)
        experiment.configuration.latent.fill(buffer, RandomDraw(seed: 0, stream: .evaluation, step: 3))
        #expect(evaluator.sample(at: 3).latents.elements == buffer.matrix.elements)
    }

    @Test func coverageUsesTheConfiguredRadius() throws {
        let samples = try Matrix<Double>(Shape(2, 2), elements: [1, 0, 1.5, 0])
        func share(within: Double) throws -> Double {
            let experiment = Experiment(try Tiny.resolved(["record.within=\(within)"]).configuration)
            let state = TrainingState<Double>(experiment.setup)
            return try #require(evaluator(state, experiment).coverage(of: samples)).highQuality
        }
        #expect(try share(within: 1) == 0.5)
        #expect(try share(within: 3) == 1)
    }
}

/// Hands on batches and writes down the first random word of each.
private final class ListeningBatches: BatchSource {
    let drawn = Mutex<[UInt32]>([])
    private let batches: Batches

    init(_ batches: Batches) { self.batches = batches }

    func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, with kind: Draw.Kind, _ draw: RandomDraw) {
        drawn.withLock { $0.append(draw.word(0)) }
        batches.fill(buffer, with: kind, draw)
    }
}
