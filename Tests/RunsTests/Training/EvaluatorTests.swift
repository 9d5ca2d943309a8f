import TestSupport
import Autodiff
import Dynamics
import Games
import Networks
import Records
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
        let before = try #require(evaluator.sample(at: 1)).samples.elements
        try overwrite(state.parameters.generator, with: 0)
        #expect(try #require(evaluator.sample(at: 1)).samples.elements == before)
        try overwrite(#require(state.average), with: 0)
        evaluator.forget()
        #expect(try #require(evaluator.sample(at: 1)).samples.elements.allSatisfy { $0 == 0 })
    }

    @Test func withoutAnAverageTheGeneratorIs() throws {
        let plain = Experiment(try Tiny.resolved(["precision=float64", "average=null"]).configuration)
        let state = TrainingState<Double>(plain.setup)
        #expect(state.average == nil)
        let evaluator = try evaluator(state, plain)
        try overwrite(state.parameters.generator, with: 0)
        #expect(try #require(evaluator.sample(at: 1)).samples.elements.allSatisfy { $0 == 0 })
    }

    @Test func samplesDependOnSeedAndStepAlone() throws {
        let experiment = Experiment(try Tiny.resolved().configuration)
        let evaluator = try evaluator(TrainingState<Double>(experiment.setup), experiment)
        let first = try #require(evaluator.sample(at: 1)).latents.elements
        #expect(try #require(evaluator.sample(at: 2)).latents.elements != first)
        #expect(try #require(evaluator.sample(at: 1)).latents.elements == first)
        let other = Experiment(try Tiny.resolved(["seed=1"]).configuration)
        let others = try self.evaluator(TrainingState<Double>(other.setup), other)
        #expect(try #require(others.sample(at: 1)).latents.elements != first)
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
        let buffer = Buffer<Double>(try #require(evaluator.sample(at: 3)).latents.shape)
        experiment.configuration.latent.fill(buffer, RandomDraw(seed: 0, stream: .evaluation, step: 3))
        #expect(try #require(evaluator.sample(at: 3)).latents.elements == buffer.matrix.elements)
    }

    @Test func coverageUsesTheConfiguredRadius() throws {
        func share(within: Double) throws -> Double? {
            let experiment = Experiment(
                try Tiny.resolved(["record.within=\(within)", "precision=float64", "average=null"])
                    .configuration)
            let state = TrainingState<Double>(experiment.setup)
            // Every sample is the last layer's bias, between one and three deviations from a mode.
            try overwrite(state.parameters.generator, with: 0)
            try #require(state.parameters.generator.buffers.last).load(
                Matrix(Shape(1, 2), elements: [1.4, 0]))
            let evaluator = try evaluator(state, experiment)
            let place = try #require(evaluator.columns.firstIndex { $0.name == "highQuality" })
            return try evaluator.values(at: 1)[place]
        }
        #expect(try share(within: 1) == 0)
        #expect(try share(within: 3) == 1)
    }

    /// A look is made once a step: until something changes, all get the same.
    @Test func whatIsMadeIsKeptUntilTheStateChanges() throws {
        let experiment = Experiment(try Tiny.resolved(["precision=float64", "average=null"]).configuration)
        let state = TrainingState<Double>(experiment.setup)
        let evaluator = try evaluator(state, experiment)
        let (samples, values) = (evaluator.points(at: 1), try evaluator.values(at: 1))
        try overwrite(state.parameters.generator, with: 0)
        #expect(evaluator.points(at: 1) == samples)
        #expect(try evaluator.values(at: 1) == values)
        evaluator.forget()
        #expect(evaluator.points(at: 1).allSatisfy { $0 == .zero })
        #expect(try evaluator.values(at: 1) != values)
    }

    /// Slopes against central differences of the discriminator's scores, in double precision.
    @Test func slopesAreThoseOfTheDiscriminator() throws {
        let experiment = Experiment(
            try Tiny.resolved(["precision=float64", "discriminator.activation.kind=tanh"]).configuration)
        let state = TrainingState<Double>(experiment.setup)
        let evaluator = try evaluator(state, experiment)
        let values = try evaluator.values(at: 4)
        let (data, generated) = (evaluator.data(at: 4), evaluator.points(at: 4))
        let between = data.indices.map { index in
            let share = (Double(index) + 0.5) / 6
            return share * data[index] + (1 - share) * generated[index]
        }
        let score = try PlayerFunction(of: .discriminator, in: experiment.setup.game, state, rows: 1)
        func scores(_ point: Point) throws -> Double {
            try score(Matrix(Shape(1, 2), elements: [point.x, point.y]))[0, 0]
        }
        func slope(_ point: Point) throws -> Double {
            let (h, dx, dy) = (1e-5, Point(1e-5, 0), Point(0, 1e-5))
            let x = try (scores(point + dx) - scores(point - dx)) / (2 * h)
            let y = try (scores(point + dy) - scores(point - dy)) / (2 * h)
            return (x * x + y * y).squareRoot()
        }
        let expected = try [
            "slopeReal": data.map(slope), "slopeGenerated": generated.map(slope),
            "slopeBetween": between.map(slope), "scoreSize": data.map { abs(try scores($0)) },
        ]
        for (name, numbers) in expected {
            let place = try #require(evaluator.columns.firstIndex { $0.name == name })
            let mean = numbers.reduce(0, +) / 6
            #expect(abs(try #require(values[place]) - mean) < 1e-8 * max(1, mean), "\(name)")
        }
    }

    /// Data that a measure compares with are fresh at each step.
    @Test func dataAreFresh() throws {
        let experiment = Experiment(try Tiny.resolved().configuration)
        let evaluator = try evaluator(TrainingState<Double>(experiment.setup), experiment)
        #expect(evaluator.data(at: 1) == evaluator.data(at: 1))
        #expect(evaluator.data(at: 1) != evaluator.data(at: 2))
        #expect(evaluator.data(at: 1).count == 6)
    }
}

/// Hands on batches and writes down the first random word of each.
private final class ListeningBatches: BatchSource {
    let drawn = Mutex<[UInt32]>([])
    private let batches: Batches

    init(_ batches: Batches) { self.batches = batches }

    func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, with kind: RandomInput.Kind, _ draw: RandomDraw)
    {
        drawn.withLock { $0.append(draw.word(0)) }
        batches.fill(buffer, with: kind, draw)
    }
}
