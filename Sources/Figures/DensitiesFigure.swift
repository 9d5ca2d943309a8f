import Drawing
import Records

extension FigureSource {
    /// The density of the samples at moments of the training, and of the target at the end: a strip of
    /// pictures with one scale of colours, whose top is the target's peak.
    static func densities(_ record: RunRecord) -> FigureSource {
        let frame = record.frame
        let moments = shown(of: record).map { snapshot in
            Moment(caption: "step \(Numbers.label(snapshot.step))", points: snapshot.points, frame: frame)
        }
        let target = Moment(caption: PictureWords.data, points: record.target, frame: frame)
        let panels = moments + [target]
        let peak =
            [target.grid.peak, panels.map(\.grid.peak).max() ?? 0].first { $0 > 0 && $0.isFinite } ?? 1

        let (ticks, scale) = Ticks.scaled(0...peak, about: 5, room: 52, size: 11)
        let strip = PanelStrip(count: panels.count)
        let sheet = strip.sheet(run: record.title, bandwidth: target.grid.bandwidth)
        var data = DataBlocks()
        let drawing = zip(panels, strip.places).flatMap { panel, place in
            let block = data.add("\(panel.caption): density per square unit", rows: panel.rows(peak: peak))
            return panel.commands(block: block ?? 0, place: place, on: sheet)
        }
        return FigureSource(
            sheet: sheet, setup: setup(frame: frame, cells: target.grid.count, peak: peak, ticks: ticks),
            drawing: [strip.colourBox(on: sheet), strip.colourTitle(scale, on: sheet)] + drawing,
            data: data.text)
    }

    /// As many snapshots as make full rows together with the target, spread over the training.
    private static func shown(of record: RunRecord) -> [Samples] {
        let count = record.snapshots.count
        switch count {
        case ...5: return record.snapshots
        case 6: return record.snapshots.spread(over: 5)
        case 7, 8: return record.snapshots.spread(over: 7)
        default: return record.snapshots.spread(over: 9)
        }
    }

    private static func setup(
        frame: Frame, cells: Int, peak: Double, ticks: [Tick]
    ) -> [String] {
        // Colours follow the root of the density: a broad faint cloud must be seen beside sharp modes.
        return [
            "DATA = 'densities.dat'",
            "# Where the cells of the grid lie: x(column), y(row).",
            "cell = \(Numbers.plain(frame.side / Double(cells)))",
            "x(column) = \(Numbers.plain(frame.left)) + (column + 0.5) * cell",
            "y(row) = \(Numbers.plain(frame.bottom)) + (row + 0.5) * cell",
            Palette.command(Palette.magma) { $0 * $0 },
            "set xrange \(GnuplotText.range(frame.horizontal))",
            "set yrange \(GnuplotText.range(frame.vertical))",
            "set cbrange [0:\(Numbers.plain(peak))]",
            "set cbtics \(GnuplotText.ticks(ticks)) scale 0.5 font ',11' textcolor rgb '\(Palette.ink)'",
            "unset key",
            "set tics nomirror out",
            "unset xtics",
            "unset ytics",
            "set border 15 linecolor rgb '#888888'",
        ]
    }
}

/// One picture of the strip.
private struct Moment {
    /// With a word on what the picture does not show.
    var caption: String
    var grid: DensityGrid

    init(caption: String, points: [Point], frame: Frame) {
        grid = DensityGrid(of: points, in: frame)
        let shown = points.count { frame.contains($0) }
        let missing = Double(points.count - shown) / Double(max(points.count, 1))
        let remark =
            points.isEmpty
            ? ", no samples" : shown < points.count ? ", \(Self.percent(missing)) outside" : ""
        self.caption = caption + remark
    }

    func rows(peak: Double) -> [String] { grid.rows(relativeTo: peak) }

    func commands(block: Int, place: PanelPlace, on sheet: Sheet) -> [String] {
        let middle = (place.left + place.right) / 2
        let small = "center noenhanced font ',11' textcolor rgb"
        return place.commands(on: sheet) + [
            sheet.label(
                TextWidth.fitting(caption, size: 11, in: place.right - place.left), x: middle,
                y: place.bottom + 15, options: "\(small) '\(Palette.ink)'"),
            "plot DATA index \(block) matrix using (x($1)):(y($2)):3 with image",
            // The headings and the scale belong to the first picture alone.
            "unset label",
            "unset colorbox",
        ]
    }

    private static func percent(_ share: Double) -> String {
        share < 0.01 ? "< 1%" : "\(Int((100 * share).rounded()))%"
    }
}
