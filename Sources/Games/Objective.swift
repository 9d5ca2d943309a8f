import Autodiff

/// What the two players minimize, given the discriminator's scores D(x) of real points and D(G(z)) of
/// generated ones, each n×1. The discriminator is to score real points high.
public protocol Objective: Sendable {
    /// The name in figures and titles, such as "non-saturating GAN"; the type's name unless stated.
    var title: String { get }
    /// The losses at equilibrium; nil for each player unless stated.
    var equilibrium: PerPlayer<EquilibriumLoss?> { get }
    /// Whether the generator's loss is the discriminator's negative, but for terms of one player alone; false unless stated.
    var isZeroSum: Bool { get }
    /// Whether a score is the logit of the probability that a point is real; false unless stated.
    var isLogistic: Bool { get }

    func discriminatorLoss(real: Expression, fake: Expression) -> Expression
    func generatorLoss(real: Expression, fake: Expression) -> Expression
}

/// The zero-sum game of Goodfellow et al. 2014 (arXiv 1406.2661): the discriminator minimizes
/// E softplus(−D(x)) + E softplus(D(G(z))), the generator its negative.
public struct Minimax: Objective {
    public let title = "minimax GAN"
    public let isZeroSum = true
    public let isLogistic = true
    /// At D = 0, where softplus is ln 2.
    public let equilibrium = PerPlayer<EquilibriumLoss?>(
        discriminator: .logTwo(times: 2), generator: .logTwo(times: -1))

    public init() {}

    public func discriminatorLoss(real: Expression, fake: Expression) -> Expression {
        softplus(-real).mean() + softplus(fake).mean()
    }

    /// The term in the real points does not depend on the generator and is left out.
    public func generatorLoss(real: Expression, fake: Expression) -> Expression {
        -softplus(fake).mean()
    }
}

/// The discriminator as in ``Minimax``; the generator minimizes E softplus(−D(G(z))), whose gradient does not
/// vanish where the discriminator is sure (arXiv 1406.2661, section 3).
public struct NonSaturating: Objective {
    public let title = "non-saturating GAN"
    public let isLogistic = true
    /// At D = 0, where softplus is ln 2.
    public let equilibrium = PerPlayer<EquilibriumLoss?>(
        discriminator: .logTwo(times: 2), generator: .logTwo(times: 1))

    public init() {}

    public func discriminatorLoss(real: Expression, fake: Expression) -> Expression {
        softplus(-real).mean() + softplus(fake).mean()
    }

    public func generatorLoss(real: Expression, fake: Expression) -> Expression {
        softplus(-fake).mean()
    }
}

/// E D(G(z)) − E D(x) for the discriminator and −E D(G(z)) for the generator (arXiv 1701.07875). A distance
/// only with a discriminator that is kept Lipschitz: see ``WGANGP``.
public struct Wasserstein: Objective {
    public let title = "Wasserstein GAN"
    public let isZeroSum = true
    /// The two means are equal at every constant D. The generator's loss is −D.
    public let equilibrium = PerPlayer<EquilibriumLoss?>(
        discriminator: EquilibriumLoss(0, "0"), generator: nil)

    public init() {}

    public func discriminatorLoss(real: Expression, fake: Expression) -> Expression {
        fake.mean() - real.mean()
    }

    public func generatorLoss(real: Expression, fake: Expression) -> Expression {
        -fake.mean()
    }
}

/// E max(0, 1 − D(x)) + E max(0, 1 + D(G(z))) for the discriminator and −E D(G(z)) for the generator
/// (Lim, Ye, arXiv 1705.02894).
public struct Hinge: Objective {
    public let title = "hinge GAN"
    /// (1 − D) + (1 + D) at every constant D from −1 to 1. The generator's loss is −D.
    public let equilibrium = PerPlayer<EquilibriumLoss?>(
        discriminator: EquilibriumLoss(2, "2"), generator: nil)

    public init() {}

    public func discriminatorLoss(real: Expression, fake: Expression) -> Expression {
        relu(1 - real).mean() + relu(1 + fake).mean()
    }

    public func generatorLoss(real: Expression, fake: Expression) -> Expression {
        -fake.mean()
    }
}

/// E (D(x) − 1)² + E D(G(z))² for the discriminator and E (D(G(z)) − 1)² for the generator (Mao et al.,
/// arXiv 1611.04076, labels 0, 1, 1). The paper writes a ½ before each mean.
public struct LeastSquares: Objective {
    public let title = "least-squares GAN"
    /// At D = 1/2, halfway between the labels.
    public let equilibrium = PerPlayer<EquilibriumLoss?>(
        discriminator: EquilibriumLoss(0.5, "1/2"), generator: EquilibriumLoss(0.25, "1/4"))

    public init() {}

    public func discriminatorLoss(real: Expression, fake: Expression) -> Expression {
        square(real - 1).mean() + square(fake).mean()
    }

    public func generatorLoss(real: Expression, fake: Expression) -> Expression {
        square(fake - 1).mean()
    }
}

/// Each real point against the generated one in the same row: E softplus(D(G(z)) − D(x)) for the
/// discriminator, E softplus(D(x) − D(G(z))) for the generator (RpGAN: Jolicoeur-Martineau, arXiv 1807.00734;
/// Huang et al., arXiv 2501.05441).
public struct RelativisticPaired: Objective {
    public let title = "relativistic GAN"
    /// The two scores are equal at every constant D.
    public let equilibrium = PerPlayer<EquilibriumLoss?>(
        discriminator: .logTwo(times: 1), generator: .logTwo(times: 1))

    public init() {}

    public func discriminatorLoss(real: Expression, fake: Expression) -> Expression {
        softplus(fake - real).mean()
    }

    public func generatorLoss(real: Expression, fake: Expression) -> Expression {
        softplus(real - fake).mean()
    }
}

/// Each point against the mean of the other kind: E softplus(E D(G(z)) − D(x)) + E softplus(D(G(z)) − E D(x)) for the
/// discriminator; for the generator the same with real and generated points exchanged (RaSGAN: Jolicoeur-Martineau,
/// arXiv 1807.00734).
public struct RelativisticAverage: Objective {
    public let title = "relativistic average GAN"
    /// The scores and their means are equal at every constant D.
    public let equilibrium = PerPlayer<EquilibriumLoss?>(
        discriminator: .logTwo(times: 2), generator: .logTwo(times: 2))

    public init() {}

    public func discriminatorLoss(real: Expression, fake: Expression) -> Expression {
        softplus(fake.mean() - real).mean() + softplus(fake - real.mean()).mean()
    }

    public func generatorLoss(real: Expression, fake: Expression) -> Expression {
        discriminatorLoss(real: fake, fake: real)
    }
}
