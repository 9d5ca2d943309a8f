import Evidence
import Figures
import Settings
import Studies

/// What was asked, and the answers.
extension StudyPageWriter {
    var asked: [HTML] {
        let seeds = study.seeds
        let range = seeds.count == 1 ? "\(seeds[0])" : "\(seeds[0]) to \(seeds[seeds.count - 1])"
        var facts = [
            (name: "base", value: study.base), (name: "cells", value: "\(evidence.plan.cells.count)"),
            (name: "seeds", value: "\(seeds.count): \(range)"),
        ]
        if !study.changes.members.isEmpty {
            facts.append(
                (
                    name: "changed in all runs",
                    value: study.changes.members.map { "\($0.key): \($0.value)" }.joined(separator: "; ")
                ))
        }
        if !study.success.isEmpty {
            facts.append((name: "success", value: study.success.map(\.words).joined(separator: " and ")))
        }
        if let count = study.stopAfter {
            facts.append(
                (name: "a run ends", value: "when success has held at \(count) evaluations in a row"))
        }
        if let baseline = study.baseline { facts.append((name: "baseline", value: baseline)) }
        if let choice = study.choice {
            facts.append(
                (
                    name: "best cells",
                    value: "chosen by \(choice.column) on seeds \(choice.choosing.lowerBound) to "
                        + "\(choice.choosing.upperBound), reported on seeds \(choice.reporting.lowerBound) to "
                        + "\(choice.reporting.upperBound)"
                ))
        }
        let rows = study.variants.map {
            [$0.name, $0.about, $0.changes.members.map { "\($0.key): \($0.value)" }.joined(separator: "; ")]
        }
        return [
            .facts(facts),
            rows.isEmpty ? .empty : .table([["variant", "what it is", "changes"]] + rows, title: "Variants"),
        ]
    }

    var verdicts: [HTML] {
        evidence.claims.map { judged in
            let (style, mark): (String, String) =
                switch judged.verdict {
                case .holds: ("claim holds", "✓")
                case .doesNotHold: ("claim fails", "✗")
                case .cannotBeTold: ("claim open", "?")
                }
            let number =
                judged.quantity.isEmpty
                ? nil : "\(judged.quantity): \(judged.written), on \(judged.basis). The claim \(judged.rule)."
            return HTML(
                "article", ["class": style],
                [
                    HTML("h3", [:], judged.claim.name),
                    HTML(
                        "p", [:],
                        [
                            HTML("span", ["class": "verdict"], "\(mark) \(judged.verdict.description)"),
                            HTML(judged.reason.map { ": \($0)" } ?? ""),
                        ]),
                    .paragraph(judged.claim.text),
                    number.map { HTML("p", ["class": "quiet"], $0) } ?? .empty,
                    judged.claim.source.isEmpty
                        ? .empty : HTML("p", ["class": "quiet"], "Source: \(judged.claim.source)"),
                ])
        }
    }

    var tables: [HTML] {
        evidence.sections.filter { $0 != evidence.claimSection && $0 != evidence.warningSection }.flatMap {
            section in
            [
                HTML("h3", [:], section.heading), .table(section.rows, title: section.heading),
                .list(section.sentences),
            ]
        }
    }
}

extension StudyCondition {
    /// Such as "modes ≥ 8".
    var words: String {
        let bounds = [atLeast.map { "≥ \(Numbers.label($0))" }, atMost.map { "≤ \(Numbers.label($0))" }]
        return bounds.compactMap(\.self).map { "\(column) \($0)" }.joined(separator: " and ")
    }
}
