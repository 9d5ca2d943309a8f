import Foundation
import Records

/// Curves of several runs: a panel a quantity, a colour a setting, one legend for all panels.
struct ComparedCurves {
    /// A panel before it is laid out.
    struct Panel {
        /// The column of the runs' tables.
        var column: Column
        var quantity: String
        var height: Double
        var axis: ([ThinnedTable.Span]) -> ValueAxis
        var references: [ReferenceLine] = []
        /// Whether a line above the panel names the horizontal lines.
        var namesReferencesInLegend = false

        /// Whether there is such a line.
        var hasLegend: Bool { namesReferencesInLegend && !references.isEmpty }
    }

    var name: String
    var heading: String
    /// What a reader must know of all axes.
    var note: String?
    var panels: [Panel]

    /// Curves of many runs cross each other; more places than these would make them a thicket.
    private static let mostBuckets = 150

    func source(of record: ComparisonRecord) -> FigureSource {
        let table = ThinnedTable(
            record.table(of: panels.map(\.column)),
            columns: panels.flatMap { panel in
                record.runs.indices.map { ComparisonRecord.name(of: panel.column, ofRun: $0) }
            }, mostBuckets: Self.mostBuckets, scales: panels.map(\.column))
        let lines = Self.lines(of: record)
        let legend = LegendLines(
            entries: zip(record.runs, lines).map { run, line in
                return Legend.Entry(
                    name: run.name, symbol: .line(width: 2.2, dash: line.dash), colour: line.colour)
            }, width: CurveStack.width - 150)
        // Where the first panel has a legend line, it stands below the legend of all panels.
        let isRaised = panels.first?.hasLegend == true
        let stack = CurveStack(
            heights: panels.map(\.height), legendLines: legend.lines.count + (isRaised ? 1 : 0))
        let sheet = stack.sheet(
            name: name, heading: heading, run: record.title,
            note: [note, table.hasBands ? "medians of neighbouring steps" : nil].compactMap(\.self)
                .joined(separator: "; "))
        let drawn = panels.indices.map { panel(at: $0, of: record, table, in: stack) }
        return FigureSource(
            sheet: sheet, setup: CurvePanel.setup + ["DATA = '\(sheet.dataName)'"],
            drawing: (stack.places.first.map {
                legend.commands(above: $0.lowered(by: isRaised ? -LegendLines.lineHeight : 0), on: sheet)
            } ?? [])
                + drawn.flatMap { $0.commands(on: sheet, of: table) },
            data: table.csv)
    }

    private static func lines(of record: ComparisonRecord) -> [(colour: String, dash: Int)] {
        Palette.lines(ofSettings: record.runs.enumerated().map { $1.setting ?? $0 })
    }

    private func panel(
        at index: Int, of record: ComparisonRecord, _ table: ThinnedTable, in stack: CurveStack
    ) -> CurvePanel {
        let panel = panels[index]
        let curves = Self.lines(of: record).enumerated().map { run, line in
            Curve(
                column: ComparisonRecord.name(of: panel.column, ofRun: run), colour: line.colour,
                dash: line.dash)
        }
        var axis = panel.axis(curves.flatMap { table.spans(of: $0.column) })
        if panel.hasLegend { axis.hold(panel.references.map(\.value)) }
        return CurvePanel(
            place: stack.places[index], quantity: panel.quantity, axis: axis, curves: curves,
            references: panel.references, namesReferencesInLegend: panel.namesReferencesInLegend,
            labelsSteps: index == panels.count - 1, showsBands: false)
    }
}

/// A legend in as many lines as it needs.
struct LegendLines {
    var lines: [Legend]

    static let lineHeight = 20.0

    /// How much taller it is than a legend of one line.
    var extraHeight: Double { Self.lineHeight * Double(max(lines.count, 1) - 1) }

    init(entries: [Legend.Entry], width: Double) {
        lines = []
        var used = width
        for entry in entries {
            if used + Legend.width(of: entry) > width {
                lines.append(Legend(entries: []))
                used = 0
            }
            lines[lines.count - 1].entries.append(entry)
            used += Legend.width(of: entry)
        }
    }

    func commands(above place: PanelPlace, on sheet: Sheet) -> [String] {
        lines.enumerated().flatMap { index, line in
            var place = place
            place.top -= Self.lineHeight * Double(lines.count - 1 - index)
            return line.commands(above: place, on: sheet)
        }
    }
}
