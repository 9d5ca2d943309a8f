import Autodiff

/// The zero-sum game of an f-divergence (f-GAN: Nowozin, Cseke, Tomioka, arXiv 1606.00709, Algorithm 1): the discriminator
/// maximizes E g(D(x)) − E f*(g(D(G(z)))), which the generator minimizes. The output activation g and the conjugate f* are
/// those of the paper's tables 2 and 6.
///
/// With the best discriminator the value is the divergence of the data from the generated points. Scores have no bound, and
/// exponentials of them can overflow.
public struct FDivergence: Objective {
    public enum Kind: String, CaseIterable, Sendable {
        /// KL(data ‖ generated): g(v) = v, f*(t) = e^(t − 1).
        case kl
        /// KL(generated ‖ data): g(v) = −e^−v, f*(t) = −1 − log(−t), so f*(g(v)) = v − 1.
        case reverseKL
        /// Pearson's χ²: g(v) = v, f*(t) = t²/4 + t.
        case pearson
        /// (√p − √q)²: g(v) = 1 − e^−v, f*(t) = t/(1 − t), so f*(g(v)) = e^v − 1.
        case squaredHellinger
    }

    public let kind: Kind
    public let isZeroSum = true

    public init(_ kind: Kind) { self.kind = kind }

    public var title: String {
        switch kind {
        case .kl: "KL f-GAN"
        case .reverseKL: "reverse-KL f-GAN"
        case .pearson: "Pearson χ² f-GAN"
        case .squaredHellinger: "squared-Hellinger f-GAN"
        }
    }

    /// The divergence is 0. The best score is the v of g(v) = f′(1): 1, 0, 0 and 0.
    public var equilibrium: PerPlayer<EquilibriumLoss?> {
        let generator =
            switch kind {
            case .kl: EquilibriumLoss(-1, "−1")
            case .reverseKL: EquilibriumLoss(1, "1")
            case .pearson, .squaredHellinger: EquilibriumLoss(0, "0")
            }
        return PerPlayer(discriminator: EquilibriumLoss(0, "0"), generator: generator)
    }

    public func discriminatorLoss(real: Expression, fake: Expression) -> Expression {
        conjugate(fake).mean() - activation(real).mean()
    }

    /// The term in the real points does not depend on the generator and is left out.
    public func generatorLoss(real: Expression, fake: Expression) -> Expression { -conjugate(fake).mean() }

    /// g(v).
    private func activation(_ v: Expression) -> Expression {
        switch kind {
        case .kl, .pearson: v
        case .reverseKL: -exp(-v)
        case .squaredHellinger: -expm1(-v)
        }
    }

    /// f*(g(v)).
    private func conjugate(_ v: Expression) -> Expression {
        switch kind {
        case .kl: exp(v - 1)
        case .reverseKL: v - 1
        case .pearson: square(v) / 4 + v
        case .squaredHellinger: expm1(v)
        }
    }
}
