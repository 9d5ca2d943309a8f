import Autodiff
import func Foundation.log

/// One-sided label smoothing: the discriminator's label of real points is 1 − s in place of 1 (Salimans et al.,
/// arXiv 1606.03498, section 3.4). The generator's loss is unchanged.
///
/// Cross-entropy with label y is y·softplus(−D) + (1 − y)·softplus(D), and softplus(D) − softplus(−D) = D, so that
/// smoothing by s adds s·E D(x) to the loss of the discriminator.
public struct SmoothedLabels: Objective {
    /// With cross-entropy for the discriminator.
    public let base: any Objective
    /// s, from 0 to below 1.
    public let share: Double

    public init(_ base: any Objective, by share: Double) {
        self.base = base
        self.share = share
    }

    public var title: String { "\(base.title), labels \(1 - share)" }
    public var isLogistic: Bool { base.isLogistic }
    public var isZeroSum: Bool { base.isZeroSum }

    /// At probability (1 − s)/2, halfway between the labels: with p = (1 − s)/2 the discriminator's loss is
    /// −2(p log p + (1 − p) log(1 − p)), and the generator's keeps its formula. Nil for a generator without a value.
    public var equilibrium: PerPlayer<EquilibriumLoss?> {
        let probability = (1 - share) / 2
        let (own, other) = (-log(probability), -log(1 - probability))
        let discriminator = EquilibriumLoss(
            2 * (probability * own + (1 - probability) * other), "2 H(\(probability))")
        let generator =
            switch base {
            case is Minimax: EquilibriumLoss(-other, "ln \(1 - probability)")
            case is NonSaturating: EquilibriumLoss(own, "−ln \(probability)")
            default: nil as EquilibriumLoss?
            }
        return PerPlayer(discriminator: discriminator, generator: generator)
    }

    public func discriminatorLoss(real: Expression, fake: Expression) -> Expression {
        base.discriminatorLoss(real: real, fake: fake) + share * real.mean()
    }

    public func generatorLoss(real: Expression, fake: Expression) -> Expression {
        base.generatorLoss(real: real, fake: fake)
    }
}
