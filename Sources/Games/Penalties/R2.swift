import Autodiff

/// γ/2 · E‖∇ₓD(x)‖² at generated points x, for the discriminator.
///
/// Source: Mescheder, Geiger, Nowozin 2018, arXiv 1801.04406. As in their code, the generator does not feel it.
public struct R2: Penalty {
    public let name = "r2"

    public init() {}

    public func terms(at position: Position, weight gamma: Expression) -> PenaltyTerms {
        let gradient = position.scoreGradient(at: position.fake)
        return PenaltyTerms(discriminator: gamma / 2 * gradient.squaredRowNorms().mean())
    }
}
