import Games

/// In which order the players move within a training step.
public protocol Scheme: Sendable {
    var turns: [Turn] { get }
}

/// Players who step at the same moment, each from the position before the turn, on the same fresh batches.
public struct Turn: Sendable, Equatable {
    public let players: [Player]
    public let repetitions: Int

    public init(_ players: [Player], repetitions: Int = 1) {
        self.players = players
        self.repetitions = repetitions
    }
}

/// Both players read the same old position: θ ← θ + h·v₁(θ, ψ), ψ ← ψ + h·v₂(θ, ψ).
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

    public var turns: [Turn] {
        let order: [Player] =
            first == .discriminator ? [.discriminator, .generator] : [.generator, .discriminator]
        return order.map { Turn([$0], repetitions: steps[$0]) }
    }
}
