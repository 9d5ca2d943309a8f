import Games

/// In which order the players move within a training step, and where they read the field that they follow.
///
/// To add one, write a type like ``Extragradient`` with a ``MoveRule`` of your own.
public protocol Scheme: Sendable {
    var turns: [Turn] { get }
}

/// Players who step at the same time, each from the state before the turn, on the same fresh batches; once or several
/// times.
public struct Turn: Sendable {
    public let players: [Player]
    public let repetitions: Int
    public let rule: MoveRule
    /// Whether every move sees the latent points of the last move of the turn before, rather than fresh ones.
    public let keepsLatents: Bool

    public init(
        _ players: [Player], repetitions: Int = 1, _ rule: MoveRule = .plain, keepsLatents: Bool = false
    ) {
        self.players = players
        self.repetitions = repetitions
        self.rule = rule
        self.keepsLatents = keepsLatents
    }
}

/// Both players read the same old position: θ ← θ − h·∇_θ L_G(θ, ψ), ψ ← ψ − h·∇_ψ L_D(θ, ψ), with h the step,
/// θ the generator's and ψ the discriminator's parameters, or the optimizer's version of it.
public struct Simultaneous: Scheme {
    public init() {}

    public var turns: [Turn] { [Turn([.discriminator, .generator])] }
}

/// One player moves n times, then the other, who sees the result. Every move draws fresh batches, or
/// the second player's moves see the latent points of the first one's last move.
public struct Alternating: Scheme {
    public let steps: PerPlayer<Int>
    public let first: Player
    public let sharesLatents: Bool

    public init(
        discriminatorSteps: Int = 1, generatorSteps: Int = 1, first: Player = .discriminator,
        sharesLatents: Bool = false
    ) {
        steps = PerPlayer(discriminator: discriminatorSteps, generator: generatorSteps)
        self.first = first
        self.sharesLatents = sharesLatents
    }

    public var turns: [Turn] {
        ordered(from: first) {
            Turn([$0], repetitions: steps[$0], keepsLatents: sharesLatents && $0 != first)
        }
    }
}

/// w½ = w − η·v(w), w ← w − η·v(w½), for both players at once, w = (ψ, θ) and v the field of both gradients. Both
/// steps are the optimizer's own: its memory goes on through the first to the second.
///
/// Source: Gidel et al., arXiv 1802.10551.
public struct Extragradient: Scheme {
    public init() {}

    public var turns: [Turn] { [Turn([.discriminator, .generator], .extrapolated)] }
}

/// The generator descends f(θ, ψᴷ(θ)), ψᴷ being what K steps of the discriminator's optimizer on the same batch
/// make of ψ, and differentiates through them; the discriminator takes an ordinary step.
///
/// Source: Metz et al., arXiv 1611.02163.
public struct Unrolled: Scheme {
    public let steps: Int
    public let first: Player

    public init(steps: Int, first: Player = .discriminator) {
        self.steps = steps
        self.first = first
    }

    public var turns: [Turn] {
        ordered(from: first) { Turn([$0], $0 == .generator ? .unrolled(steps) : .plain) }
    }
}

private func ordered(from first: Player, _ turn: (Player) -> Turn) -> [Turn] {
    (first == .discriminator ? [.discriminator, .generator] : [.generator, .discriminator]).map(turn)
}
