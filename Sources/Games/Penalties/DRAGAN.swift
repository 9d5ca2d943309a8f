import Autodiff

/// λ · E(‖∇ₓD(x + δ)‖ − k)² around real points x, for the discriminator, with δ = c·s·u: s the standard
/// deviation of all numbers of the batch, u uniform on [0, 1) in each coordinate, and k = 1, c = ½.
///
/// Source: Kodali et al. 2017, arXiv 1705.07215, and the noise of the authors' program.
public struct DRAGAN: Penalty {
    public let name = "dragan"
    public let title = "DRAGAN"
    /// k.
    public let target: Double
    /// c.
    public let spread: Double

    public init(target: Double = 1, spread: Double = 0.5) {
        self.target = target
        self.spread = spread
    }

    public func terms(at position: Position, weight lambda: Expression) -> PenaltyTerms {
        let real = position.real
        let deviation = sqrt(square(real - real.mean()).mean())
        let nearby = real + spread * deviation * position.batch.perturbation
        let slope = position.scoreGradient(at: nearby).rowNorms()
        return PenaltyTerms(discriminator: lambda * square(slope - target).mean())
    }
}
