import Dynamics
import Games
import Records

/// What the players minimize without their penalties, by which runs with different penalties can be compared.
struct ObjectiveColumns {
    let columns: [Column]
    /// For each column the places of the player's loss and of its penalties among a trainer's observations.
    private let parts: [(loss: Int, penalties: [Int], isMean: Bool)]

    /// - Parameters:
    ///   - observed: in the order of a trainer's observations.
    ///   - repeated: players who move several times in a step. They have a second column, the mean over these moves.
    ///   - landmarks: values of each player's objective that mean something.
    init(
        _ observed: [(player: Player, term: String, isPartOfLoss: Bool)], repeated: [Player],
        landmarks: PerPlayer<[Column.Landmark]> = PerPlayer { _ in [] }
    ) {
        var (columns, parts): ([Column], [(Int, [Int], Bool)]) = ([], [])
        for player in Player.allCases {
            guard let loss = observed.firstIndex(where: { $0.player == player && $0.term == "loss" }) else {
                continue
            }
            let penalties = observed.indices.filter {
                observed[$0].player == player && observed[$0].isPartOfLoss
            }
            for isMean in repeated.contains(player) ? [false, true] : [false] {
                columns.append(
                    .objective(of: Column.Player(player), isMean: isMean, landmarks: landmarks[player]))
                parts.append((loss, penalties, isMean))
            }
        }
        self.columns = columns
        self.parts = parts
    }

    /// - Parameters:
    ///   - observations: numbers in the order of a trainer's observations.
    ///   - means: the same, over the moves of a step.
    func values(_ observations: [Double?], means: [Double?]) -> [Double?] {
        parts.map { loss, penalties, isMean in
            let numbers = isMean ? means : observations
            return penalties.reduce(numbers[loss]) { rest, penalty in
                rest.flatMap { rest in numbers[penalty].map { rest - $0 } }
            }
        }
    }
}
