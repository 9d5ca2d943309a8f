import Dynamics
import Games
import Networks
import Tensors
import Testing

/// A discriminator that begins every step anew.
struct FreshDiscriminatorTests {
    static func setup(spectral: Bool = false) -> TrainingSetup {
        var setup = TrainingSetup.ring(
            Alternating(discriminatorSteps: 2), [], optimizer: RMSProp(.tensorFlow1),
            isSpectral: spectral)
        setup.renewsDiscriminator = true
        return setup
    }

    static func trainer(_ setup: TrainingSetup) throws -> Trainer<Double> {
        try Trainer(setup, batches: RingBatches())
    }

    /// One step leads from initial values to where the step's discriminator ends: with learning rate 0 it ends there.
    @Test func everyStepHasInitialValuesOfItsOwn() throws {
        var setup = Self.setup()
        setup.rates.discriminator = .constant(0)
        let trainer = try Self.trainer(setup)
        let model = setup.game.discriminator
        let first = Parameters<Double>(of: model, seed: setup.seed, player: 0)
        #expect(trainer.step() == nil)
        #expect(trainer.state.parameters.discriminator.buffers.map(\.matrix) == first.buffers.map(\.matrix))
        for step in 2...4 {
            #expect(trainer.step() == nil)
            let fresh = Parameters<Double>(of: model, seed: setup.seed, player: step)
            let found = trainer.state.parameters.discriminator.buffers.map(\.matrix)
            #expect(found == fresh.buffers.map(\.matrix))
            #expect(found != first.buffers.map(\.matrix))
        }
    }

    /// From the same position a step is the same whatever the optimizer had learned before, and its count starts again.
    @Test func theOptimizerForgets() throws {
        let (setup, spoilt) = (Self.setup(spectral: true), try Self.trainer(Self.setup(spectral: true)))
        let trainer = try Self.trainer(setup)
        for each in [trainer, spoilt] { #expect(each.run(2) == nil) }
        let state = spoilt.state
        for buffer in state.optimizerState.discriminator.joined() { buffer.fill { _, _ in 7 } }
        for buffer in state.parameters.discriminator.buffers { buffer.fill { _, _ in 0.3 } }
        for buffer in state.auxiliaries.discriminator.buffers { buffer.fill { _, _ in 0.1 } }
        for each in [trainer, spoilt] { #expect(each.run(1) == nil) }
        #expect(trainer.state.bits == spoilt.state.bits)
        #expect(trainer.state.counts.discriminator.scalar == 2)
        #expect(trainer.state.counts.generator.scalar == 3)
    }

    /// The generator goes on.
    @Test func onlyTheDiscriminatorBeginsAnew() throws {
        let trainer = try Self.trainer(Self.setup())
        #expect(trainer.run(1) == nil)
        let start = Parameters<Double>(of: Self.setup().game.generator, seed: 1, player: 1)
        #expect(trainer.state.parameters.generator.buffers.map(\.matrix) != start.buffers.map(\.matrix))
        let moved = trainer.state.parameters.generator.copy()
        #expect(trainer.run(1) == nil)
        let change = zip(trainer.state.parameters.generator.buffers, moved.buffers).flatMap {
            zip($0.matrix.elements, $1.matrix.elements).map { abs($0 - $1) }
        }
        #expect(change.contains { $0 > 0 } && change.allSatisfy { $0 < 0.1 })
    }
}
