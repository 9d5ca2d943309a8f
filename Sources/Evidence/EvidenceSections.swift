import Records
import Runs
import Statistics
import Studies
import Text

/// A part of what is said of a study: a heading, a table, and sentences below it.
public struct EvidenceSection: Equatable, Sendable {
    public var heading: String
    /// The first is the head; empty for no table.
    public var rows: [[String]] = []
    public var sentences: [String] = []
}

extension StudyEvidence {
    /// Everything, in the order in which a reader asks for it.
    public var sections: [EvidenceSection] {
        ([runsSection, successSection] + measureSections + [choiceSection, claimSection, warningSection])
            .compactMap(\.self) + [notes]
    }

    private var runsSection: EvidenceSection {
        let head = ["cell", "completed", "diverged", "crashed", "not done"]
        let rows = cells.map { cell in
            [cell.name] + [cell.completed, cell.diverged, cell.crashed, cell.unfinished].map(String.init)
        }
        return EvidenceSection(heading: "runs", rows: [head] + rows)
    }

    private var successSection: EvidenceSection? {
        let conditions = plan.study.success
        guard !conditions.isEmpty else { return nil }
        let head = [
            "cell", "succeeded", "share", "\(plan.study.unitOfTime) to success, median", "never", "diverged",
        ]
        let rows = cells.map { cell in
            guard let success = cell.success else {
                return [cell.name] + [String](repeating: absent, count: 5)
            }
            return [
                cell.name, "\(success.rate.successes) of \(success.rate.trials)", success.rate.written,
                success.times.written, "\(success.censored)", "\(cell.diverged)",
            ]
        }
        let row = plan.study.stopAfter.map { $0 == 1 ? "" : " at \($0) evaluations in a row" } ?? ""
        return EvidenceSection(
            heading: "success: \(conditions.map(\.text).joined(separator: " and "))\(row)",
            rows: [head] + rows)
    }

    private var measureSections: [EvidenceSection] {
        columns.indices.flatMap { place in
            // One profile is enough to read; the CSV has all of them.
            [valueSection(place), differenceSection(place), place == 0 ? profileSection(place) : nil]
                .compactMap(
                    \.self)
        }
    }

    private func valueSection(_ place: Int) -> EvidenceSection {
        let column = columns[place]
        let head = ["cell", "runs", "median", "interquartile mean", "mean"]
        let rows = cells.map { cell in
            let summary = cell.measures[place].summary
            return [
                cell.name, "\(summary.completed) of \(summary.completed + summary.diverged)",
                column.estimate(summary.median), column.estimate(summary.interquartileMean),
                column.estimate(summary.mean),
            ]
        }
        let better = column.better.map { "; \($0.rawValue) is better" } ?? ""
        return EvidenceSection(
            heading: "\(column.name): \(column.heading)\(better)", rows: [head] + rows,
            sentences: floorSentences(column))
    }

    private func differenceSection(_ place: Int) -> EvidenceSection? {
        guard let baseline else { return nil }
        let column = columns[place]
        let head = ["cell", "pairs", "median difference", "p", "p, corrected"]
        let compared = cells.compactMap { cell in
            cell.measures[place].difference.map { (cell, $0) }
        }
        guard !compared.isEmpty else { return nil }
        let rows = compared.map { cell, found in
            [
                cell.name, "\(found.pairs.pairs)", column.difference(found.median, found.interval),
                written(pValue: found.pValue), written(pValue: found.correctedPValue),
            ]
        }
        func lost(_ cell: String, _ column: Column) -> String {
            runs.howLost(in: column, of: [cell] + baseline.parts.map(\.cell))
        }
        let remarks = compared.compactMap { cell, found in
            found.pairs.diverged > 0
                ? "\(cell.name): \(found.pairs.text(cell.name, baseline.shortName, lost: lost(cell.name, column)))."
                : nil
        }
        return EvidenceSection(
            heading: "\(column.name): difference to \(baseline.description) on equal seeds",
            rows: [head] + rows,
            sentences: remarks)
    }

    private var choiceSection: EvidenceSection? {
        guard let choice = plan.study.choice, let column = choices.first?.column else { return nil }
        let showsUntuned = choices.contains { $0.untuned != nil }
        let head =
            ["variant", "cells", "chosen", "median", "reported median", "looks best", "flattering median"]
            + (showsUntuned ? ["untuned", "untuned median"] : [])
        let rows = choices.map { found in
            [
                found.name, "\(found.candidates)", found.cell, column.written(found.median),
                column.estimate(found.reported.median), found.naiveCell, column.written(found.naiveMedian),
            ]
                + (showsUntuned
                    ? [found.untuned?.cell ?? absent, column.written(found.untuned?.median)] : [])
        }
        let (choosing, reporting) = (choice.choosing, choice.reporting)
        return EvidenceSection(
            heading: "the best cell of each variant by \(column.name)", rows: [head] + rows,
            sentences: [
                "Chosen by the median on seeds \(choosing.lowerBound) to \(choosing.upperBound), reported on seeds "
                    + "\(reporting.lowerBound) to \(reporting.upperBound), which had no part in the choice. Beside it: "
                    + "the cell that looks best on all of these seeds, with its median on the same ones, which flatters."
                    + (showsUntuned
                        ? " Untuned is the setting of somebody who does not choose, on the seeds of the report."
                        : "")
            ])
    }

    package var claimSection: EvidenceSection? {
        guard !claims.isEmpty else { return nil }
        let head = ["claim", "verdict", "difference", "on"]
        let rows = claims.map { judged in
            [
                judged.claim.name, judged.verdict.description,
                judged.column.difference(judged.value, judged.interval), judged.basis,
            ]
        }
        return EvidenceSection(
            heading: "claims", rows: [head] + rows, sentences: claims.map(\.sentence))
    }

    package var warningSection: EvidenceSection? {
        warnings.isEmpty ? nil : EvidenceSection(heading: "beware", sentences: warnings)
    }

    private var notes: EvidenceSection {
        let percent = Int((100 * Self.confidence).rounded())
        let correction =
            tests == 0
            ? []
            : [
                "p-values are those of sign flips, of the sign test where a run diverged; corrected for "
                    + "\(counted(tests, "comparison")) by Holm. Intervals of differences are the sign test's."
            ]
        return EvidenceSection(
            heading: "notes",
            sentences: [
                "The unit is the run with its seed. In brackets: intervals at \(percent) % confidence, not corrected for "
                    + "their number. Medians and means of a cell are those of its completed runs; in rates, differences, "
                    + "choices and claims a run that diverged counts as worse than every number."
            ] + correction)
    }
}

extension JudgedClaim {
    fileprivate var sentence: String {
        let source = claim.source.isEmpty ? "" : " Source: \(claim.source.ended)"
        let subject = quantity.isEmpty ? "" : " Judged by: \(quantity)."
        let why = reason.map { " Here: \($0)." } ?? ""
        return "\(claim.name): \(claim.text.ended)\(source)\(subject) The claim \(rule).\(why)"
    }
}

extension PairedDifferences {
    fileprivate var diverged: Int { onlySettingDiverged + onlyBaselineDiverged + bothDiverged }
}

extension StudyCondition {
    fileprivate var text: String {
        let bounds = [atLeast.map { "≥ \(number($0))" }, atMost.map { "≤ \(number($0))" }]
        return bounds.compactMap(\.self).map { "\(column) \($0)" }.joined(separator: " and ")
    }

    private func number(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
}
