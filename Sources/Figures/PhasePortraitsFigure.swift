import Records

extension FigureSource {
    /// The field of every method side by side, with how training moves in it.
    static func phasePortraits(_ record: GameRecord) -> FigureSource {
        let count = record.panels.count
        let caption = record.panels.allSatisfy(\.title.isEmpty) ? 0.0 : 26
        let names = record.panels.flatMap(\.lines).names
        func grid(_ extra: Double) -> PanelGrid {
            PanelGrid(
                count: count, columns: count <= 4 ? count : count <= 6 ? 3 : 4, side: count == 1 ? 520 : 240,
                caption: caption, legend: 28 + extra)
        }
        let legend = LegendLines(
            entries: legendEntries(names, record), width: grid(0).width - Sheet.left - 24)
        let panels = grid(legend.extraHeight)
        let sheet = Sheet(
            name: "phase-portraits", dataName: "phase-portraits.dat", width: panels.width,
            height: panels.height,
            heading: "Fields and orbits", run: record.title, note: "length of arrows: √speed")
        var data = DataBlocks()
        let rest = data.add("equilibria", points: record.equilibria, most: 10)
        let others = data.add("other critical points", points: record.otherPoints, most: 10)
        let axes = panels.axes(record.frame)
        var drawing = panels.axisTitles(
            x: axes.x.scale.title(record.axes[0]), y: axes.y.scale.title(record.axes[1]), on: sheet)
        let isBold = panels.isBold(record.panels.map(\.title))
        var above = panels.outline
        above.top -= caption
        drawing += legend.commands(above: above, on: sheet)
        for (index, panel) in record.panels.enumerated() {
            drawing += panels.commands(
                index, title: panel.title, axes, isBold: isBold, on: sheet)
            let layers =
                [arrowLayer(panel, record.frame, into: &data)]
                + panel.lines.map { lineLayer($0, panel.title, names, into: &data) }
                + [
                    startLayer(panel, into: &data), others.map { restLayer($0, type: 4) },
                    rest.map { restLayer($0, type: 3) },
                ]
            let plots = layers.compactMap { $0 }
            drawing += [
                "plot " + (plots.isEmpty ? ["NaN"] : plots).joined(separator: ", \\\n         "),
                "unset label", "unset arrow",
            ]
        }
        return FigureSource(
            sheet: sheet, setup: PlanePanel.setup + ["DATA = 'phase-portraits.dat'"], drawing: drawing,
            data: data.text)
    }

    private static func colour(_ name: String, _ names: [String]) -> String {
        let colours = [Palette.discriminator, Palette.generator] + Palette.others
        return colours[(names.firstIndex(of: name) ?? 0) % colours.count]
    }

    private static func legendEntries(_ names: [String], _ record: GameRecord) -> [Legend.Entry] {
        func mark(_ name: String, type: Int, size: Double = 1) -> Legend.Entry {
            Legend.Entry(name: name, symbol: .point(type: type, size: size), colour: Palette.ink)
        }
        return names.map {
            Legend.Entry(name: $0, symbol: .line(width: 2), colour: colour($0, names))
        } + [mark("start", type: 7, size: 0.8)]
            + (record.equilibria.isEmpty ? [] : [mark(record.equilibriumName, type: 3)])
            + (record.otherPoints.isEmpty ? [] : [mark("other critical point", type: 4)])
    }

    private static func arrowLayer(
        _ panel: GameRecord.Panel, _ frame: Frame, into data: inout DataBlocks
    ) -> String? {
        let arrows = ArrowField(panel.field, width: frame.side, height: frame.side)
        return data.add("field of \(panel.title): x y dx dy, scaled for drawing", rows: arrows.rows).map {
            "DATA index \($0) using 1:2:3:4 with vectors head size screen 0.004,20 filled linewidth 0.7 "
                + "linecolor rgb '#A8A8A8'"
        }
    }

    private static func lineLayer(
        _ line: GameRecord.Line, _ title: String, _ names: [String], into data: inout DataBlocks
    ) -> String? {
        data.add("\(title), \(line.name)", points: line.points, most: 1500).map {
            "DATA index \($0) using 1:2 with lines linewidth 1.1 linecolor rgb "
                + "'\(Palette.translucent(colour(line.name, names), opacity: 0.85))'"
        }
    }

    private static func startLayer(_ panel: GameRecord.Panel, into data: inout DataBlocks) -> String? {
        guard let start = panel.lines.first?.points.first else { return nil }
        return data.add("\(panel.title), start", points: [start], most: 1).map {
            "DATA index \($0) using 1:2 with points pointtype 7 pointsize 0.7 linecolor rgb '\(Palette.ink)'"
        }
    }

    private static func restLayer(_ block: Int, type: Int) -> String {
        "DATA index \(block) using 1:2 with points pointtype \(type) pointsize 1.1 linewidth 1.6 "
            + "linecolor rgb '\(Palette.ink)'"
    }
}

extension [GameRecord.Line] {
    /// Names of lines in the order of their first appearance.
    var names: [String] {
        reduce(into: []) { if !$0.contains($1.name) { $0.append($1.name) } }
    }
}
