import Dynamics
import Foundation
import Games
import Text

/// Whether the position of a spectrum is an equilibrium, and what the eigenvalues mean there.
struct EquilibriumReport {
    let check: EquilibriumCheck
    /// Of the Jacobian.
    let batches: Int

    /// The numbers that the judgement compares.
    var rows: [TextTable.Row] {
        func line(_ name: String, _ value: (EquilibriumCheck.Part) -> Double?) -> TextTable.Row {
            .cells([name] + Player.allCases.map { SpectrumReport.number(value(check.parts[$0])) })
        }
        return [
            .cells(
                [check.batchCount == batches ? "" : "over \(check.batchCount) batches"]
                    + Player.allCases.map { "\($0)" }),
            line("‖v‖ of each", \.norm), line("error of ‖v‖", \.error),
            line("before training", \.untrainedNorm),
        ]
    }

    var isAway: Bool { check.verdict == .away }

    var sentences: [String] {
        switch check.verdict {
        case .near:
            ["Near an equilibrium: \(shares(Player.allCases))."]
        case .withinError:
            [
                "This may be an equilibrium: \(errors(players(.withinError))), which may be chance. "
                    + "More --batches make the error smaller."
            ]
        case .away:
            [
                "Not at an equilibrium: \(away(players(.away))).",
                "(v counts as 0 up to twice its error, or up to \(Self.percent(EquilibriumCheck.mostShare)) "
                    + "of its size before training.)",
                "Here eigenvalues do not tell whether training converges. They tell how paths that start close "
                    + "to this place move at first.",
            ]
        }
    }

    private func players(_ verdict: EquilibriumCheck.Verdict) -> [Player] {
        Player.allCases.filter { check.parts[$0].verdict == verdict }
    }

    /// An error is the sharper scale where batches differ.
    private func away(_ players: [Player]) -> String {
        players.allSatisfy { (check.parts[$0].error ?? 0) > 0 } ? errors(players) : shares(players)
    }

    /// Such as "v of the discriminator is 3 times its error, v of the generator 4 times".
    private func errors(_ players: [Player]) -> String {
        list(players, of: " its error") { part in
            part.error.map { "\(Self.rounded(part.norm / $0)) times" } ?? ""
        }
    }

    /// Such as "v of the discriminator is 3 % of its size before training, v of the generator 2 %".
    private func shares(_ players: [Player]) -> String {
        list(players, of: " of its size before training") { part in
            Self.percent(part.share)
        }
    }

    private func list(
        _ players: [Player], of scale: String, _ amount: (EquilibriumCheck.Part) -> String
    ) -> String {
        players.enumerated().map { place, player in
            let text = amount(check.parts[player])
            return "v of the \(player) " + (place == 0 ? "is \(text)\(scale)" : text)
        }.joined(separator: ", ")
    }

    private static func percent(_ share: Double) -> String { "\(rounded(100 * share)) %" }

    private static func rounded(_ number: Double) -> String { String(format: "%.3g", number) }
}
