import Dynamics
import Games
import Tensors
import Testing

/// Penalties at generated points that count as given or as functions of the generator's parameter, by hand: with
/// D(x) = wx² and G(z) = az, z uniform on (−1, 1), R2 is γ/2·E(2wx)² = 2γw²a²/3.
struct GeneratedPointsTests {
    private static let (w, a, gamma) = (0.4, 1.5, 2.0)

    private static func played(_ penalty: (any Penalty)?, consensus: Double = 0) -> Played {
        Played(
            game: .quadratic(), objective: Wasserstein(), penalties: penalty.map { [($0, gamma)] } ?? [],
            fieldMethods: consensus > 0 ? [(Consensus(), consensus)] : [])
    }

    /// −∂v/∂(w, a) at (w, a), whose signs are those of the losses.
    private static func jacobian(_ penalty: (any Penalty)?) throws -> Matrix<Double> {
        let played = played(penalty)
        let place = PerPlayer(discriminator: [Matrix(w)], generator: [Matrix(a)])
        return try FieldJacobian(of: played.setup, at: place, batches: KnownGameBatches(played.game))
            .matrix(threads: 1).scaled(by: -1)
    }

    /// ∂²/∂w² = 4γa²/3 either way. ∂²/∂a∂w = 8γwa/3 through the points.
    @Test func theJacobianOfR2() throws {
        let plain = try Self.jacobian(nil)
        let through = try Self.jacobian(R2())
        let given = try Self.jacobian(R2(isDetached: true))
        let (w, a, gamma) = (Self.w, Self.a, Self.gamma)
        for found in [through, given] {
            #expect(abs(found[0, 0] - plain[0, 0] - 4 * gamma * a * a / 3) < 1e-12)
            #expect(abs(found[1, 0] - plain[1, 0]) < 1e-12 && abs(found[1, 1] - plain[1, 1]) < 1e-12)
        }
        #expect(abs(through[0, 1] - plain[0, 1] - 8 * gamma * w * a / 3) < 1e-12)
        #expect(abs(given[0, 1] - plain[0, 1]) < 1e-12)
    }

    @Test func theJacobianOfWGANGP() throws {
        let plain = try Self.jacobian(nil)
        let through = try Self.jacobian(WGANGP(target: 0))
        let given = try Self.jacobian(WGANGP(target: 0, isDetached: true))
        #expect(abs(through[0, 0] - given[0, 0]) < 1e-12)
        #expect(abs(given[0, 1] - plain[0, 1]) < 1e-12)
        #expect(abs(through[0, 1] - plain[0, 1]) > 0.1)
    }

    /// Consensus gives the generator γ_c·v_D·∂v_D/∂a besides; v_D, the discriminator's own gradient, is a²/3 − 1/3 +
    /// 4γwa²/3. Without field methods the players' directions are the same either way.
    @Test func consensusFeelsTheDifference() throws {
        func field(_ isDetached: Bool, consensus: Double) throws -> [Double] {
            try Self.played(R2(isDetached: isDetached), consensus: consensus).field(Self.w, Self.a)
        }
        #expect(try field(false, consensus: 0) == field(true, consensus: 0))
        let (through, given) = (try field(false, consensus: 0.3), try field(true, consensus: 0.3))
        let (w, a, gamma) = (Self.w, Self.a, Self.gamma)
        let ofDiscriminator = (a * a - 1) / 3 + 4 * gamma * w * a * a / 3
        #expect(abs(through[0] - given[0]) < 1e-12)
        // The field points where the players go.
        #expect(abs(given[1] - through[1] - 0.3 * ofDiscriminator * 8 * gamma * w * a / 3) < 1e-12)
    }
}
