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
            Played(objective: Wasserstein(), weightClipping: 1)
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

    /// Radii after 500 steps of SimGD, AltGD with one and with five steps of the discriminator, to the digits
    /// known, and their least and largest in the last 100 steps where they do not shrink.
    private static let table: [String: [(radius: Double, last: ClosedRange<Double>?)]] = [
        "GAN": [(3.10, nil), (1.42, 1.34...1.42), (1.84, 1.03...2.42)],
        "NSGAN": [(0.640, 0.626...0.644), (0.284, nil), (0.139, nil)],
        "WGAN, clipped": [(1.00, 1.00...1.27), (1.02, 0.95...1.05), (0.92, 0.43...1.01)],
        "WGAN": [(25_600, nil), (1.40, nil), (1.06, 1.0...2.3)],
        "WGAN-GP": [(1.80, 1.62...1.97), (1.22, 1.14...1.44), (0.72, 0.68...1.50)],
        "GP 0.3": [(2.64e-6, nil), (2.3e-7, nil), (0, nil)],
        "GP 1": [(9.53e-22, nil), (7.48e-17, nil), (5.14e-12, nil)],
        "GP 2": [(1.33e-6, nil), (1.93e-6, nil), (3.47e-6, nil)],
        "ConOpt": [(2.58e-10, nil), (1.72e-11, nil), (11.0, nil)],
        "NSGAN, GP 0.3": [(2.21e-6, nil), (1.5e-7, nil), (0, nil)],
    ]

    /// To 1 %; what is called 0 is below 10⁻³⁰, and the ends of ranges are known to a digit or two behind the point.
    @Test(arguments: methods.map(\.name))
    func theTableOfTheNotebooksSetting(name: String) throws {
        let method = try #require(Self.methods.first { $0.name == name })
        let row = try #require(Self.table[name])
        for (scheme, expected) in zip(Self.schemes, row) {
            var played = method.played
            played.scheme = scheme
            let trainer = try played.trainer()
            var radii: [Double] = []
            for _ in 0..<500 {
                #expect(trainer.step() == nil)
                radii.append(trainer.radius(of: played.game))
            }
            #expect(abs(radii[499] - expected.radius) < max(0.01 * expected.radius, 1e-30), "\(radii[499])")
            guard let last = expected.last else { continue }
            let digit = name == "WGAN" ? 0.051 : 0.0051
            let (least, largest) = (radii.suffix(100).min() ?? 0, radii.suffix(100).max() ?? 0)
            #expect(abs(least - last.lowerBound) < digit, "\(least)")
            #expect(abs(largest - last.upperBound) < digit, "\(largest)")
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
