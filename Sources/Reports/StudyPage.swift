import Evidence
import Figures
import Foundation
import Records
import Runs
import Settings
import Statistics
import Storage
import Studies
import SystemPackage
import Text

/// A study as one file to hand on: what was asked, what came of it, how the runs looked, and how to repeat them.
public struct StudyPage {
    /// The whole file.
    public let html: String

    /// - Parameter folder: of the study; the pictures of one run a cell are read from it.
    public init(_ reading: StudyReading, in folder: StudyFolder) {
        self.init(
            StudyEvidence(of: reading), timings: reading.timings,
            pictures: { run in
                guard let planned = reading.plan.run(of: run) else { return nil }
                let place = folder.path.appending(planned.folderName)
                return try RunRecord(picturesOf: RunDirectory(place.string))
            })
    }

    /// - Parameter pictures: what a run looked like, nil for one that has no pictures; what is thrown is said on the page.
    init(_ evidence: StudyEvidence, timings: Timings, pictures: (StudyRun) throws -> RunRecord?) {
        var writer = StudyPageWriter(evidence: evidence, timings: timings)
        writer.write(pictures)
        html = writer.html
    }

    /// Writes the file in place of an older one.
    ///
    /// - Throws: ``FileError``.
    public func write(to path: String) throws { try Files.write(html, to: FilePath(path)) }
}

extension StudyPlan {
    fileprivate func run(of run: StudyRun) -> PlannedRun? {
        runs.first { $0.cell.name == run.cell && $0.seed == run.seed }
    }
}

/// Writes the sections of a study's page.
struct StudyPageWriter {
    let evidence: StudyEvidence
    let timings: Timings
    private var page: Page
    private let shown: ShownCells

    init(evidence: StudyEvidence, timings: Timings) {
        self.evidence = evidence
        self.timings = timings
        page = Page(title: evidence.plan.study.name)
        shown = ShownCells(of: evidence)
    }

    private var study: StudyConfiguration { evidence.plan.study }

    var html: String {
        let progress = "\(evidence.finished) of \(evidence.planned) runs are done."
        return page.html(
            lead: [
                study.about.isEmpty ? .empty : .paragraph(study.about),
                HTML("p", ["class": "quiet"], "A study by gantrain. \(progress)"),
            ])
    }

    mutating func write(_ pictures: (StudyRun) throws -> RunRecord?) {
        page.add("What was asked", asked)
        page.add("Verdicts", verdicts)
        page.add("Beware", [.list(evidence.warnings)])
        page.add("What came of it", tables)
        page.add("Curves", curves())
        page.add("Time to success", survival())
        let records = shown.cells.map { cell -> ShownRecord in
            let run = cell.medianRun(by: evidence.columns.first)
            guard let run else { return ShownRecord(cell: cell) }
            do { return ShownRecord(cell: cell, run: run, record: try pictures(run)) } catch {
                return ShownRecord(cell: cell, run: run, problem: "\(error)".inOneLine)
            }
        }
        page.add("Samples and discriminators through training", strips(records))
        page.add("Spectra", spectra(records))
        page.add("Settings", settings)
        page.add("Provenance", provenance)
    }
}

/// The run that stands for a cell, with what it looked like.
struct ShownRecord {
    var cell: ShownCell
    var run: StudyRun?
    var record: RunRecord?
    var problem: String?
}

