import Foundation

extension FigureSource {
    /// How well the generator covers the target: three panels over one axis of steps, because the three
    /// quantities have three units. `nil` for a target without modes.
    static func coverage(_ portrait: RunPortrait) -> FigureSource? {
        guard portrait.modesTotal > 0 else { return nil }
        typealias Column = MetricsTable.Column
        let table = ThinnedTable(
            portrait.metrics.inPercent(Column.highQuality),
            columns: [Column.modes, Column.highQuality, Column.reverseKL])
        let stack = CurveStack(heights: [150, 150, 150])
        let panels = [
            modesPanel(portrait.modesTotal, table: table, place: stack.places[0]),
            CurvePanel(
                place: stack.places[1], quantity: "high quality (%)",
                axis: ValueAxis(from: 0, to: 110, about: 4),
                curves: [Curve(column: Column.highQuality, colour: Palette.others[0])], labelsSteps: false),
            divergencePanel(portrait.modesTotal, table: table, place: stack.places[2]),
        ]
        let sheet = stack.sheet(
            name: "coverage", heading: "Coverage of the target", run: portrait.title, note: table.note ?? "")
        return FigureSource(curvesOf: panels, on: sheet, table: table)
    }

    private static func modesPanel(_ total: Int, table: ThinnedTable, place: PanelPlace) -> CurvePanel {
        let column = MetricsTable.Column.modes
        return CurvePanel(
            place: place, quantity: "modes covered",
            axis: ValueAxis(modesUpTo: total, table.spans(of: column)),
            curves: [Curve(column: column, colour: Palette.discriminator)],
            references: total > 0
                ? [ReferenceLine(value: Double(total), text: "all \(Numbers.count(total, "mode"))")] : [],
            labelsSteps: false)
    }

    /// The divergence of samples spread evenly over one of `n` even modes is ln n: a landmark for collapse.
    private static func divergencePanel(_ total: Int, table: ThinnedTable, place: PanelPlace) -> CurvePanel {
        let column = MetricsTable.Column.reverseKL
        let collapse = total > 1 ? log(Double(total)) : 0
        let spans = table.spans(of: column)
        let greatest = max(spans.map(\.high).max() ?? 0, 0)
        let least = min(spans.map(\.low).min() ?? 0, 0)
        let high = max(greatest, collapse, 1e-3) * 1.3
        return CurvePanel(
            place: place, quantity: "reverse KL (nats)",
            axis: ValueAxis(from: least, to: high.isFinite ? high : 1e300, about: 4),
            curves: [Curve(column: column, colour: Palette.generator)],
            references: total > 1
                ? [ReferenceLine(value: collapse, text: "ln \(Numbers.label(total)): all on one mode")] : [])
    }
}

extension ValueAxis {
    /// An axis for counts of modes, of which there are so many. There is no half mode, and none beyond the last.
    init(modesUpTo total: Int, _ spans: [ThinnedTable.Span]) {
        let most = max(Double(total), spans.map(\.high).max() ?? 0, 1)
        self.init(from: 0, to: most * 1.3, about: 5)
        ticks = Ticks.linear(0...most, about: 5).filter { $0.value == $0.value.rounded() }
    }
}

extension MetricsTable {
    /// The table with a column of shares turned to percents.
    func inPercent(_ column: String) -> MetricsTable {
        guard let place = columns.firstIndex(of: column) else { return self }
        var table = self
        for row in table.rows.indices where table.rows[row].indices.contains(place) {
            table.rows[row][place] = table.rows[row][place].map { 100 * $0 }
        }
        return table
    }
}
