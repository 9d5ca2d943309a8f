import Autodiff

/// The relatives that the program of Nie and Patel compares: one player alone descends γ/2 times the squared
/// norm of a gradient.
///
/// Source: `synthetic/ops.py` of weilinie/JARE, whose names stand in brackets.
public enum SimReg: String, CaseIterable, FieldMethod {
    /// The generator, both gradients (`simregg1`).
    case generatorBoth = "simregG1"
    /// The generator, the discriminator's gradient (`simregg2`): ``NagarajanKolter`` with η = γ/2.
    case generatorOther = "simregG2"
    /// The discriminator, both gradients (`simregd1`).
    case discriminatorBoth = "simregD1"
    /// The discriminator, the generator's gradient (`simregd2`).
    case discriminatorOther = "simregD2"

    public var name: String { rawValue }
    public var title: String { "SimReg \(rawValue.suffix(2))" }
    public var weightSymbol: String { "γ" }

    public func products(for players: [Player]) -> Int {
        switch self {
        case .generatorBoth: 2 * players.count { $0 == .generator }
        case .generatorOther: players.count { $0 == .generator }
        case .discriminatorBoth: 2 * players.count { $0 == .discriminator }
        case .discriminatorOther: players.count { $0 == .discriminator }
        }
    }

    public func change(of field: VectorField, weight gamma: Expression) -> FieldChange {
        let ofDiscriminator = gamma * field.energy(of: .discriminator)
        let ofGenerator = gamma * field.energy(of: .generator)
        return switch self {
        case .generatorBoth: field.adding(PenaltyTerms(generator: ofDiscriminator + ofGenerator))
        case .generatorOther: field.adding(PenaltyTerms(generator: ofDiscriminator))
        case .discriminatorBoth:
            field.adding(PenaltyTerms(discriminator: ofDiscriminator + ofGenerator))
        case .discriminatorOther: field.adding(PenaltyTerms(discriminator: ofGenerator))
        }
    }
}
