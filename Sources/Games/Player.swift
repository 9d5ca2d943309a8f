/// The two sides of the game.
public enum Player: String, CaseIterable, Sendable {
    case discriminator
    case generator

    public var other: Player { self == .discriminator ? .generator : .discriminator }
}

/// Something each player has one of.
public struct PerPlayer<Value> {
    public var discriminator: Value
    public var generator: Value

    public init(discriminator: Value, generator: Value) {
        self.discriminator = discriminator
        self.generator = generator
    }

    /// Makes both with the same rule, the discriminator's first.
    public init(_ make: (Player) throws -> Value) rethrows {
        discriminator = try make(.discriminator)
        generator = try make(.generator)
    }

    public subscript(player: Player) -> Value {
        get {
            switch player {
            case .discriminator: discriminator
            case .generator: generator
            }
        }
        set {
            switch player {
            case .discriminator: discriminator = newValue
            case .generator: generator = newValue
            }
        }
    }

    public func map<Result>(_ transform: (Value) throws -> Result) rethrows -> PerPlayer<Result> {
        try PerPlayer<Result> { try transform(self[$0]) }
    }
}

extension PerPlayer: Sendable where Value: Sendable {}
