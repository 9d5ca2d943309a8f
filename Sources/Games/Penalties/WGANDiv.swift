import Autodiff

/// k · E‖∇ₓD(x̂)‖ᵖ for the discriminator, the divergence that takes the place of a Lipschitz condition; k = 2, p = 6.
///
/// The points lie between real and generated ones, as in ``WGANGP``, or are both kinds, each with half the weight:
/// k/2 · (E‖∇D(x)‖ᵖ + E‖∇D(G(z))‖ᵖ).
///
/// Source: Wu, Huang, Thoma, Acharya, Van Gool 2018, arXiv 1712.01026; eriklindernoren/PyTorch-GAN has both kinds.
public struct WGANDiv: Penalty {
    public enum Points: String, CaseIterable, Sendable { case between, both }

    public let name = "wganDiv"
    public let title = "WGAN-div"
    public let weightSymbol = "k"
    /// p, a whole number above 0.
    public let power: Int
    public let points: Points
    /// Whether the generated points count as given, see ``Position/fake(detached:)``.
    public let isDetached: Bool
    public var takesGeneratedAsGiven: Bool? { isDetached }

    public init(power: Int = 6, at points: Points = .between, isDetached: Bool = false) {
        self.power = power
        self.points = points
        self.isDetached = isDetached
    }

    public func terms(at position: Position, weight k: Expression) -> PenaltyTerms {
        func slopes(_ points: Expression) -> Expression {
            position.scoreGradient(at: points).rowNorms(toThe: power).mean()
        }
        let mean =
            points == .between
            ? slopes(position.between(detached: isDetached))
            : (slopes(position.real) + slopes(position.fake(detached: isDetached))) / 2
        return PenaltyTerms(discriminator: k * mean)
    }
}

extension Expression {
    /// ‖row‖ᵖ of each row. Even powers have no root, so no kink.
    fileprivate func rowNorms(toThe power: Int) -> Expression {
        let squares = squaredRowNorms()
        let odd = power % 2 == 1 ? rowNorms() : nil
        let factors = Array(repeating: squares, count: power / 2) + (odd.map { [$0] } ?? [])
        return factors.dropFirst().reduce(factors[0]) { $0 * $1 }
    }
}
