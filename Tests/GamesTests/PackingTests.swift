import Autodiff
import Games
import Networks
import Tensors
import Testing

/// A discriminator that sees several points at a time, by hand.
struct PackingTests {
    static let network = MLP(widths: [6, 5, 1], activation: .tanh, initializer: .torch)

    static func normal(_ rows: Int, _ columns: Int, _ step: Int) -> Matrix<Double> {
        RandomDraw(seed: 4, stream: .data, step: step).normals(Shape(rows, columns))
    }

    /// Four packs of three points, all of them as they are drawn.
    static func played(_ penalties: [any Penalty]) -> PlayedGame {
        let game = GAN(
            generator: PassThrough(), discriminator: network, objective: NonSaturating(),
            penalties: penalties.map { $0.weighted(by: .constant(2)) }, batch: 4)
        #expect(game.packing == 3)
        let parameters = Parameters<Double>(of: network, seed: 1, player: 0).buffers.map(\.matrix)
        return PlayedGame(
            game, PerPlayer(discriminator: parameters, generator: []), real: normal(12, 2, 1),
            latent: normal(12, 2, 2),
            interpolation: RandomDraw(seed: 4, stream: 3, step: 1).uniforms(Shape(4, 1)))
    }

    /// Rows 0, 1 and 2 of what is drawn are the first pack, side by side.
    @Test func packsAreRowsBesideEachOther() throws {
        let game = Self.played([])
        let position = game.position
        let values = try game.values([position.real, position.fake])
        #expect(values.map(\.shape) == [Shape(4, 6), Shape(4, 6)])
        #expect(values[0].elements == Self.normal(12, 2, 1).elements)
        #expect(values[1].elements == Self.normal(12, 2, 2).elements)
    }

    /// The gradient with respect to all points of a pack: the penalty is that of a discriminator of points in six
    /// dimensions, and one number between 0 and 1 moves a whole pack.
    @Test(arguments: [R1(), R2(), WGANGP(), WGANDiv(), Drift(at: .both)] as [any Penalty])
    func penaltiesSeePacks(_ penalty: any Penalty) throws {
        let packed = Self.played([penalty])
        let wide = GAN(
            generator: PassThrough(width: 6), discriminator: Self.network, objective: NonSaturating(),
            penalties: [penalty.weighted(by: .constant(2))], batch: 4)
        #expect(wide.packing == 1)
        let parameters = Parameters<Double>(of: Self.network, seed: 1, player: 0).buffers.map(\.matrix)
        let plain = PlayedGame(
            wide, PerPlayer(discriminator: parameters, generator: []),
            real: try Matrix(Shape(4, 6), elements: Self.normal(12, 2, 1).elements),
            latent: try Matrix(Shape(4, 6), elements: Self.normal(12, 2, 2).elements),
            interpolation: RandomDraw(seed: 4, stream: 3, step: 1).uniforms(Shape(4, 1)))
        for player in Player.allCases {
            let found = try packed.value(packed.field.losses[player])
            #expect(abs(found - (try plain.value(plain.field.losses[player]))) < 1e-14)
        }
        let term = try packed.value(packed.field.terms(of: .discriminator)[0].value)
        #expect(term > 1e-9)
    }

    @Test func aFrozenGeneratorMakesRealPointsWithNoise() throws {
        let discriminator = MLP(widths: [4, 3, 1], activation: .tanh, initializer: .torch)
        let game = GAN(
            generator: NoisyReals(standardDeviation: 0.5), discriminator: discriminator,
            objective: Wasserstein(), batch: 3)
        let parameters = Parameters<Double>(of: discriminator, seed: 1, player: 0).buffers.map(\.matrix)
        let (real, noise) = (Self.normal(6, 2, 1), Self.normal(6, 2, 2))
        let played = PlayedGame(
            game, PerPlayer(discriminator: parameters, generator: []), real: real, latent: noise,
            interpolation: Matrix(Shape(3, 1)))
        let fake = try played.values([played.position.fake])[0]
        #expect(fake.elements == zip(real.elements, noise.elements).map { $0 + 0.5 * $1 })
        #expect(played.field.directions.generator.isEmpty)
    }
}
