import Autodiff

/// λ · E(‖∇ₓD(x̂)‖ − g)² at points x̂ = αx + (1−α)G(z) between real and generated ones, α uniform on [0, 1],
/// for the discriminator. With the target slope g = 1 this is WGAN-GP, with g = 0 its zero-centred form. In place of the
/// score it may be the slope of the probability σ(D) that is penalized (Thanh-Tung, Tran, Venkatesh, arXiv 1902.03984).
///
/// Source: Gulrajani et al. 2017, arXiv 1704.00028. The norm is √(‖·‖² + 10⁻¹²), see
/// ``Autodiff/Expression/rowNorms(epsilon:)``.
public struct WGANGP: Penalty {
    /// Whose slope is penalized: the score's or the probability's.
    public enum Function: String, CaseIterable, Sendable { case score, probability }

    public let name = "wganGP"
    public let title = "WGAN-GP"
    public let target: Double
    /// Whether only slopes above the target count: λ · E max(0, ‖∇ₓD(x̂)‖ − g)² (WGAN-LP: Petzka, Fischer,
    /// Lukovnikov, arXiv 1709.08894).
    public let isOneSided: Bool
    public let function: Function
    /// Whether the generated points count as given, see ``Position/fake(detached:)``.
    public let isDetached: Bool
    public var takesGeneratedAsGiven: Bool? { isDetached }

    public init(
        target: Double = 1, isOneSided: Bool = false, of function: Function = .score, isDetached: Bool = false
    ) {
        self.target = target
        self.function = function
        self.isOneSided = isOneSided
        self.isDetached = isDetached
    }

    public func terms(at position: Position, weight lambda: Expression) -> PenaltyTerms {
        let judged: (Expression) -> Expression = function == .score ? { $0 } : { sigmoid($0) }
        let between = position.between(detached: isDetached)
        let excess = position.scoreGradient(of: judged, at: between).rowNorms() - target
        let counted = isOneSided ? relu(excess) : excess
        return PenaltyTerms(discriminator: lambda * square(counted).mean())
    }
}
