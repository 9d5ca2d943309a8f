import Autodiff

/// λ · E D(x)² for the discriminator: its scores are drawn to 0.
///
/// At real points it is the drift term of the progressive GAN (Karras et al., arXiv 1710.10196, λ = 10⁻³), at both kinds,
/// λ · (E D(x)² + E D(G(z))²), closed-loop control (Xu et al., arXiv 1909.13188).
public struct Drift: Penalty {
    public enum Points: String, CaseIterable, Sendable { case real, generated, both }

    public let name = "drift"
    public let points: Points

    public init(at points: Points = .real) { self.points = points }

    public var takesGeneratedAsGiven: Bool? { points == .real ? nil : false }

    public func terms(at position: Position, weight lambda: Expression) -> PenaltyTerms {
        func size(_ points: Expression) -> Expression { square(position.score(points)).mean() }
        let sizes =
            switch points {
            case .real: size(position.real)
            case .generated: size(position.fake)
            case .both: size(position.real) + size(position.fake)
            }
        return PenaltyTerms(discriminator: lambda * sizes)
    }
}
