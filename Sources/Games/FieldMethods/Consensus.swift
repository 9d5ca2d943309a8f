import Autodiff

/// Consensus optimization: both players also descend γ·L, L = ½‖v‖² over the field of both.
///
/// Source: Mescheder, Nowozin, Geiger 2017, "The Numerics of GANs", arXiv 1705.10461.
public struct Consensus: FieldMethod {
    public let name = "consensus"
    public let weightSymbol = "γ"

    public init() {}

    public func change(of field: VectorField, weight gamma: Expression) -> FieldChange {
        let energy = gamma * (field.energy(of: .discriminator) + field.energy(of: .generator))
        return field.adding(PenaltyTerms(discriminator: energy, generator: energy))
    }
}
