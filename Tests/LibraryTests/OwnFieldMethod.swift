import Autodiff
import Games

/// Each player also descends γ/2 times the squared norm of the other player's gradient (arXiv 1806.09235).
struct OwnJARE: FieldMethod {
    let name = "ownJARE"

    func change(of field: VectorField, weight gamma: Expression) -> FieldChange {
        field.adding(
            PenaltyTerms(
                discriminator: gamma * field.energy(of: .generator),
                generator: gamma * field.energy(of: .discriminator)))
    }
}
