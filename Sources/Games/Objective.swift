import Autodiff

/// What the two players minimize, given the discriminator's scores D(x) of real points and D(G(z)) of
/// generated ones, each n×1. The discriminator is to score real points high.
public protocol Objective: Sendable {
    func discriminatorLoss(real: Expression, fake: Expression) -> Expression
    func generatorLoss(real: Expression, fake: Expression) -> Expression
}

/// The zero-sum game of Goodfellow et al. 2014 (arXiv 1406.2661): the discriminator minimizes
/// E softplus(−D(x)) + E softplus(D(G(z))), the generator its negative.
public struct Minimax: Objective {
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
    public init() {}

    public func discriminatorLoss(real: Expression, fake: Expression) -> Expression {
        fake.mean() - real.mean()
    }

    public func generatorLoss(real: Expression, fake: Expression) -> Expression {
        -fake.mean()
    }
}
