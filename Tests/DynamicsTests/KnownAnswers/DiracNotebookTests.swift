import Dynamics
import Foundation
import Games
import Testing

/// The settings of `notebooks/DiracGAN.ipynb` in GAN_stability: start (1, 1), h = 0.2, 500 steps, the generator
/// first. `data/reference/dirac.json` holds the radii from the update rules as the paper writes them.
struct DiracNotebookTests {
    private let radii: [String: [Double]]

    init() throws { radii = try ReferenceData.read("dirac") }

    private static let methods: [(name: String, played: Played)] = [
        ("GAN", Played()),
        ("NSGAN", Played(objective: NonSaturating())),
        ("WGAN", Played(objective: Wasserstein())),
        (
            "WGAN, clipped",
            Played(
                objective: Wasserstein(),
                optimizers: PerPlayer(discriminator: Clipped(SGD(), limit: 1), generator: SGD()))
        ),
        // (γ/2)(|ψ| − 1)² is λ(|ψ| − 1)² with λ = γ/2.
        ("WGAN-GP", Played(objective: Wasserstein(), penalties: [(WGANGP(), 0.35)])),
        ("GP 0.3", Played(penalties: [(R1(), 0.3)])),
        ("GP 1", Played(penalties: [(R1(), 1)])),
        ("GP 2", Played(penalties: [(R1(), 2)])),
        ("ConOpt", Played(fieldMethods: [(Consensus(), 1)])),
        ("NSGAN, GP 0.3", Played(objective: NonSaturating(), penalties: [(R1(), 0.3)])),
    ]

    private static let schemes: [any Scheme] = [
        Simultaneous(), Alternating(first: .generator),
        Alternating(discriminatorSteps: 5, first: .generator),
    ]

    @Test(arguments: methods.map(\.name))
    func radiusAfter500Steps(name: String) throws {
        let method = try #require(Self.methods.first { $0.name == name })
        let expected = try #require(radii[name])
        for (scheme, radius) in zip(Self.schemes, expected) {
            var played = method.played
            played.scheme = scheme
            let trainer = try played.trainer()
            for _ in 0..<500 { #expect(trainer.step() == nil) }
            // The norm's ε moves WGAN-GP by 1e-10.
            #expect(abs(trainer.radius(of: played.game) / radius - 1) < 1e-8)
        }
    }

    @Test func theReferenceHasEveryMethod() {
        #expect(Set(radii.keys) == Set(Self.methods.map(\.name)))
    }

    /// With 1000 draws of noise a step the radius falls to what the draws leave, and no further.
    @Test func instanceNoiseFallsToTheFloorOfItsDraws() throws {
        for scheme in Self.schemes {
            let played = Played(
                game: .dirac(batch: 1000, isNoiseFresh: true), noise: 0.7, scheme: scheme)
            let trainer = try played.trainer()
            var sum = 0.0
            for step in 0..<500 {
                #expect(trainer.step() == nil)
                if step >= 400 { sum += trainer.radius(of: played.game) }
            }
            #expect(sum / 100 > 0.005 && sum / 100 < 0.05)
        }
    }
}
