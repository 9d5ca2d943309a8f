import Autodiff
import Games

/// The generator descends; the discriminator steps, and also moves so that its gradient stays what it was: along the
/// ridge, by −H⁻¹·(∂d/∂θ)·Δθ, where d is its direction, H = ∂d/∂ψ, and Δθ the generator's move.
///
/// H⁻¹b is found as x of (H² + δI)x = Hb by conjugate gradients, which H need not be positive for.
///
/// Source: Wang, Zhang, Ba 2020, "On Solving Minimax Optimization Locally: A Follow-the-Ridge Approach", arXiv
/// 1910.07512, Algorithm 1; damping and conjugate gradients as in the authors' program, `follow_ridge_2D.py` of
/// gd-zhang/Follow-the-Ridge.
public struct FollowTheRidge: Scheme {
    /// Of the conjugate gradients.
    public let iterations: Int
    /// δ.
    public let damping: Double
    /// Whether the discriminator's step is read where both have come to along the ridge, as in the authors' program, and
    /// not at the old place, as in the paper.
    public let isAlternating: Bool

    public init(iterations: Int = 5, damping: Double = 1, isAlternating: Bool = false) {
        self.iterations = iterations
        self.damping = damping
        self.isAlternating = isAlternating
    }

    public var turns: [Turn] { [Turn([.discriminator, .generator], .followingTheRidge(self))] }
}

extension MoveRule {
    public static func followingTheRidge(_ scheme: FollowTheRidge) -> MoveRule {
        MoveRule(
            "along the ridge, by \(scheme.iterations) conjugate gradients",
            // Of the push, of the right side, and two an iteration.
            cost: { _ in
                MoveCost(
                    looks: [[.discriminator, .generator]] + (scheme.isAlternating ? [[.discriminator]] : []),
                    products: 2 + 2 * scheme.iterations)
            }
        ) { play in
            let batch = play.drawBatch()
            let field = play.field(at: play.start, for: play.players, seeing: batch)
            var next = play.step([.generator], from: play.start, against: field)
            let move = zip(next.parameters.generator, play.start.parameters.generator).map { $0 - $1 }
            let direction = field.directions.discriminator
            let push = jacobianProduct(
                of: direction, withRespectTo: field.parameters.generator, times: move)
            func curved(_ vector: [Expression]) -> [Expression] {
                jacobianProduct(of: direction, withRespectTo: field.parameters.discriminator, times: vector)
            }
            let ridge = conjugateGradients(curved(push), iterations: scheme.iterations) { vector in
                zip(curved(curved(vector)), vector).map { $0 + scheme.damping * $1 }
            }
            next.parameters.discriminator = zip(play.start.parameters.discriminator, ridge).map { $0 - $1 }
            let seen =
                scheme.isAlternating
                ? play.field(at: next, for: [.discriminator], seeing: batch) : field
            return Move(
                to: play.step([.discriminator], from: next, against: seen),
                following: PerPlayer(discriminator: seen, generator: field))
        }
    }
}
