import Foundation
import Games
import Tensors
import Testing

@testable import Dynamics

struct EquilibriumCheckTests {
    /// x·y with x = ψ = θ as given; the seed draws the start.
    private func check(
        _ formula: String, start: [Double], at place: [Double], batchCount: Int = 3
    ) throws -> EquilibriumCheck {
        let game = try KnownGame.function(Formula(formula), x: [start[0]], y: [start[1]])
        let setup = TrainingSetup(
            game: GAN(game, objective: FunctionValue()), scheme: Simultaneous(),
            optimizers: PerPlayer { _ in SGD() }, rates: PerPlayer { _ in .constant(0.1) }, seed: 0)
        return try EquilibriumCheck(
            of: setup, at: PerPlayer(discriminator: [Matrix(place[1])], generator: [Matrix(place[0])]),
            batches: KnownGameBatches(game), batchCount: batchCount)
    }

    /// f = x²/2 − y²/2: the generator minimizes it over x and has v = −x, the discriminator has v = −y.
    @Test func sharesOfTheFieldBeforeTraining() throws {
        let check = try check("x^2/2 - y^2/2", start: [3, 4], at: [0.003, -2])
        #expect(
            check.parts.generator == EquilibriumCheck.Part(norm: 0.003, error: 0, untrainedNorm: 3))
        #expect(
            check.parts.discriminator == EquilibriumCheck.Part(norm: 2, error: 0, untrainedNorm: 4))
        #expect(check.parts.generator.verdict == .near)
        #expect(check.parts.discriminator.verdict == .away && check.verdict == .away)
        #expect(check.parts.discriminator.share == 0.5)
    }

    @Test(arguments: [
        ([3.0, 4], [0.0, 0], EquilibriumCheck.Verdict.near), ([3, 4], [0.0031, 0], .away),
        ([0, 0], [0, 0], .near), ([0, 0], [1e-9, 0], .away),
    ])
    func whereBatchesDoNotDiffer(
        start: [Double], place: [Double], verdict: EquilibriumCheck.Verdict
    ) throws {
        let check = try check("x^2/2 - y^2/2", start: start, at: place)
        #expect(check.verdict == verdict)
        #expect(check.parts.discriminator.share == 0)
    }

    /// numpy: x = [[1, 3], [3, 5], [2, 10]]; the errors are x.std(0, ddof=1)/sqrt(3), their root sum of
    /// squares is 2.1602468994692865.
    @Test func meansAndTheirErrors() {
        var moments = Moments()
        moments.add([1, 3])
        #expect(moments.mean == [1, 3] && moments.error == nil)
        moments.add([3, 5])
        moments.add([2, 10])
        #expect(moments.mean == [2, 6])
        #expect(abs((moments.error ?? 0) - 2.1602468994692865) < 1e-15)
    }

    @Test func aMeanWithinTwiceItsErrorMayBe0() {
        func verdict(_ norm: Double, _ error: Double?) -> EquilibriumCheck.Verdict {
            EquilibriumCheck.Part(norm: norm, error: error, untrainedNorm: 1).verdict
        }
        #expect(verdict(0.2, 0.1) == .withinError && verdict(0.201, 0.1) == .away)
        #expect(verdict(0.2, nil) == .away && verdict(0.2, 0) == .away)
        #expect(verdict(0.001, 0.1) == .near && verdict(0.00101, 0) == .away)
    }

    /// The batch of a number has that number at every point: the Dirac-GAN's mean over 4 batches is that at 1.5, and the
    /// path, the Jacobian and the check see the same ones.
    @Test func allSeeTheSameBatches() throws {
        let setup = TrainingSetup(
            game: GAN(
                generator: Dirac(player: .generator, start: 0.3),
                discriminator: Dirac(player: .discriminator, start: 0.5), objective: Wasserstein(), batch: 2),
            scheme: Simultaneous(), optimizers: PerPlayer { _ in SGD() },
            rates: PerPlayer { _ in .constant(0.1) }, seed: 0)
        let place = PerPlayer(discriminator: [Matrix(0.5)], generator: [Matrix(0.3)])
        let batches = NumberedBatches()
        let check = try EquilibriumCheck(of: setup, at: place, batches: batches, batchCount: 4)
        // D gains ψ·(x − θ): v = 1.5 − 0.3; errors √(5/12).
        #expect(abs(check.parts.discriminator.norm - 1.2) < 1e-14)
        #expect(abs((check.parts.discriminator.error ?? 0) - (5.0 / 12).squareRoot()) < 1e-14)
        #expect(check.parts.generator.norm == 0.5 && check.parts.generator.error == 0)
        #expect(check.verdict == .away)
        let field = try FieldJacobian(of: setup, at: place, batches: batches, batchCount: 4).field()
        #expect(abs(abs(field[0]) - 1.2) < 1e-14 && abs(field[1]) == 0.5)
        let path = try FieldPath(of: setup, from: place, to: place, batches: batches, batchCount: 4, at: [1])
        #expect(abs(path.places[0].norms[0] - 1.2) < 1e-14)
    }
}

/// Every real point is the batch's number, every latent one 0.
private struct NumberedBatches: BatchSource {
    func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, with kind: RandomInput.Kind, _ draw: RandomDraw)
    {
        ConstantBatches(real: Double(draw.number)).fill(buffer, with: kind, draw)
    }
}
