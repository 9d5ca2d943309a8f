import Autodiff

/// A method that changes the direction in which the players step, and not only what they minimize.
public protocol FieldMethod: Sendable {
    /// The column of `metrics.csv` and the name in messages.
    var name: String { get }

    /// - Parameters:
    ///   - field: the field so far.
    ///   - weight: a 1×1 input that follows the method's schedule.
    func change(of field: VectorField, weight: Expression) -> FieldChange
}

/// The new directions and what is reported of them.
public struct FieldChange {
    public let directions: PerPlayer<[Expression]>
    public let terms: [VectorField.Term]

    public init(directions: PerPlayer<[Expression]>, terms: [VectorField.Term] = []) {
        self.directions = directions
        self.terms = terms
    }
}

extension VectorField {
    /// Adds to each player's direction the gradient of a term of its own; nil adds nothing.
    func adding(_ name: String, _ penalties: PenaltyTerms) -> FieldChange {
        var directions = directions
        var terms: [Term] = []
        for player in Player.allCases {
            guard let penalty = penalties[player] else { continue }
            let gradients = gradient(of: penalty, withRespectTo: parameters[player])
            directions[player] = zip(directions[player], gradients).map { $0 + $1 }
            terms.append(Term(player, name, penalty))
        }
        return FieldChange(directions: directions, terms: terms)
    }

    /// ½‖v‖² of a player's direction.
    func energy(of player: Player) -> Expression {
        squaredNorm(directions[player], in: losses[player].graph) / 2
    }
}
