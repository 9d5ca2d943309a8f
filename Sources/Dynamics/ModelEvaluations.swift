import Games

/// What a move asks of the losses.
public struct MoveCost: Sendable {
    /// Who reads a direction at each look at the field.
    public var looks: [[Player]]
    /// Looks that field methods have no part in.
    public var plainLooks: [[Player]]
    /// Products with second derivatives, in addition to the field methods' products.
    public var products: Int

    public init(looks: [[Player]], plainLooks: [[Player]] = [], products: Int = 0) {
        self.looks = looks
        self.plainLooks = plainLooks
        self.products = products
    }
}

extension TrainingSetup {
    /// Gradients of a loss and products with its second derivatives that a training step takes, each counted as one, so
    /// that methods can be compared by their work: 2 for simultaneous steps, 4 with symplectic adjustment, 6 with
    /// consensus.
    ///
    /// Source: what `two_modes_gan.jl` and `optimizers_abstract.jl` of f-t-s/CGD count as model evaluations, in a zero-sum
    /// game.
    public var modelEvaluations: Int {
        scheme.turns.reduce(0) { sum, turn in
            let cost = turn.rule.cost(turn.players)
            let looks = (cost.looks + cost.plainLooks).reduce(0) { $0 + $1.count }
            let products = cost.looks.reduce(0) { sum, players in
                game.fieldMethods.reduce(sum) { $0 + $1.method.products(for: players) }
            }
            return sum + turn.repetitions * (looks + products + cost.products)
        }
    }
}
