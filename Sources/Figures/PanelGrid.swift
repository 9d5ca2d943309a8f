/// Square panels in rows, all with axes of the same length.
struct PanelGrid {
    let places: [PanelPlace]
    let columns: Int
    let width: Double
    let height: Double

    /// - Parameters:
    ///   - columns: the most panels in a row.
    ///   - gap: between two panels of a row.
    ///   - right: what stands beside the grid.
    ///   - caption: above each panel, for its title.
    ///   - legend: above the grid.
    init(
        count: Int, columns most: Int, side: Double, gap: Double = 26, right: Double = 24,
        caption: Double = 26, legend: Double = 28
    ) {
        let columns = max(1, min(count, most))
        places = (0..<count).map { index in
            let left = 74 + Double(index % columns) * (side + gap)
            let top = Sheet.headingHeight + legend + caption + Double(index / columns) * (side + 18 + caption)
            return PanelPlace(left: left, right: left + side, top: top, bottom: top + side)
        }
        self.columns = columns
        width = max((places.map(\.right).max() ?? 0) + right, 560)
        height = (places.map(\.bottom).max() ?? 0) + 66
    }

    /// Numbers stand at the left and at the lower edge of the grid alone.
    func commands(
        _ index: Int, title: String, x: ClosedRange<Double>, y: ClosedRange<Double>, on sheet: Sheet
    )
        -> [String]
    {
        let place = places[index]
        func ticks(_ range: ClosedRange<Double>, _ isLabelled: Bool) -> String {
            let ticks = Ticks.linear(range, about: 4)
            return GnuplotText.ticks(isLabelled ? ticks : ticks.map { Tick(value: $0.value, label: "") })
        }
        return place.commands(on: sheet) + [
            "set xrange \(GnuplotText.range(x))",
            "set yrange \(GnuplotText.range(y))",
            "set xtics \(ticks(x, index + columns >= places.count)) font ',11'",
            "set ytics \(ticks(y, index % columns == 0)) font ',11'",
            sheet.label(
                title, x: place.left, y: place.top - 12,
                options: "font 'Arial Bold,12' noenhanced textcolor rgb '\(Palette.ink)'"),
        ]
    }

    /// The titles of the axes, once for the whole grid.
    func axisTitles(x: String, y: String, on sheet: Sheet) -> [String] {
        let ink = "center noenhanced textcolor rgb '\(Palette.ink)'"
        let right = places.map(\.right).max() ?? 0
        let (top, bottom) = (places.map(\.top).min() ?? 0, places.map(\.bottom).max() ?? 0)
        return [
            sheet.label(x, x: (74 + right) / 2, y: bottom + 46, options: ink),
            sheet.label(y, x: 22, y: (top + bottom) / 2, options: "rotate by 90 " + ink),
        ]
    }
}
