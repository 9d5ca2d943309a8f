import Autodiff

/// A method that changes the direction in which the players step, and not only what they minimize.
///
/// To add one, write a type like ``JARE``.
public protocol FieldMethod: Sendable {
    /// The column of `metrics.csv` and the name in messages.
    var name: String { get }
    /// The name in figures and titles, such as "WGAN-GP"; ``name`` unless stated.
    var title: String { get }
    /// The letter of the weight in the method's formula; λ unless stated.
    var weightSymbol: String { get }

    /// How many products with second derivatives the change of these players' directions takes, by which methods are
    /// compared.
    func products(for players: [Player]) -> Int

    /// - Parameters:
    ///   - field: the field so far.
    ///   - weight: 1×1, the method's weight at the step.
    func change(of field: VectorField, weight: Expression) -> FieldChange
}

extension FieldMethod {
    public var title: String { name }
    public var weightSymbol: String { "λ" }

    /// Two for each: what the whole gradient of a squared norm of both players' takes.
    public func products(for players: [Player]) -> Int { 2 * players.count }
}

/// The new directions, and what the method reports: a 1×1 number for each player, or nothing.
public struct FieldChange {
    public let directions: PerPlayer<[Expression]>
    public let terms: PenaltyTerms

    public init(directions: PerPlayer<[Expression]>, terms: PenaltyTerms = PenaltyTerms()) {
        self.directions = directions
        self.terms = terms
    }
}

extension VectorField {
    /// Adds to each player's direction the gradient of a term with respect to that player's own parameters.
    ///
    /// - Parameter terms: 1×1 for each player; nil leaves the player's direction as it is.
    public func adding(_ terms: PenaltyTerms) -> FieldChange {
        var directions = directions
        for player in Player.allCases {
            guard let term = terms[player] else { continue }
            let gradients = gradient(of: term, withRespectTo: parameters[player])
            directions[player] = zip(directions[player], gradients).map { $0 + $1 }
        }
        return FieldChange(directions: directions, terms: terms)
    }

    /// ½‖v‖² of a player's direction, 1×1.
    public func energy(of player: Player) -> Expression { squaredNorm(of: directions[player]) / 2 }

    /// All parameters of both players, the discriminator's first.
    public var allParameters: [Expression] { parameters.discriminator + parameters.generator }

    /// The direction as one vector over both players, the discriminator's part first.
    public var wholeDirection: [Expression] { directions.discriminator + directions.generator }

    /// Cuts a vector over both players in two.
    ///
    /// - Parameter whole: one expression a parameter, in the order of ``allParameters``.
    public func split(_ whole: [Expression]) -> PerPlayer<[Expression]> {
        let count = parameters.discriminator.count
        return PerPlayer(
            discriminator: Array(whole.prefix(count)), generator: Array(whole.dropFirst(count)))
    }

    /// ‖v‖² of a vector given in pieces, 1×1; 0 of no pieces.
    public func squaredNorm(of vector: [Expression]) -> Expression {
        vector.map { $0.squaredNorm() }.reduce(graph.constant(0), +)
    }

    /// ⟨a, b⟩ of two vectors given in pieces of the same shapes, 1×1; 0 of no pieces.
    public func inner(_ a: [Expression], _ b: [Expression]) -> Expression {
        zip(a, b).map { ($0 * $1).sum() }.reduce(graph.constant(0), +)
    }

    private var graph: Graph { losses.discriminator.graph }
}
