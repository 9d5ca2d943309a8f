import Autodiff

/// Learning with opponent-learning awareness: each player descends what its loss becomes when the other takes a step of
/// length α, to first order in α:
///
///     L₁(θ₁, θ₂ − α∇₂L₂) ≈ L₁ − α⟨∇₂L₁, ∇₂L₂⟩.
///
/// The gradient with respect to θ₁ has two terms in α: through ∇₂L₁, which is looking ahead, and through ∇₂L₂, which is
/// shaping what the other will do.
///
/// Source: Foerster et al. 2018, arXiv 1709.04326, whose update has the shaping term alone; both terms: Letcher et al.
/// 2019, arXiv 1811.08469, and their program, aletcher/stable-opponent-shaping.
public struct LOLA: FieldMethod {
    public let name = "lola"
    public let title = "LOLA"
    public let weightSymbol = "α"
    /// Whether the looking-ahead term is there too.
    public let looksAhead: Bool

    public init(looksAhead: Bool = true) { self.looksAhead = looksAhead }

    public func products(for players: [Player]) -> Int { (looksAhead ? 2 : 1) * players.count }

    /// - Parameter alpha: α, the step that the other is expected to take.
    public func change(of field: VectorField, weight alpha: Expression) -> FieldChange {
        let directions = PerPlayer { player in
            let (own, others) = (field.parameters[player], field.parameters[player.other])
            let step = field.gradients[player.other]
            let felt = gradient(of: field.losses[player], withRespectTo: others)
            let whole = gradient(of: field.inner(felt, step), withRespectTo: own)
            guard !looksAhead else { return zip(field.directions[player], whole).map { $0 - alpha * $1 } }
            // Second derivatives are symmetric: what goes through ∇₂L₁ is the change of ∇₁L₁ along ∇₂L₂.
            let ahead = jacobianProduct(of: field.gradients[player], withRespectTo: others, times: step)
            let shaping = zip(whole, ahead).map { $0 - $1 }
            return zip(field.directions[player], shaping).map { $0 - alpha * $1 }
        }
        return FieldChange(directions: directions)
    }
}
