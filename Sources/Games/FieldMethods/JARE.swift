import Autodiff

/// Each player also descends γ/2 times the squared norm of the *other* player's gradient.
///
/// Source: Nie, Patel 2019, arXiv 1806.09235.
public struct JARE: FieldMethod {
    public let name = "jare"
    public let title = "JARE"
    public let weightSymbol = "γ"

    public init() {}

    public func products(for players: [Player]) -> Int { players.count }

    public func change(of field: VectorField, weight gamma: Expression) -> FieldChange {
        field.adding(
            PenaltyTerms(
                discriminator: gamma * field.energy(of: .generator),
                generator: gamma * field.energy(of: .discriminator)))
    }
}
