import Autodiff
import Dynamics
import Games
import Tensors
import Testing

/// Where training ends before its last step: at numbers that are not finite, or since it was told to.
struct TrainerStopTests {
    /// Real points that are no numbers from a step on.
    struct BrokenBatches: BatchSource {
        let step: UInt32
        let broken: RandomInput.Kind
        let value: Double

        func fill<Scalar: TensorScalar>(
            _ buffer: Buffer<Scalar>, with kind: RandomInput.Kind, _ draw: RandomDraw
        ) {
            RingBatches().fill(buffer, with: kind, draw)
            let isBroken =
                RandomDraw(
                    seed: 1, stream: kind == .real ? .data : .generatorLatent, step: Int(step),
                    substep: kind == .real ? 0 : 1
                ).word(0) == draw.word(0)
            if kind == broken, isBroken { buffer.scalar = Scalar(value) }
        }
    }

    @Test(arguments: [Double.nan, .infinity])
    func aLossThatIsNotFiniteStopsThePlayerBeforeItMoves(_ value: Double) throws {
        let trainer = try Trainer<Float>(
            .ring(averageDecay: 0.9), batches: BrokenBatches(step: 3, broken: .real, value: value))
        #expect(trainer.run(2) == nil)
        let before = trainer.state.bits
        let divergence = try #require(trainer.step())
        #expect(divergence.step == 3)
        #expect(divergence.player == .discriminator)
        #expect(divergence.movedBefore.isEmpty)
        // The step broke in its first turn: the second one's numbers are those of no step.
        let numbers = divergence.numbers.map { "\($0.player) \($0.term)" }
        #expect(numbers == trainer.observations.map { "\($0.player) \($0.term)" })
        #expect(
            divergence.numbers.map { $0.value.map(\.isFinite) } == [
                false, value.isInfinite, false, nil, nil,
            ])
        // NaN reaches the penalty too, which is then named; infinity breaks the objective alone.
        #expect(divergence.term == (value.isNaN ? "r1" : "loss"))
        #expect(!divergence.value.isFinite)
        #expect(trainer.completedSteps == 2)
        #expect(trainer.state.bits == before)
    }

    @Test func theSecondPlayersLossStopsThatPlayer() throws {
        let trainer = try Trainer<Float>(
            .ring(), batches: BrokenBatches(step: 2, broken: .latent, value: .nan))
        #expect(trainer.run(1) == nil)
        let before = trainer.state.parameters.map { $0.buffers.map(\.matrix) }
        let divergence = try #require(trainer.step())
        #expect(divergence.step == 2)
        #expect(divergence.player == .generator)
        #expect(divergence.term == "loss")
        #expect(trainer.state.parameters.generator.buffers.map(\.matrix) == before.generator)
        #expect(divergence.movedBefore == [.discriminator])
        #expect("\(divergence)" == "step 2: the generator's loss is nan, after the discriminator had moved")
        // The discriminator had made its move, which was sound.
        #expect(trainer.state.parameters.discriminator.buffers.map(\.matrix) != before.discriminator)
        #expect(trainer.completedSteps == 1)
    }

    /// So steep that the norm of its gradient overflows, though its value at 0 is sound.
    struct Cliff: Penalty {
        let name = "cliff"

        func terms(at position: Position, weight: Autodiff.Expression) -> PenaltyTerms {
            PenaltyTerms(discriminator: weight * 1e200 * position.parameters.discriminator[0])
        }
    }

    @Test func aGradientThatIsNotFiniteStopsThePlayerToo() throws {
        var setup = TrainingSetup.dirac(psi: 0)
        setup.game.penalties = [Cliff().weighted(by: .constant(1))]
        let trainer = try Trainer<Double>(setup, batches: ConstantBatches())
        let before = trainer.state.bits
        let divergence = try #require(trainer.step())
        #expect(divergence.step == 1)
        #expect(divergence.player == .discriminator)
        #expect(divergence.term == "gradientNorm")
        #expect(!divergence.value.isFinite)
        #expect(trainer.state.bits == before)
        #expect(trainer.completedSteps == 0)
    }

    // MARK: Stopping

    /// Competitive descent under unrolling is written down and compiled for minutes.
    @Test func compilingStopsWhenTold() throws {
        let setup = TrainingSetup.ring(
            Unrolled(steps: 20), [], fieldMethods: [CompetitiveDescent(sweeps: 20)])
        let start = ContinuousClock.now
        var asked = 0
        #expect(throws: CancellationError.self) {
            try Trainer<Float>(setup, batches: RingBatches()) {
                asked += 1
                return asked > 10_000
            }
        }
        #expect(ContinuousClock.now - start < .seconds(100))
    }

    /// It is asked at every stage of the work, and to its end.
    @Test func compilingIsAskedToTheEnd() throws {
        var asked = 0
        _ = try Trainer<Float>(.ring(), batches: RingBatches()) {
            asked += 1
            return false
        }
        for last in [1, asked / 2, asked] {
            var count = 0
            #expect(throws: CancellationError.self) {
                try Trainer<Float>(.ring(), batches: RingBatches()) {
                    count += 1
                    return count >= last
                }
            }
        }
    }
}
