import Autodiff

/// A term added to one player's loss or to both.
///
/// To add one, write a type like ``R1`` and name it in the configuration's list of penalties.
public protocol Penalty: Sendable {
    /// The column of `metrics.csv` and the name in messages.
    var name: String { get }
    /// The name in figures and titles, such as "WGAN-GP"; ``name`` unless stated.
    var title: String { get }
    /// The letter of the weight in the method's formula; λ unless stated.
    var weightSymbol: String { get }

    /// Whether the penalty takes generated points as given rather than as functions of the generator's parameters; nil
    /// for one that looks at none.
    var takesGeneratedAsGiven: Bool? { get }

    /// - Parameters:
    ///   - position: networks, batches and losses to build the term from.
    ///   - weight: a 1×1 input that follows the penalty's schedule.
    func terms(at position: Position, weight: Expression) -> PenaltyTerms
}

extension Penalty {
    public var title: String { name }
    public var weightSymbol: String { "λ" }
    public var takesGeneratedAsGiven: Bool? { nil }
}

/// What a penalty adds to each loss; nil adds nothing.
public struct PenaltyTerms {
    public var discriminator: Expression?
    public var generator: Expression?

    public init(discriminator: Expression? = nil, generator: Expression? = nil) {
        self.discriminator = discriminator
        self.generator = generator
    }

    public subscript(player: Player) -> Expression? {
        switch player {
        case .discriminator: discriminator
        case .generator: generator
        }
    }
}
