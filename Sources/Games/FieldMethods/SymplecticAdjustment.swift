import Autodiff

/// Symplectic gradient adjustment: v + λ·Aᵀv, with A = ½(H − Hᵀ) the antisymmetric part of the field's Jacobian
/// H = ∂v/∂w, so that Aᵀv = ½(Hᵀv − Hv). The aligned form multiplies λ by
/// sign(⟨v, Hᵀv⟩·⟨Aᵀv, Hᵀv⟩/n + 0.1), n the number of parameters.
///
/// Source: Balduzzi et al. 2018, arXiv 1802.05642, and the constants of the authors' program.
public struct SymplecticAdjustment: FieldMethod {
    public let name = "sga"
    public let isAligned: Bool

    public init(isAligned: Bool = false) { self.isAligned = isAligned }

    public func change(of field: VectorField, weight lambda: Expression) -> FieldChange {
        let v = field.wholeDirection
        let parameters = field.allParameters
        // Hᵀv is the gradient of ½‖v‖².
        let transposed = gradient(of: field.squaredNorm(of: v) / 2, withRespectTo: parameters)
        let forward = jacobianProduct(of: v, withRespectTo: parameters, times: v)
        let adjustment = zip(transposed, forward).map { ($0 - $1) / 2 }
        var strength = lambda
        if isAligned {
            let count = Double(parameters.reduce(0) { $0 + $1.shape.count })
            let alignment =
                field.inner(v, transposed) * field.inner(adjustment, transposed) / count
            strength = lambda * sign(alignment + 0.1)
        }
        let adjusted = zip(v, adjustment).map { $0 + strength * $1 }
        return FieldChange(directions: field.split(adjusted))
    }
}
