import Dynamics
import Games

/// The columns of `metrics.csv` and what fills them.
package struct MetricNames {
    /// Losses, then penalties, then gradient norms.
    let terms: [String]
    /// For each of `terms` its place among a trainer's observations.
    let order: [Int]

    /// What came of it: modes and quality of samples, or the position of a game with a known answer.
    let outcome: [String]

    var columns: [String] { ["step"] + terms + outcome + ["seconds"] }

    /// Whether a column belongs to a player and not to an evaluation. Between the losses and the gradient norms
    /// stand penalties, whose names are anybody's.
    package static func isTerm(_ column: String) -> Bool {
        column.hasSuffix("Loss") || column.hasSuffix("GradientNorm")
    }

    init(
        _ observed: [(player: Player, term: String)],
        outcome: [String] = ["modes", "highQuality", "reverseKL"]
    ) {
        self.outcome = outcome
        let names = observed.map { player, term in
            // A penalty that both players feel has a column for each.
            let isShared = observed.count { $0.term == term } > 1
            return isShared || ["loss", "gradientNorm"].contains(term)
                ? "\(player)\(term.prefix(1).uppercased())\(term.dropFirst())" : term
        }
        func rank(_ index: Int) -> Int {
            switch observed[index].term {
            case "loss": observed[index].player == .discriminator ? 0 : 1
            case "gradientNorm": observed[index].player == .discriminator ? 3 : 4
            default: 2
            }
        }
        order = observed.indices.sorted { (rank($0), $0) < (rank($1), $1) }
        terms = order.map { names[$0] }
    }
}
