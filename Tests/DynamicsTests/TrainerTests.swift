import Autodiff
import Dynamics
import Foundation
import Games
import Networks
import Tensors
import Testing

struct TrainerTests {
    // MARK: Numbers that can be worked out

    @Test func learningRatesFollowTheirSchedules() throws {
        let setup = TrainingSetup.dirac(
            rates: PerPlayer(
                discriminator: .linear(from: 1, to: 0.5, over: 3), generator: .constant(0.25)))
        let trainer = try Trainer<Double>(setup, batches: ConstantBatches())
        var (theta, psi) = (1.0, 0.5)
        for rate in [1, 0.75, 0.5, 0.5] {
            #expect(trainer.step() == nil)
            (theta, psi) = (theta + 0.25 * psi, psi - rate * theta)
            #expect(abs(trainer.state.parameters.generator.buffers[0].scalar - theta) < 1e-15)
            #expect(abs(trainer.state.parameters.discriminator.buffers[0].scalar - psi) < 1e-15)
        }
    }

    @Test func theAverageFollowsTheGenerator() throws {
        let trainer = try Trainer<Double>(.dirac(averageDecay: 0.75), batches: ConstantBatches())
        let average = try #require(trainer.state.average)
        let generator = trainer.state.parameters.generator
        #expect(average.buffers[0].scalar == 1)
        #expect(trainer.state.evaluatedGenerator.buffers[0] === average.buffers[0])
        var expected = 1.0
        for _ in 0..<3 {
            #expect(trainer.step() == nil)
            expected = 0.75 * expected + 0.25 * generator.buffers[0].scalar
            #expect(abs(average.buffers[0].scalar - expected) < 1e-15)
        }
        #expect(expected != generator.buffers[0].scalar)
        let plain = try Trainer<Double>(.dirac(), batches: ConstantBatches())
        #expect(plain.state.average == nil)
        #expect(
            plain.state.evaluatedGenerator.buffers[0] === plain.state.parameters.generator.buffers[0])
    }

    @Test func movesAreCountedForEachPlayer() throws {
        let scheme = Alternating(discriminatorSteps: 3, generatorSteps: 2)
        let trainer = try Trainer<Double>(.dirac(scheme), batches: ConstantBatches())
        #expect(trainer.run(2) == nil)
        #expect(trainer.state.counts.discriminator.scalar == 6)
        #expect(trainer.state.counts.generator.scalar == 4)
        #expect(trainer.completedSteps == 2)
    }

    /// In `Float` 2²⁴ + 1 is 2²⁴: adding 1 would count no further.
    @Test func movesAreCountedBeyondWhatAddingOneCanCount() throws {
        let trainer = try Trainer<Float>(
            .dirac(Alternating(discriminatorSteps: 3)), batches: ConstantBatches())
        trainer.completedSteps = 1 << 24
        #expect(trainer.run(4) == nil)
        #expect(trainer.state.counts.generator.scalar == Float((1 << 24) + 4))
        #expect(trainer.state.counts.discriminator.scalar == Float(3 * (1 << 24) + 12))
    }

    /// Both steps of extragradient are the optimizer's.
    @Test func extragradientCountsBothSteps() throws {
        let trainer = try Trainer<Double>(.dirac(Extragradient()), batches: ConstantBatches())
        #expect(trainer.run(3) == nil)
        #expect(trainer.state.counts.discriminator.scalar == 6)
        #expect(trainer.state.counts.generator.scalar == 6)
    }

    /// Adam's first steps are as long as the rate, for each player by its own count.
    @Test func adamsCountIsThePlayersOwn() throws {
        let trainer = try Trainer<Double>(
            .dirac(Alternating(discriminatorSteps: 2), psi: 2, optimizer: Adam()), batches: ConstantBatches())
        #expect(trainer.step() == nil)
        #expect(abs(trainer.state.parameters.discriminator.buffers[0].scalar - 1.5) < 1e-6)
        #expect(abs(trainer.state.parameters.generator.buffers[0].scalar - 1.25) < 1e-6)
    }

    /// The first loss of both players and the penalty, from the networks' numbers by loops of its own.
    @Test func loggedLossesAreThoseOfTheParametersAndTheBatch() throws {
        let setup = TrainingSetup.ring(Simultaneous(), seed: 4)
        let trainer = try Trainer<Double>(setup, batches: RingBatches())
        let generator = PlainNetwork(trainer.state.parameters.generator) { tanh($0) }
        let discriminator = PlainNetwork(trainer.state.parameters.discriminator) { $0 > 0 ? $0 : 0.2 * $0 }
        #expect(trainer.step() == nil)

        func batch(_ kind: RandomInput.Kind, _ stream: RandomStream, _ width: Int) -> Matrix<Double> {
            let buffer = Buffer<Double>(Shape(16, width))
            RingBatches().fill(buffer, with: kind, RandomDraw(seed: 4, stream: stream, step: 1))
            return buffer.matrix
        }
        let real = batch(.real, .data, 2)
        let latent = batch(.latent, .discriminatorLatent, 3)
        func softplus(_ x: Double) -> Double { log(1 + exp(x)) }
        var (objective, penalty, generatorLoss) = (0.0, 0.0, 0.0)
        for row in 0..<16 {
            let point = Array(real.row(row))
            let fake = discriminator.apply(generator.apply(Array(latent.row(row))))[0]
            objective += (softplus(-discriminator.apply(point)[0]) + softplus(fake)) / 16
            generatorLoss += softplus(-fake) / 16
            // Central differences are exact up to rounding where D is piecewise linear.
            for axis in 0..<2 {
                let slope = [1e-6, -1e-6].map { offset in
                    var moved = point
                    moved[axis] += offset
                    return discriminator.apply(moved)[0]
                }
                penalty += pow((slope[0] - slope[1]) / 2e-6, 2) / 16
            }
        }
        // γ/2 with γ = 2.
        let observed = trainer.observations.reduce(into: [String: Double]()) {
            $0["\($1.player) \($1.term)"] = $1.value
        }
        #expect(
            Set(observed.keys) == [
                "discriminator loss", "discriminator r1", "discriminator gradientNorm", "generator loss",
                "generator gradientNorm",
            ])
        #expect(abs(try #require(observed["discriminator r1"]) - penalty) < 1e-7)
        #expect(abs(try #require(observed["discriminator loss"]) - objective - penalty) < 1e-7)
        #expect(abs(try #require(observed["generator loss"]) - generatorLoss) < 1e-12)
    }

    /// Two layers, in loops.
    struct PlainNetwork {
        let matrices: [Matrix<Double>]
        let activation: (Double) -> Double

        init(_ parameters: Parameters<Double>, _ activation: @escaping (Double) -> Double) {
            matrices = parameters.buffers.map(\.matrix)
            self.activation = activation
        }

        func apply(_ x: [Double]) -> [Double] {
            linear(linear(x, 0).map(activation), 1)
        }

        private func linear(_ x: [Double], _ layer: Int) -> [Double] {
            let (weight, bias) = (matrices[2 * layer], matrices[2 * layer + 1])
            return (0..<weight.shape.rows).map { out in
                zip(weight.row(out), x).reduce(bias[0, out]) { $0 + $1.0 * $1.1 }
            }
        }
    }

    @Test func gradientNormIsThatOfAllParametersTogether() throws {
        let setup = TrainingSetup.ring(Simultaneous(), optimizer: SGD(), averageDecay: nil)
        let trainer = try Trainer<Double>(setup, batches: RingBatches())
        let before = trainer.state.parameters.discriminator.buffers.map(\.matrix)
        #expect(trainer.step() == nil)
        let after = trainer.state.parameters.discriminator.buffers.map(\.matrix)
        var squares = 0.0
        for (a, b) in zip(before, after) {
            for (x, y) in zip(a.elements, b.elements) { squares += (x - y) * (x - y) }
        }
        let norm = try #require(trainer.observations.first { $0.term == "gradientNorm" }).value
        #expect(abs(squares.squareRoot() / 1e-3 / norm - 1) < 1e-9)
    }

    @Test func penaltyWeightsFollowTheirSchedules() throws {
        var setup = TrainingSetup.ring(Simultaneous(), optimizer: SGD())
        setup.rates = PerPlayer { _ in .constant(0) }
        setup.game.penalties[0].weight = .linear(from: 1, to: 3, over: 3)
        let trainer = try Trainer<Double>(setup, batches: SteadyBatches())
        let terms = (0..<3).compactMap { _ in
            trainer.step() == nil ? trainer.observations.first { $0.term == "r1" }?.value : nil
        }
        #expect(terms.count == 3 && terms[0] > 0.01)
        #expect(abs(terms[1] - 2 * terms[0]) < 1e-13)
        #expect(abs(terms[2] - 3 * terms[0]) < 1e-13)
    }

    /// The same batch at every step.
    struct SteadyBatches: BatchSource {
        func fill<Scalar: TensorScalar>(
            _ buffer: Buffer<Scalar>, with kind: RandomInput.Kind, _ draw: RandomDraw
        ) {
            RingBatches().fill(buffer, with: kind, RandomDraw(seed: 3, stream: .data, step: 1))
        }
    }

    // MARK: The state

    @Test func arraysHaveTheNamesOfACheckpoint() throws {
        let setup = TrainingSetup.ring(optimizer: RMSProp())
        let state = try Trainer<Float>(setup, batches: RingBatches()).state
        let layers = ["0.weight", "0.bias", "2.weight", "2.bias"]
        var names: [String] = []
        for player in ["discriminator", "generator"] {
            names += layers.map { "\(player).\($0)" } + ["optimizer.\(player).count"]
            names += layers.map { "optimizer.\(player).\($0).squares" }
        }
        names += layers.map { "generatorAverage.\($0)" }
        #expect(state.arrays.map(\.name) == names)
        #expect(Set(names).count == names.count)
        for array in state.arrays {
            let isVector = array.name.contains("bias") || array.name.hasSuffix("count")
            #expect(array.isVector == isVector)
        }
    }

    @Test func playersStartFromDifferentNumbersThatTheSeedDetermines() throws {
        func start(_ seed: UInt64) throws -> [[UInt64]] {
            try Trainer<Float>(.ring(seed: seed), batches: RingBatches()).state.bits
        }
        #expect(try start(1) == start(1))
        #expect(try start(1) != start(2))
    }

    // MARK: Determinism

    static let setups: [TrainingSetup] = [
        .ring(), .ring(Simultaneous(), [WGANGP()], optimizer: RMSProp()),
        .ring(
            Alternating(discriminatorSteps: 2, first: .generator), [R1(), R2()], optimizer: SGD(momentum: 0.9)
        ),
        .ring(isSpectral: true),
    ]

    @Test(arguments: setups.indices)
    func oneSeedGivesOneCourse(_ index: Int) throws {
        let trainers = try (0..<2).map { _ in
            try Trainer<Float>(Self.setups[index], batches: RingBatches())
        }
        #expect(trainers[0].run(5) == nil)
        #expect(trainers[1].run(5) == nil)
        #expect(trainers[0].state.bits == trainers[1].state.bits)
        #expect(trainers[0].observations.map(\.value) == trainers[1].observations.map(\.value))
        var other = Self.setups[index]
        other.seed = 2
        let third = try Trainer<Float>(other, batches: RingBatches())
        #expect(third.run(5) == nil)
        #expect(third.state.bits != trainers[0].state.bits)
    }

    @Test(arguments: setups.indices)
    func aRestoredRunContinuesAsTheInterruptedOne(_ index: Int) throws {
        let whole = try Trainer<Float>(Self.setups[index], batches: RingBatches())
        #expect(whole.run(3) == nil)
        let restored = try Trainer<Float>(Self.setups[index], batches: RingBatches())
        for (to, from) in zip(restored.state.arrays, whole.state.arrays) {
            #expect(to.name == from.name)
            try to.buffer.load(from.buffer.matrix)
        }
        restored.completedSteps = whole.completedSteps
        #expect(whole.run(4) == nil)
        #expect(restored.run(4) == nil)
        #expect(restored.completedSteps == 7)
        #expect(restored.state.bits == whole.state.bits)
        #expect(restored.observations.map(\.value) == whole.observations.map(\.value))
    }

    @Test(arguments: setups.indices)
    func aFloatRunStaysNearTheDoubleRun(_ index: Int) throws {
        let floats = try Trainer<Float>(Self.setups[index], batches: RingBatches())
        let doubles = try Trainer<Double>(Self.setups[index], batches: RingBatches())
        let start = doubles.state.parameters.map { $0.buffers.map(\.matrix) }
        #expect(floats.run(20) == nil)
        #expect(doubles.run(20) == nil)
        for player in Player.allCases {
            for (float, double) in zip(
                floats.state.parameters[player].buffers, doubles.state.parameters[player].buffers)
            {
                for (a, b) in zip(float.matrix.elements, double.matrix.elements) {
                    #expect(abs(Double(a) - b) < 1e-4)
                }
            }
            #expect(doubles.state.parameters[player].buffers.map(\.matrix) != start[player])
        }
    }

    // MARK: Spectral normalization

    /// The vectors u go on in the discriminator's moves, looked-ahead ones included, and in no other.
    @Test func singularVectorsFollowTheDiscriminatorsMoves() throws {
        func vectors(_ scheme: any Scheme) throws -> [[Double]] {
            var setup = TrainingSetup.ring(scheme, isSpectral: true)
            setup.rates = PerPlayer { _ in .constant(0) }
            let trainer = try Trainer<Double>(setup, batches: RingBatches())
            let kept = trainer.state.auxiliaries.discriminator.buffers
            let before = kept.flatMap(\.matrix.elements)
            #expect(trainer.step() == nil)
            return [before, kept.flatMap(\.matrix.elements)]
        }
        let once = try vectors(Simultaneous())
        let twice = try vectors(Alternating(discriminatorSteps: 2))
        #expect(once[0] != once[1])
        #expect(try vectors(Alternating()) == once)
        #expect(try vectors(Alternating(generatorSteps: 3)) == once)
        #expect(try vectors(Unrolled(steps: 4)) == once)
        #expect(twice[1] != once[1])
        #expect(try vectors(Extragradient()) == twice)
    }

    // MARK: Misuse

    @Test func modelsThatDoNotFitTogetherAreRefused() {
        let game = GAN(
            generator: MLP(widths: [3, 4], activation: .tanh),
            discriminator: MLP(widths: [2, 1], activation: .tanh), objective: Minimax(), batch: 4)
        var setup = TrainingSetup.ring()
        setup.game = game
        #expect(throws: ShapeError("matrix product", Shape(4, 4), Shape(2, 1))) {
            try Trainer<Float>(setup, batches: RingBatches())
        }
    }
}
