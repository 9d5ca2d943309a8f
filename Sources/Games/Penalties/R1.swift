import Autodiff

/// γ/2 · E‖∇ₓD(x)‖² at real points x, for the discriminator.
///
/// Source: Mescheder, Geiger, Nowozin 2018, arXiv 1801.04406. Their image trainer leaves out the ½: its
/// `reg_param` of 10 is γ = 20 here.
public struct R1: Penalty {
    public let name = "r1"
    public let title = "R1"
    public let weightSymbol = "γ"

    public init() {}

    public func terms(at position: Position, weight gamma: Expression) -> PenaltyTerms {
        let gradient = position.scoreGradient(at: position.real)
        return PenaltyTerms(discriminator: gamma / 2 * gradient.squaredRowNorms().mean())
    }
}
