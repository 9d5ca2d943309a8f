import Records

extension FigureSource {
    /// The field of every method side by side, with how training moves in it.
    static func phasePortraits(_ record: GameRecord) -> FigureSource {
        let count = record.panels.count
        let caption = record.panels.allSatisfy(\.title.isEmpty) ? 0.0 : 26
        let grid = PanelGrid(
            count: count, columns: count <= 4 ? count : (count + 1) / 2, side: count == 1 ? 520 : 190,
            caption: caption)
        let sheet = Sheet(
            name: "phase-portraits", dataName: "phase-portraits.dat", width: grid.width, height: grid.height,
            heading: "Fields and orbits", run: record.title, note: "length of arrows: √speed")
        var data = DataBlocks()
        let rest = data.add("equilibria", points: record.equilibria, most: 10)
        let others = data.add("other critical points", points: record.otherPoints, most: 10)
        let names = record.panels.flatMap(\.lines).names
        var drawing = grid.axisTitles(x: record.axes[0], y: record.axes[1], on: sheet)
        drawing += legend(names, record).commands(above: legendPlace(grid, caption), on: sheet)
        for (index, panel) in record.panels.enumerated() {
            drawing += grid.commands(
                index, title: panel.title, x: record.frame.horizontal, y: record.frame.vertical, on: sheet
            )
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

    private static func legendPlace(_ grid: PanelGrid, _ caption: Double) -> PanelPlace {
        var place = grid.places.first ?? PanelPlace(left: 74, right: 74, top: 90, bottom: 90)
        place.top -= caption
        return place
    }

    private static func colour(_ name: String, _ names: [String]) -> String {
        let colours = [Palette.discriminator, Palette.generator] + Palette.others
        return colours[(names.firstIndex(of: name) ?? 0) % colours.count]
    }

    private static func legend(_ names: [String], _ record: GameRecord) -> Legend {
        Legend(
            entries: names.map {
                Legend.Entry(name: $0, symbol: .line(width: 2), colour: colour($0, names))
            } + [
                Legend.Entry(name: "start", symbol: .point(type: 7, size: 0.8), colour: Palette.ink)
            ]
                + (record.equilibria.isEmpty
                    ? []
                    : [
                        Legend.Entry(
                            name: record.equilibriumName, symbol: .point(type: 3, size: 1),
                            colour: Palette.ink)
                    ])
                + (record.otherPoints.isEmpty
                    ? []
                    : [
                        Legend.Entry(
                            name: "other critical point", symbol: .point(type: 4, size: 1),
                            colour: Palette.ink)
                    ]))
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
