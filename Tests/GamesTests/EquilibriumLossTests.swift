import Foundation
import Games
import Testing

/// What objectives say of their losses at equilibrium, beside their own formulas at constant scores. The numbers in the
/// table are computed by hand: softplus(0) = ln 2, labels halfway at ½, hinges at ±1.
struct EquilibriumLossTests {
    private static let byHand:
        [(objective: any Objective, best: [Double], discriminator: Double?, generator: Double?)] = [
            (Minimax(), [0], 1.3862943611198906, -0.6931471805599453),
            (NonSaturating(), [0], 1.3862943611198906, 0.6931471805599453),
            (Wasserstein(), [-3, 0, 7], 0, nil),
            (Hinge(), [-1, 0, 0.5, 1], 2, nil),
            (LeastSquares(), [0.5], 0.5, 0.25),
            (RelativisticPaired(), [-3, 0, 7], 0.6931471805599453, 0.6931471805599453),
            (RelativisticAverage(), [-3, 0, 7], 1.3862943611198906, 1.3862943611198906),
            // −2(¼ ln ¼ + ¾ ln ¾) at σ(D) = ¼, so at D = −ln 3; ln ¾ and −ln ¼.
            (
                SmoothedLabels(Minimax(), by: 0.5), [-1.0986122886681098], 1.1246702892376166,
                -0.2876820724517809
            ),
            (
                SmoothedLabels(NonSaturating(), by: 0.5), [-1.0986122886681098], 1.1246702892376166,
                1.3862943611198906
            ),
            (FDivergence(.kl), [1], 0, -1),
            (FDivergence(.reverseKL), [0], 0, 1),
            (FDivergence(.pearson), [0], 0, 0),
            (FDivergence(.squaredHellinger), [0], 0, 0),
        ]

    private static func losses(_ objective: any Objective, at score: Double) throws -> (Double, Double) {
        let scores = [score, score, score]
        return try ObjectiveTests.losses(objective, real: scores, fake: scores)
    }

    @Test func numbersByHand() {
        for row in Self.byHand {
            for (said, known) in [
                (row.objective.equilibrium.discriminator, row.discriminator),
                (row.objective.equilibrium.generator, row.generator),
            ] {
                #expect((said == nil) == (known == nil), "\(row.objective)")
                if let said, let known { #expect(abs(said.value - known) < 1e-15, "\(row.objective)") }
            }
        }
    }

    /// Where all points are scored alike, no score gives the discriminator less, and what is called undetermined differs
    /// between the scores that are as good.
    @Test func noConstantScoreIsBetter() throws {
        for row in Self.byHand {
            let least = try #require(row.objective.equilibrium.discriminator).value
            for score in stride(from: -8.0, through: 8, by: 0.25) {
                #expect(
                    try Self.losses(row.objective, at: score).0 >= least - 1e-14, "\(row.objective) \(score)")
            }
            let best = try row.best.map { try Self.losses(row.objective, at: $0) }
            #expect(best.allSatisfy { abs($0.0 - least) < 1e-14 }, "\(row.objective)")
            if let generator = row.objective.equilibrium.generator {
                #expect(best.allSatisfy { abs($0.1 - generator.value) < 1e-14 }, "\(row.objective)")
            } else {
                #expect(Set(best.map(\.1)).count == best.count, "\(row.objective)")
            }
        }
    }

    @Test func formulasAreTheNumbers() {
        let said = Self.byHand.flatMap { row -> [String] in
            let equilibrium = row.objective.equilibrium
            return [equilibrium.discriminator?.formula ?? "none", equilibrium.generator?.formula ?? "none"]
        }
        let known =
            "2 ln 2,−ln 2,2 ln 2,ln 2,0,none,2,none,1/2,1/4,ln 2,ln 2,2 ln 2,2 ln 2,2 H(0.25),ln 0.75,2 H(0.25),−ln 0.25,0,−1,0,1,0,0,0,0"
        #expect(said.joined(separator: ",") == known)
    }
}
