import Autodiff

/// Symplectic gradient adjustment: v + λ·Aᵀv, with A = ½(H − Hᵀ) the antisymmetric part of the field's Jacobian
/// H = ∂v/∂w, so that Aᵀv = ½(Hᵀv − Hv). The aligned form multiplies λ by
/// sign(⟨v, Hᵀv⟩·⟨Aᵀv, Hᵀv⟩/n + 0.1).
///
/// Source: Balduzzi et al. 2018, arXiv 1802.05642, and the authors' program
/// (google-deepmind/symplectic-gradient-adjustment, its notebook).
public struct SymplecticAdjustment: FieldMethod {
    /// What n counts.
    public enum Divisor: String, CaseIterable, Sendable {
        /// The arrays of both players, weights and biases: `len(vars_)` in the authors' program.
        case arrays
        /// Their numbers, the dimension of w, as the paper's 1/d.
        case numbers
    }

    public let name = "sga"
    public let title = "SGA"
    public let isAligned: Bool
    public let divisor: Divisor

    public init(isAligned: Bool = false, divisor: Divisor = .arrays) {
        self.isAligned = isAligned
        self.divisor = divisor
    }

    /// One for each, as in a zero-sum game, whose mixed derivatives are alike up to their sign.
    public func products(for players: [Player]) -> Int { players.count }

    public func change(of field: VectorField, weight lambda: Expression) -> FieldChange {
        let v = field.wholeDirection
        let parameters = field.allParameters
        // Hᵀv is the gradient of ½‖v‖².
        let transposed = gradient(of: field.squaredNorm(of: v) / 2, withRespectTo: parameters)
        let forward = jacobianProduct(of: v, withRespectTo: parameters, times: v)
        let adjustment = zip(transposed, forward).map { ($0 - $1) / 2 }
        var strength = lambda
        if isAligned {
            let alignment = field.inner(v, transposed) * field.inner(adjustment, transposed)
            strength = lambda * sign(alignment / count(of: parameters) + 0.1)
        }
        let adjusted = zip(v, adjustment).map { $0 + strength * $1 }
        return FieldChange(directions: field.split(adjusted))
    }

    /// n.
    private func count(of parameters: [Expression]) -> Double {
        switch divisor {
        case .arrays: Double(parameters.count)
        case .numbers: Double(parameters.reduce(0) { $0 + $1.shape.count })
        }
    }
}