// What was asked, and the answers.
extension StudyPageWriter {
    private var asked: [HTML] {
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

    private var verdicts: [HTML] {
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

    private var tables: [HTML] {
        evidence.sections.filter { $0 != evidence.claimSection && $0 != evidence.warningSection }.flatMap {
            section in
            [
                HTML("h3", [:], section.heading), .table(section.rows, title: section.heading),
                .list(section.sentences),
            ]
        }
    }
}

// Curves over the seeds.
extension StudyPageWriter {
    private var remarks: [HTML] { shown.remarks.map { .paragraph($0) } }

    /// As many as a chart can hold and a reader can follow.
    private static let mostTogether = 6

    private mutating func curves() -> [HTML] {
        let charts = evidence.columns.flatMap { curves(of: $0) }
        guard !charts.isEmpty else { return [] }
        return remarks + [
            .paragraph(
                "Lines are medians over seeds; bands hold the middle half of the seeds. A run that diverged counts as "
                    + "worse than every number from then on, so a line ends where half of the runs have."),
            HTML("div", ["class": "grid"], charts),
        ]
    }

    private mutating func curves(of column: Column) -> [HTML] {
        let found = shown.cells.map { cell in (cell: cell, curves: SeedCurves(of: column, in: cell.runs)) }
            .filter { $0.curves.moments.count > 1 }
        let spans = found.flatMap(\.curves.spans)
        let last = found.compactMap(\.curves.moments.last?.step).max() ?? 0
        guard !spans.isEmpty, last > 0 else { return [] }
        let axis = ValueAxis(of: column, spans)
        return charts(found.map(\.cell.name), column.title) { place, look in
            found[place].curves.curve(found[place].cell.name, look, in: axis.range)
        } chart: { curves in
            Chart(
                quantity: column.axisTitle, axis: axis, steps: 0...last, curves: curves,
                landmarks: column.landmarks)
        }
    }

    /// One chart of all cells, or one for each among faint others.
    private mutating func charts(
        _ names: [String], _ heading: String, curve: (Int, Chart.Look) -> Chart.Curve,
        chart: ([Chart.Curve]) -> Chart
    ) -> [HTML] {
        if names.count <= Self.mostTogether {
            return [
                chart(names.indices.map { curve($0, .colour($0)) }).figure(
                    heading, notes: names.count == 1 ? [names[0]] : [], on: &page)
            ]
        }
        return names.indices.map { place in
            let others = names.indices.filter { $0 != place }.map { curve($0, .faint) }
            return chart(others + [curve(place, .colour(0))]).figure(
                "\(heading): \(names[place])", notes: ["faint: the other cells"], on: &page)
        }
    }

    private mutating func survival() -> [HTML] {
        let found = shown.cells.compactMap { cell in
            cell.evidence.success.map { (name: cell.name, times: $0.times) }
        }
        guard !found.isEmpty else { return [] }
        let end = Double(evidence.runs.map(\.steps).max() ?? 0)
        guard end > 0 else { return [] }
        let charts = charts(found.map(\.name), "runs without success so far") { place, look in
            found[place].times.curve(found[place].name, look, until: end)
        } chart: { curves in
            Chart(
                quantity: "runs without success (%)", axis: ValueAxis(from: 0, to: 105), steps: 0...end,
                curves: curves)
        }
        return [
            .paragraph(
                "Success: \(study.success.map(\.words).joined(separator: " and ")). Kaplan–Meier curves with 95 % "
                    + "intervals; a run that never succeeds stays in the count to the end, and so does one that diverged."
            ),
            HTML("div", ["class": "grid"], charts),
        ]
    }
}

// Pictures, settings, provenance.
extension StudyPageWriter {
    private func strips(_ records: [ShownRecord]) -> [HTML] {
        let found = records.map { (of: $0, strip: $0.record.flatMap { PictureStrip($0) }) }
        guard let first = found.compactMap(\.strip).first else { return [] }
        // Points of the target differ with the seed; the data they are drawn from need not.
        let learned = found.filter { $0.strip != nil }.map { data(of: $0.of.cell) }
        let isAlike = learned.allSatisfy { $0 == learned[0] }
        let rule =
            evidence.columns.first.map {
                "the run whose \($0.title) at the end is the median of the cell's completed runs, the lower of two"
            } ?? "the completed run with the lowest seed"
        return remarks + [
            .paragraph(
                "One run stands for each cell: \(rule). All pictures show the same window, that of the data."),
            PictureStrip.slider(found.compactMap(\.strip)), first.legend(isOfAll: isAlike),
            HTML("div", ["class": "grid"], found.map { figure($0.of, $0.strip, withTarget: !isAlike) }),
        ]
    }

    private func data(of cell: ShownCell) -> JSONValue? {
        evidence.plan.cells.first { $0.name == cell.name }?.configuration[JSONPath("data")]
    }

    private func figure(_ shown: ShownRecord, _ strip: PictureStrip?, withTarget: Bool) -> HTML {
        guard let run = shown.run else {
            return HTML(
                "figure", [:],
                [
                    HTML("h3", [:], shown.cell.name),
                    HTML("p", ["class": "none"], "No run of this cell is done."),
                ])
        }
        let end = run.remark.map { "; \(run.status.rawValue): \($0)" } ?? ""
        let column = evidence.columns.first
        // A run that diverged has no value at its end.
        let value =
            run.status == .diverged
            ? nil
            : column.flatMap { column in
                run.outcomes[column.name].flatMap { $0 }.map { ", \(column.title) \(column.text($0))" }
            }
        let limit = strip?.scoreRange.map { "; \($0)" } ?? ""
        return HTML(
            "figure", [:],
            [
                HTML("h3", [:], shown.cell.name),
                strip.map { $0.pair(of: "\(shown.cell.name), seed \(run.seed)") }
                    ?? HTML("p", ["class": "none"], shown.problem ?? "This run has no samples."),
                withTarget ? strip?.targetPicture ?? .empty : .empty,
                HTML("figcaption", [:], "seed \(run.seed)\(value ?? "")\(limit)\(end)"),
            ])
    }

    private mutating func spectra(_ records: [ShownRecord]) -> [HTML] {
        let charts = records.compactMap { shown -> HTML? in
            guard let chart = SpectrumChart(shown.record?.spectra ?? []) else { return nil }
            return chart.figure(shown.cell.name, on: &page)
        }
        guard !charts.isEmpty else { return [] }
        return [
            .paragraph(
                "Eigenvalues of the Jacobian of the field, at the first and at the last moment that was recorded, of the "
                    + "runs shown above. Right of the dashed line players move apart."),
            HTML("div", ["class": "grid"], charts),
        ]
    }

    private var settings: [HTML] {
        let settings = CellSettings(evidence.plan)
        return [
            settings.rows.isEmpty
                ? .empty
                : HTML("h3", [:], "What differs") + .table(settings.rows, title: "Settings that differ"),
            .folded(
                "What all cells have alike",
                [
                    .table(
                        [["key", "value"]] + settings.common.map { [$0.name, $0.value] },
                        title: "Common settings")
                ]),
        ]
    }

    private var provenance: [HTML] {
        let groups = timings.groups(by: ProvenanceText.keys)
        let all = groups.reduce(0) { $0 + $1.runs }
        return groups.prefix(8).map { group in
            let runs = group.runs == all ? "all \(all) runs" : "\(group.runs) of \(all) runs"
            return HTML.facts([(name: "of", value: runs)] + ProvenanceText.facts(group.texts))
        } + (groups.count > 8 ? [.paragraph("and \(groups.count - 8) more")] : [])
    }
}

extension StudyCondition {
    /// Such as "modes ≥ 8".
    var words: String {
        let bounds = [atLeast.map { "≥ \(Numbers.label($0))" }, atMost.map { "≤ \(Numbers.label($0))" }]
        return bounds.compactMap(\.self).map { "\(column) \($0)" }.joined(separator: " and ")
    }
}
