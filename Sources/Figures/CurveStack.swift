/// Panels of curves above each other, sharing the axis of the steps.
struct CurveStack {
    var places: [PanelPlace]
    var height: Double

    static let width = 960.0
    /// Between two panels there is room for the legend of the lower one.
    private static let gap = 36.0

    /// Lays out panels of the given heights in pixels, from top to bottom, under a legend of so many lines.
    init(heights: [Double], legendLines: Int = 1) {
        var top = Sheet.headingHeight + 22 + Double(max(legendLines, 1) - 1) * LegendLines.lineHeight
        places = []
        for panel in heights {
            places.append(PanelPlace(left: Sheet.left, right: Self.width - 48, top: top, bottom: top + panel))
            top += panel + Self.gap
        }
        height = top - Self.gap + 66
    }

    func sheet(name: String, heading: String, run: String, note: String) -> Sheet {
        Sheet(
            name: name, dataName: "\(name).csv", width: Self.width, height: height, heading: heading,
            run: run, note: note)
    }
}

extension FigureSource {
    /// A figure of curve panels, all reading one table.
    init(curvesOf panels: [CurvePanel], on sheet: Sheet, table: ThinnedTable) {
        self.init(
            sheet: sheet,
            setup: CurvePanel.setup + ["DATA = '\(sheet.dataName)'"],
            drawing: panels.flatMap { $0.commands(on: sheet, of: table) },
            data: table.csv)
    }
}

extension ThinnedTable {
    /// What a reader must know of thinned curves.
    var note: String? {
        hasBands ? "line and band: median and range of neighbouring steps" : nil
    }
}
