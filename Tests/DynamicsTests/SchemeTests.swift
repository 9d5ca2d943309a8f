import Dynamics
import Games
import Tensors
import Testing

/// One step of θ and ψ by hand, at rate h = ¼ from θ = 1, ψ = ½: ψ falls by hθ, θ grows by hψ.
struct SchemeTests {
    static func step(_ scheme: any Scheme) throws -> (theta: Double, psi: Double) {
        let trainer = try Trainer<Double>(.dirac(scheme), batches: ConstantBatches())
        #expect(trainer.step() == nil)
        #expect(trainer.completedSteps == 1)
        let parameters = trainer.state.parameters
        return (parameters.generator.buffers[0].scalar, parameters.discriminator.buffers[0].scalar)
    }

    @Test func simultaneousPlayersBothSeeTheOldPosition() throws {
        let step = try Self.step(Simultaneous())
        #expect(step.psi == 0.25)
        #expect(step.theta == 1.125)
    }

    @Test func theSecondOfAlternatingPlayersSeesWhatTheFirstDid() throws {
        let step = try Self.step(Alternating())
        #expect(step.psi == 0.25)
        #expect(step.theta == 1.0625)
    }

    @Test func theGeneratorMayMoveFirst() throws {
        let step = try Self.step(Alternating(first: .generator))
        #expect(step.theta == 1.125)
        #expect(step.psi == 0.21875)
    }

    @Test func aPlayerMovesAsOftenAsItsCount() throws {
        let discriminator = try Self.step(Alternating(discriminatorSteps: 3))
        #expect(discriminator.psi == -0.25)
        #expect(discriminator.theta == 0.9375)
        let generator = try Self.step(Alternating(discriminatorSteps: 2, generatorSteps: 3))
        #expect(generator.psi == 0)
        #expect(generator.theta == 1)
        let first = try Self.step(Alternating(generatorSteps: 2, first: .generator))
        #expect(first.theta == 1.25)
        #expect(first.psi == 0.1875)
    }

    @Test func turnsNameWhoMovesAndHowOften() {
        func turns(_ scheme: any Scheme) -> [String] {
            scheme.turns.map { turn in
                let players = turn.players.map { "\($0.rawValue.prefix(1))" }.joined()
                return "\(turn.repetitions)\(players)\(turn.rule.name)"
            }
        }
        #expect(turns(Simultaneous()) == ["1dg"])
        #expect(turns(Alternating(discriminatorSteps: 5, generatorSteps: 2)) == ["5d", "2g"])
        #expect(turns(Alternating(discriminatorSteps: 5, first: .generator)) == ["1g", "5d"])
        #expect(turns(Extragradient()) == ["1dgextrapolated"])
        #expect(turns(Unrolled(steps: 3)) == ["1d", "1gunrolled over 3 steps"])
    }

    @Test func everyMoveHasFreshBatches() throws {
        let batches = RecordedBatches()
        let scheme = Alternating(discriminatorSteps: 2, generatorSteps: 2)
        let trainer = try Trainer<Double>(
            .ring(scheme, [WGANGP()], batch: 6), batches: batches)
        var words: [UInt32] = []
        for _ in 0..<3 {
            #expect(trainer.step() == nil)
            let records = batches.take()
            #expect(records.map(\.kind).count { $0 == .real } == 4)
            #expect(records.map(\.kind).count { $0 == .latent } == 4)
            #expect(records.map(\.kind).count { $0 == .interpolation } == 4)
            #expect(records.allSatisfy { $0.rows == 6 })
            words += records.map(\.word)
        }
        #expect(Set(words).count == words.count)
    }

    /// The moves of the second player see the latent points of the first one's last move; real points stay fresh.
    @Test func latentPointsMayBeShared() throws {
        for first in Player.allCases {
            let batches = RecordedBatches()
            let scheme = Alternating(
                discriminatorSteps: 2, generatorSteps: 2, first: first, sharesLatents: true)
            let trainer = try Trainer<Double>(.ring(scheme, batch: 6), batches: batches)
            #expect(trainer.step() == nil)
            let records = batches.take()
            let latents = records.filter { $0.kind == .latent }.map(\.word)
            #expect(latents.count == 4)
            #expect(latents[0] != latents[1])
            #expect(latents[2] == latents[1] && latents[3] == latents[1])
            let reals = records.filter { $0.kind == .real }.map(\.word)
            #expect(Set(reals).count == 4)
            // The first player's points are the ones of a scheme that shares nothing.
            let plain = RecordedBatches()
            let fresh = Alternating(discriminatorSteps: 2, generatorSteps: 2, first: first)
            #expect(try Trainer<Double>(.ring(fresh, batch: 6), batches: plain).step() == nil)
            #expect(plain.take().filter { $0.kind == .latent }.map(\.word).prefix(2) == latents.prefix(2))
        }
    }

    @Test func simultaneousPlayersShareABatch() throws {
        let batches = RecordedBatches()
        let trainer = try Trainer<Double>(.ring(Simultaneous()), batches: batches)
        #expect(trainer.step() == nil)
        #expect(batches.take().map(\.kind) == [.real, .latent])
    }

    @Test func batchesAreDrawnForTheirPurposeStepAndMove() throws {
        let batches = RecordedBatches()
        let setup = TrainingSetup.ring(Alternating(discriminatorSteps: 2), [WGANGP()], seed: 9)
        let trainer = try Trainer<Float>(setup, batches: batches)
        #expect(trainer.run(2) == nil)
        func word(_ stream: RandomStream, _ step: Int, _ move: Int) -> UInt32 {
            RandomDraw(seed: 9, stream: stream, step: step, substep: move).word(0)
        }
        let records = batches.take()
        func words(_ kind: RandomInput.Kind) -> [UInt32] { records.filter { $0.kind == kind }.map(\.word) }
        let moves = [1, 2].flatMap { step in (0..<3).map { (step, $0) } }
        #expect(words(.real) == moves.map { word(.data, $0, $1) })
        #expect(words(.interpolation) == moves.map { word(.interpolation, $0, $1) })
        #expect(
            words(.latent)
                == moves.map { word($1 < 2 ? .discriminatorLatent : .generatorLatent, $0, $1) })
    }
}
