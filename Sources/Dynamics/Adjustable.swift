import Games

/// A number of training that may change between two steps: a learning rate, the weight of a penalty or a field method, the
/// noise, or how often a player moves in a step.
public struct Adjustable: Equatable, Sendable {
    /// Such as "rate.generator", "penalty.r1", "field.jare", "noise" or "steps.discriminator".
    public let key: String
    /// At the next step.
    public let value: Double
    /// Whether it counts moves, and so is a whole number from 1 on.
    public let isCount: Bool
    /// What a person calls it, such as "weight of R1".
    public let title: String
    /// The letter that papers have for it, such as "γ".
    public let symbol: String

    /// The most moves of a player in a step, as configurations allow them.
    public static let mostMoves = 1000

    /// Whether the number may have a value.
    public func allows(_ value: Double) -> Bool {
        isCount
            ? Int(exactly: value).map { (1...Self.mostMoves).contains($0) } ?? false
            : value.isFinite && (0...1e6).contains(value)
    }
}

extension Adjustable {
    /// - Parameter weighted: the method and the symbol, if the number is the weight of one.
    init(
        key: String, value: Double, isCount: Bool = false,
        _ weighted: (method: String, symbol: String)? = nil
    ) {
        let owner = key.split(separator: ".").last.map { String($0) } ?? key
        let (title, symbol) =
            if let weighted {
                ("weight of \(weighted.method)", weighted.symbol)
            } else if isCount {
                ("\(owner)'s moves a step", "n")
            } else if key == "noise" {
                ("instance noise", "σ")
            } else {
                ("\(owner)'s learning rate", "η")
            }
        self.init(key: key, value: value, isCount: isCount, title: title, symbol: symbol)
    }
}

extension TrainingSetup {
    /// The setup with one number held constant, to look at a run whose numbers were changed. The scheme still decides how
    /// often a player moves in a step.
    package func keeping(_ key: String, at value: Double) -> TrainingSetup {
        var setup = self
        setup.game = game.keeping(key, at: value)
        for player in Player.allCases where key == "rate.\(player)" { setup.rates[player] = .constant(value) }
        return setup
    }
}

extension Trainer {
    /// What may be changed before the next step.
    public var adjustables: [Adjustable] {
        numbers.values(at: completedSteps + 1).map {
            Adjustable(key: $0.name, value: $0.value, weighted[$0.name])
        }
            + turns.indices.compactMap { index in
                countKey(ofTurn: index).map {
                    Adjustable(key: $0, value: Double(repetitions[index]), isCount: true)
                }
            }
    }

    /// Gives a number another value, from the next step on and in the place of its schedule.
    ///
    /// - Parameter completed: after how many steps. When a saved run is restored, changes are made again in their order,
    ///   each with its own, before any step.
    /// - Returns: whether there is such a number and it may have the value.
    @discardableResult
    public func adjust(_ key: String, to value: Double, after completed: Int? = nil) -> Bool {
        guard let number = adjustables.first(where: { $0.key == key }), number.allows(value) else {
            return false
        }
        guard number.isCount else {
            numbers.replace(key, by: value)
            return true
        }
        guard let index = turns.indices.first(where: { countKey(ofTurn: $0) == key }) else { return false }
        repeatTurn(index, times: Int(value), after: completed ?? completedSteps)
        return true
    }

    /// Nil if the turn is not one player's plain moves: of others a scheme says how they belong together. A player without
    /// parameters does not move.
    private func countKey(ofTurn index: Int) -> String? {
        let turn = turns[index].turn
        guard turn.players.count == 1, turns.allSatisfy({ $0.turn.rule.name.isEmpty }),
            !state.parameters[turn.players[0]].buffers.isEmpty
        else { return nil }
        return "steps.\(turn.players[0])"
    }
}
