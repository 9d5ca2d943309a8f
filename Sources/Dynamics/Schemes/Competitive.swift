import Autodiff
import Games

/// Both players move to the equilibrium of the game as it looks from where they are: each loss to first order in the own
/// move and with the mixed second derivatives, and a price for long moves,
///
///     Δψ = −P(d_D + A·Δθ)    and    Δθ = −Q(d_G + B·Δψ),
///
/// with the directions d, A = ∂d_D/∂θ, B = ∂d_G/∂ψ, and P and Q the factors that the optimizers give each number: the
/// rate for gradient descent, η/(√v + ε) for RMSProp and for Adam without momentum. In a zero-sum game B = −Aᵀ, so
///
///     (I + √P·A·Q·Aᵀ·√P)·y = √P(d_D − A·Q·d_G),    Δψ = −√P·y,
///
/// is positive definite, and y is found by conjugate gradients.
///
/// Source: Schäfer, Anandkumar 2019, "Competitive Gradient Descent", arXiv 1905.12103; with rates of each number Schäfer,
/// Zheng, Anandkumar 2020, arXiv 1910.05852 (ACGD), solved as in `acgd.py` of devzhk/cgds-package.
public struct Competitive: Scheme {
    /// Of the conjugate gradients.
    public let iterations: Int

    public init(iterations: Int = 10) { self.iterations = iterations }

    public var turns: [Turn] { [Turn([.discriminator, .generator], .competitive(self))] }
}

extension MoveRule {
    public static func competitive(_ scheme: Competitive) -> MoveRule {
        MoveRule(
            "to their local equilibrium, by \(scheme.iterations) conjugate gradients",
            // Of the right side, of the generator's answer, and two an iteration: what `CG_CGDA_y!` of f-t-s/CGD counts.
            cost: { MoveCost(looks: [$0], products: 2 + 2 * scheme.iterations) }
        ) { play in
            play.requireZeroSum()
            let field = play.field(at: play.start, for: play.players, seeing: play.drawBatch())
            let gradients = PerPlayer { play.gradients(of: $0, in: field) }
            let factors = play.factors(of: gradients)
            /// Each array times its own factor.
            func scaled(_ vector: [Expression], _ factors: [Expression]) -> [Expression] {
                zip(factors, vector).map { $0 * $1 }
            }
            /// How a player's direction changes along the other's move: A·Δθ or B·Δψ.
            func response(of player: Player, to move: [Expression]) -> [Expression] {
                jacobianProduct(
                    of: field.directions[player], withRespectTo: field.parameters[player.other], times: move)
            }
            let roots = factors.discriminator.map { sqrt($0) }
            let answer = response(of: .discriminator, to: scaled(gradients.generator, factors.generator))
            let right = scaled(zip(gradients.discriminator, answer).map { $0 - $1 }, roots)
            let solution = conjugateGradients(right, iterations: scheme.iterations) { vector in
                let felt = response(of: .generator, to: scaled(vector, roots))
                let back = response(of: .discriminator, to: scaled(felt, factors.generator))
                return zip(vector, scaled(back, roots)).map { $0 - $1 }
            }
            let discriminator = scaled(solution, roots)
            let felt = response(of: .generator, to: discriminator)
            let generator = scaled(zip(gradients.generator, felt).map { $0 - $1 }, factors.generator)
            let taken = PerPlayer(discriminator: discriminator, generator: generator)
            return Move(
                to: play.step(play.players, from: play.start, against: field, taking: taken), following: field
            )
        }
    }
}
