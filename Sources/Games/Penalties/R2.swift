import Autodiff

/// γ/2 · E‖∇ₓD(x)‖² at generated points x, for the discriminator.
///
/// Source: Mescheder, Geiger, Nowozin 2018, arXiv 1801.04406. As in their code, the generator's loss does not have it.
public struct R2: Penalty {
    public let name = "r2"
    public let title = "R2"
    public let weightSymbol = "γ"

    /// Whether the generated points count as given, see ``Position/fake(detached:)``.
    public let isDetached: Bool
    public var takesGeneratedAsGiven: Bool? { isDetached }

    public init(isDetached: Bool = false) { self.isDetached = isDetached }

    public func terms(at position: Position, weight gamma: Expression) -> PenaltyTerms {
        let gradient = position.scoreGradient(at: position.fake(detached: isDetached))
        return PenaltyTerms(discriminator: gamma / 2 * gradient.squaredRowNorms().mean())
    }
}
