import Dynamics
import Experiments
import Games
import Records

/// The columns of what a step itself computes: losses, then terms, then the norms of gradients.
struct TermColumns {
    let columns: [Column]
    /// For each column its place among a trainer's observations.
    let order: [Int]

    /// - Parameters:
    ///   - observed: in the order of a trainer's observations.
    ///   - fieldMethods: names of the terms that are no part of a loss.
    init(_ observed: [(player: Player, term: String)], fieldMethods: [String] = []) {
        let columns = observed.map { player, term in
            let player = Column.Player(player)
            return switch term {
            case "loss": Column.loss(of: player)
            case "gradientNorm": Column.norm(of: player)
            default:
                // A term that both players feel has a column for each.
                Column(
                    observed.count { $0.term == term } > 1
                        ? "\(player)\(term.prefix(1).uppercased())\(term.dropFirst())" : term,
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
