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
            let ridge = ConjugateGradients(iterations: scheme.iterations, damping: scheme.damping)
                .solution(of: push) {
                    jacobianProduct(of: direction, withRespectTo: field.parameters.discriminator, times: $0)
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

/// Conjugate gradients on the normal equations of Hx = b, for a symmetric H known by its products.
struct ConjugateGradients {
    let iterations: Int
    /// δ of (H² + δI)x = Hb.
    let damping: Double

    /// x after the iterations, from x = 0. Where the residual vanishes it stays as it is.
    func solution(of b: [Expression], _ product: ([Expression]) -> [Expression]) -> [Expression] {
        let right = product(b)
        var residual = right
        var direction = right
        var square = inner(residual, residual)
        var solution = right.map { 0 * $0 }
        for _ in 0..<iterations {
            let curved = zip(product(product(direction)), direction).map { $0 + damping * $1 }
            let length = square * reciprocalOrZero(inner(direction, curved))
            solution = zip(solution, direction).map { $0 + length * $1 }
            residual = zip(residual, curved).map { $0 - length * $1 }
            let next = inner(residual, residual)
            let share = next * reciprocalOrZero(square)
            direction = zip(residual, direction).map { $0 + share * $1 }
            square = next
        }
        return solution
    }

    private func inner(_ a: [Expression], _ b: [Expression]) -> Expression {
        let parts = zip(a, b).map { ($0 * $1).sum() }
        return parts.dropFirst().reduce(parts[0], +)
    }
}
