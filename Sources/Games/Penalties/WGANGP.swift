import Autodiff

/// λ · E(‖∇ₓD(x̂)‖ − g)² at points x̂ = αx + (1−α)G(z) between real and generated ones, α uniform on [0, 1],
/// for the discriminator. The target slope g is 1.
///
/// Source: Gulrajani et al. 2017, arXiv 1704.00028. The norm is √(‖·‖² + 10⁻¹²), see
/// ``Autodiff/Expression/rowNorms(epsilon:)``.
public struct WGANGP: Penalty {
    public let name = "wganGP"
    public let target: Double

    public init(target: Double = 1) { self.target = target }

    public func terms(at position: Position, weight lambda: Expression) -> PenaltyTerms {
        let alpha = position.interpolation
        let between = alpha * position.real + (1 - alpha) * position.fake
        let slope = position.scoreGradient(at: between).rowNorms()
        return PenaltyTerms(discriminator: lambda * square(slope - target).mean())
    }
}
