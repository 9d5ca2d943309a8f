import Records

/// Equal square pictures, one a run, in rows of five at most; above each stands its name, below it how the run
/// ended and, if the grid has room for it, a remark.
struct TileGrid {
    var places: [PanelPlace]
    var width: Double
    var height: Double
    private let legend: LegendLines

    private static let legendHeight = 26.0
    private static let margin = 24.0
    private static let gap = 14.0
    private static let name = 26.0
    private static let result = 30.0
    private static let remark = 18.0

    /// - Parameters:
    ///   - legend: above the first row.
    ///   - remarks: whether a line is kept free below each result.
    init(count: Int, legend entries: [Legend.Entry], remarks: Bool = false) {
        let columns = max(1, min(count, 5))
        let rows = (count + columns - 1) / columns
        // Few pictures may be larger; many should still fit a page.
        let side = columns <= 3 ? 280.0 : 212.0
        let row = Self.name + side + Self.result + (remarks ? Self.remark : 0)
        width = max(2 * Self.margin + Double(columns) * (side + Self.gap) - Self.gap, 640)
        legend = LegendLines(entries: entries, width: width - Self.margin)
        let start = Sheet.headingHeight + Self.legendHeight + legend.extraHeight
        places = (0..<count).map { index in
            let left = Self.margin + Double(index % columns) * (side + Self.gap)
            let top = start + Self.name + Double(index / columns) * row
            return PanelPlace(left: left, right: left + side, top: top, bottom: top + side)
        }
        height = start + Double(rows) * row + 4
    }

    func sheet(name: String, heading: String, of record: ComparisonRecord, note: String) -> Sheet {
        Sheet(
            name: name, dataName: "\(name).dat", width: width, height: height, heading: heading,
            run: record.title, note: note)
    }

    /// The commands that draw one picture in its place; `plot` may be several.
    func commands(
        _ index: Int, of run: ComparisonRecord.Run, remark: String = "", on sheet: Sheet,
        horizontal: ClosedRange<Double>, vertical: ClosedRange<Double>, plot: [String]
    ) -> [String] {
        let place = places[index]
        let middle = (place.left + place.right) / 2
        let room = place.right - place.left
        let name = TextWidth.fitting(run.name, size: 12, isBold: true, in: room)
        let quiet = "center noenhanced font ',11' textcolor rgb '\(Palette.quiet)'"
        let below = [run.result, remark].filter { !$0.isEmpty }.enumerated().map { line, text in
            sheet.label(
                TextWidth.fitting(text, size: 11, in: room + Self.gap / 2), x: middle,
                y: place.bottom + 14 + Self.remark * Double(line), options: quiet)
        }
        return place.commands(on: sheet) + [
            "set xrange \(GnuplotText.range(horizontal))",
            "set yrange \(GnuplotText.range(vertical))",
            sheet.label(
                name, x: middle, y: place.top - 12,
                options: "center noenhanced font 'Arial Bold,12' textcolor rgb '\(Palette.ink)'"),
        ] + below + plot + ["unset label", "unset arrow"]
    }

    /// Above the names.
    func legend(on sheet: Sheet) -> [String] {
        let top = Sheet.headingHeight + Self.legendHeight + legend.extraHeight - 4
        return legend.commands(
            above: PanelPlace(left: Self.margin, right: width, top: top, bottom: height), on: sheet)
    }

    /// What all tiles have in common, once a script.
    static let setup = [
        "set border 15 linecolor rgb '#888888'", "unset key", "unset xtics", "unset ytics",
        "unset colorbox",
    ]
}
