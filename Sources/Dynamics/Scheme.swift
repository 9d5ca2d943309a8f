import Games

/// In which order the players move within a training step, and how far ahead they look.
public protocol Scheme: Sendable {
    var turns: [Turn] { get }
}

/// Players who step at the same moment, each from the position before the turn, on the same fresh batches.
public struct Turn: Sendable, Equatable {
    /// Where the field is read that the players follow.
    public enum View: Sendable, Equatable {
        /// At the position.
        case here
        /// At the position to which a first step of the same players leads, on batches of its own.
        case extrapolated
        /// At the position after the discriminator has answered with that many steps; the gradient flows
        /// through them.
        case unrolled(Int)
    }

    public let players: [Player]
    public let repetitions: Int
    public let view: View

    public init(_ players: [Player], repetitions: Int = 1, view: View = .here) {
        self.players = players
        self.repetitions = repetitions
        self.view = view
    }
}

/// Both players read the same old position: θ ← θ − h·∇_θ L_G(θ, ψ), ψ ← ψ − h·∇_ψ L_D(θ, ψ), with h the step,
/// θ the generator's and ψ the discriminator's parameters, or the optimizer's version of it.
public struct Simultaneous: Scheme {
    public init() {}

    public var turns: [Turn] { [Turn([.discriminator, .generator])] }
}

/// One player moves n times, then the other, who sees the result. Every move has batches of its own.
public struct Alternating: Scheme {
    public let steps: PerPlayer<Int>
    public let first: Player

    public init(discriminatorSteps: Int = 1, generatorSteps: Int = 1, first: Player = .discriminator) {
        steps = PerPlayer(discriminator: discriminatorSteps, generator: generatorSteps)
        self.first = first
    }

    public var turns: [Turn] { ordered(from: first) { Turn([$0], repetitions: steps[$0]) } }
}

/// w½ = w − η·v(w), w ← w − η·v(w½), for both players at once, w = (ψ, θ) and v the field of both gradients. Both
/// steps are the optimizer's own: its memory goes on through the first to the second.
///
/// Source: Gidel et al., arXiv 1802.10551.
public struct Extragradient: Scheme {
    public init() {}

    public var turns: [Turn] { [Turn([.discriminator, .generator], view: .extrapolated)] }
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
        ordered(from: first) { Turn([$0], view: $0 == .generator ? .unrolled(steps) : .here) }
    }
}

private func ordered(from first: Player, _ turn: (Player) -> Turn) -> [Turn] {
    (first == .discriminator ? [.discriminator, .generator] : [.generator, .discriminator]).map(turn)
}
