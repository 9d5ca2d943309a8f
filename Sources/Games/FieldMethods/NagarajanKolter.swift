import Autodiff

/// The generator also descends η·‖∇_D V‖², the squared norm of the discriminator's gradient.
///
/// Source: Nagarajan, Kolter 2017, arXiv 1706.04156. There is no ½ in the paper's term: η here is half the γ of
/// ``SimReg/generatorOther``.
public struct NagarajanKolter: FieldMethod {
    public let name = "nagarajanKolter"
    public let title = "Nagarajan–Kolter"
    public let weightSymbol = "η"

    public init() {}

    public func products(for players: [Player]) -> Int { players.count { $0 == .generator } }

    public func change(of field: VectorField, weight eta: Expression) -> FieldChange {
        field.adding(PenaltyTerms(generator: 2 * eta * field.energy(of: .discriminator)))
    }
}
