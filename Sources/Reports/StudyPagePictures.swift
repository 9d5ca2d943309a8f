import Evidence
import Records
import Settings
import Studies

/// Pictures, settings, provenance.
extension StudyPageWriter {
    func strips(_ records: [ShownRecord]) -> [HTML] {
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

    mutating func spectra(_ records: [ShownRecord]) -> [HTML] {
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

    var settings: [HTML] {
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

    var provenance: [HTML] {
        let groups = timings.groups(by: ProvenanceText.keys)
        let all = groups.reduce(0) { $0 + $1.runs }
        return groups.prefix(8).map { group in
            let runs = group.runs == all ? "all \(all) runs" : "\(group.runs) of \(all) runs"
            return HTML.facts([(name: "of", value: runs)] + ProvenanceText.facts(group.texts))
        } + (groups.count > 8 ? [.paragraph("and \(groups.count - 8) more")] : [])
    }
}
