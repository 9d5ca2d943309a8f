import Dynamics
import Experiments
import Games
import Records

/// The columns of what a step itself computes: losses, then terms, then the norms of gradients.
package struct TermColumns {
    package let columns: [Column]
    /// For each column its place among a trainer's observations.
    package let order: [Int]

    /// - Parameters:
    ///   - observed: in the order of a trainer's observations.
    ///   - fieldMethods: names of the terms that are no part of a loss.
    ///   - titles: what figures call a term.
    ///   - landmarks: values of each player's loss that mean something.
    package init(
        _ observed: [(player: Player, term: String)], fieldMethods: [String] = [],
        titles: [String: String] = [:], landmarks: PerPlayer<[Column.Landmark]> = PerPlayer { _ in [] }
    ) {
        let columns = observed.map { mover, term in
            let player = Column.Player(mover)
            return switch term {
            case "loss": Column.loss(of: player, landmarks: landmarks[mover])
            case "gradientNorm": Column.norm(of: player)
            default:
                // A term that both players feel has a column for each.
                Self.isShared(term, observed)
                    ? Column(
                        "\(player)\(term.prefix(1).uppercased())\(term.dropFirst())",
                        title: titles[term].map { "\($0), \(player)" },
                        fieldMethods.contains(term) ? .fieldTerm : .penalty, of: player)
                    : Column(
                        term, title: titles[term],
                        fieldMethods.contains(term) ? .fieldTerm : .penalty, of: player)
            }
        }
        func rank(_ index: Int) -> Int {
            let isDiscriminators = columns[index].player == .discriminator
            return switch columns[index].role {
            case .loss: isDiscriminators ? 0 : 1
            case .norm: isDiscriminators ? 3 : 4
            default: 2
            }
        }
        order = observed.indices.sorted { (rank($0), $0) < (rank($1), $1) }
        self.columns = order.map { columns[$0] }
    }

    private static func isShared(_ term: String, _ observed: [(player: Player, term: String)]) -> Bool {
        observed.count { $0.term == term } > 1
    }
}

extension GAN {
    /// What figures call the methods' terms, by their names.
    var termTitles: [String: String] {
        let pairs =
            penalties.map { ($0.method.name, $0.method.title) }
            + fieldMethods.map { ($0.method.name, $0.method.title) }
        return Dictionary(pairs) { first, _ in first }
    }

    /// The objective's value at equilibrium, where it has one.
    var lossLandmarks: PerPlayer<[Column.Landmark]> {
        PerPlayer { player in
            objective.equilibrium[player].map {
                [Column.Landmark($0.value, "objective at equilibrium: \($0.formula)")]
            } ?? []
        }
    }
}

extension Column.Player {
    init(_ player: Player) {
        self =
            switch player {
            case .discriminator: .discriminator
            case .generator: .generator
            }
    }
}

extension ExperimentConfiguration {
    /// The names that columns of such a run can have. A term that both players feel has a column for each.
    package var possibleColumns: [String] {
        let terms = (penalties.map(\.method.name) + fieldMethods.map(\.method.name)).flatMap { term in
            [term]
                + Player.allCases.map {
                    "\(Column.Player($0))\(term.prefix(1).uppercased())\(term.dropFirst())"
                }
        }
        let players: [Column.Player] = [.discriminator, .generator]
        let always =
            [.step] + players.map { .loss(of: $0) } + players.map { .norm(of: $0) } + [Column.seconds]
        let objectives =
            knownGame == nil
            ? players.flatMap { [Column.objective(of: $0), .objective(of: $0, isMean: true)] } : []
        return (measures.flatMap(\.metric.columns) + always + objectives).map(\.name) + terms
    }
}
