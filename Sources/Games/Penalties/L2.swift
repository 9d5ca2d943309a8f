import Autodiff

/// λ/2 · ‖w‖² over all parameters of a player, biases too, in that player's own loss: Tikhonov's regularization, and
/// what `weight_decay` of PyTorch's SGD, RMSprop and Adam adds to the gradient, λw.
///
/// As a part of the loss it is a part of the field, of its spectrum and of field methods.
public struct L2: Penalty {
    public let name = "l2"
    public let title = "weight decay"
    public let players: [Player]

    public init(of players: [Player] = Player.allCases) { self.players = players }

    public func terms(at position: Position, weight lambda: Expression) -> PenaltyTerms {
        func term(_ player: Player) -> Expression? {
            guard players.contains(player), let first = position.parameters[player].first else { return nil }
            let others = position.parameters[player].dropFirst()
            return lambda / 2 * others.reduce(first.squaredNorm()) { $0 + $1.squaredNorm() }
        }
        return PenaltyTerms(discriminator: term(.discriminator), generator: term(.generator))
    }
}
