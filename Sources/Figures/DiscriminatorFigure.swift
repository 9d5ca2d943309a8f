import Drawing
import Records

extension FigureSource {
    /// The score of the discriminator over the plane, with contour lines, and the slopes the generator
    /// climbs. `nil` without a surface that can be drawn.
    static func discriminator(_ record: RunRecord) -> FigureSource? {
        guard let surface = record.surface, surface.isDrawable else { return nil }
        let scale = ScoreScale(surface.shownScores, zero: surface.meaning == .logit ? "D = 0" : "median")
        let flat = Self.place(of: surface)
        var data = DataBlocks()
        let layers = layers(of: record, surface, scale, on: flat, into: &data)
        let legend = LegendLines(entries: layers.compactMap(\.legend), width: flat.right - flat.left)
        let place = flat.lowered(by: legend.extraHeight)
        let sheet = Sheet(
            name: "discriminator", dataName: "discriminator.dat", width: place.right + 128,
            height: place.bottom + 66, heading: "Scores of the discriminator", run: record.title,
            note: [scale.note, "arrows: √‖∇D‖ long"].compactMap { $0 }.joined(separator: "; "))
        let panel = PlanePanel(
            place: place, horizontal: surface.horizontal, vertical: surface.vertical)
        return FigureSource(
            sheet: sheet, setup: setup(scale) + [colourBox(beside: place, on: sheet)] + contourTables(scale),
            drawing: panel.commands(on: sheet)
                + colourTitles(surface.meaning, scale, beside: place, on: sheet)
                + legend.commands(above: place, on: sheet)
                + ContourLabels(of: surface, levels: scale.ticks).commands
                + [
                    "plot " + layers.map(\.plot).joined(separator: ", \\\n         "), "unset label",
                    "unset arrow",
                ],
            data: data.text)
    }

    private static func layers(
        of record: RunRecord, _ surface: Surface, _ scale: ScoreScale, on place: PanelPlace,
        into data: inout DataBlocks
    ) -> [Layer] {
        let grid = data.add("score of the discriminator: x y score", rows: surface.rows())
        let field = ArrowField(
            surface.gradients.thinned(), width: surface.width, height: surface.height)
        let arrows = data.add("slope of the score: x y dx dy, scaled for drawing", rows: field.rows)
        let points = [
            dots(
                "points of the data", record.target, colour: Palette.data, name: PictureWords.data,
                into: &data),
            dots(
                "samples of the generator", record.samples, colour: Palette.samples,
                name: PictureWords.samples,
                into: &data),
        ]
        let arrow = arrows.map {
            arrowLayer($0, field, pixels: (place.right - place.left) / surface.width)
        }
        return
            ([grid.map { Layer(plot: "DATA index \($0) using 1:2:3 with image") }]
            + scale.contours.map(contourLayer) + points + [arrow]).compactMap(\.self)
    }

    /// Something on the plane: how it is drawn, and its line in the legend.
    private struct Layer {
        var plot: String
        var legend: Legend.Entry?
    }

    /// As large as the sheet allows, in the proportions of the surface, if these are not extreme.
    private static func place(of surface: Surface) -> PanelPlace {
        let ratio = min(max(surface.height / surface.width, 0.4), 1.6)
        let (width, height) = ratio > 1 ? (640 / ratio, 640) : (640, 640 * ratio)
        return PanelPlace(left: Sheet.left, right: Sheet.left + width, top: 90, bottom: 90 + height)
    }

    private static func setup(_ scale: ScoreScale) -> [String] {
        PlanePanel.setup + [
            "DATA = 'discriminator.dat'",
            "set style textbox opaque fillcolor rgb '\(Palette.paper)' noborder margins 0.3,0.2",
            Palette.command(Palette.redToBlue),
            "set cbrange \(GnuplotText.range(-scale.limit...scale.limit))",
            "set cbtics \(GnuplotText.ticks(scale.ticks)) scale 0.5 textcolor rgb '\(Palette.ink)'",
        ]
    }

    private static func colourBox(beside place: PanelPlace, on sheet: Sheet) -> String {
        "set colorbox vertical user origin screen \(sheet.across(place.right + 18)),"
            + "\(sheet.down(place.bottom)) size screen \(sheet.across(14)),"
            + "\(Sheet.share((place.bottom - place.top) / sheet.height)) noborder"
    }

    /// What the scale of colours measures, and what its ends mean.
    private static func colourTitles(
        _ meaning: Surface.Meaning, _ scale: ScoreScale, beside place: PanelPlace, on sheet: Sheet
    ) -> [String] {
        let isLogit = meaning == .logit
        let small = "left noenhanced font ',11' textcolor rgb"
        return [
            sheet.upright(
                scale.axisScale.title(isLogit ? "score D(x) (logit)" : "critic D(x) − its median"),
                x: sheet.width - 20, along: place.top...place.bottom),
            sheet.label(
                isLogit ? PictureWords.real : "higher", x: place.right + 16, y: place.top - 12,
                options: "\(small) '\(Palette.discriminator)'"
            ),
            sheet.label(
                isLogit ? PictureWords.generated : "lower", x: place.right + 12, y: place.bottom + 14,
                options: "\(small) '\(Palette.redToBlue[0])'"),
        ]
    }

    /// gnuplot finds contours only for `splot`; they are kept in tables for the plot to come.
    private static func contourTables(_ scale: ScoreScale) -> [String] {
        let tables = scale.contours.flatMap { contour in
            [
                "set cntrparam levels discrete \(contour.levels.map(Numbers.plain).joined(separator: ", "))",
                "set table \(contour.table)",
                "splot DATA index 0 using 1:2:3",
                "unset table",
            ]
        }
        return tables.isEmpty
            ? [] : ["set contour base", "unset surface"] + tables + ["unset contour", "set surface"]
    }

    private static func contourLayer(_ contour: ScoreScale.Contour) -> Layer {
        Layer(
            plot: "\(contour.table) using 1:2 with lines linewidth \(Numbers.plain(contour.width)) "
                + "linecolor rgb '\(Palette.ink)'",
            legend: Legend.Entry(
                name: contour.name, symbol: .line(width: contour.width), colour: Palette.ink))
    }

    /// The legend has the longest arrow as it is drawn, with the norm that it stands for.
    private static func arrowLayer(_ block: Int, _ field: ArrowField, pixels: Double) -> Layer {
        let colour = Palette.translucent(Palette.ink, opacity: 0.6)
        return Layer(
            plot:
                "DATA index \(block) using 1:2:3:4 with vectors \(ArrowField.head) linecolor rgb '\(colour)'",
            legend: Legend.Entry(
                name: "∇D of norm \(Numbers.short(field.steepest))",
                symbol: .arrow(length: min(max(field.longest * pixels, 10), 64)), colour: Palette.ink))
    }

    private static func dots(
        _ what: String, _ points: [Point], colour: String, name: String, into data: inout DataBlocks
    ) -> Layer? {
        data.add(what, points: points, most: 600).map {
            Layer(
                plot: "DATA index \($0) using 1:2 with points pointtype 7 pointsize 0.22 linecolor rgb "
                    + "'\(Palette.translucent(colour, opacity: 0.7))'",
                legend: Legend.Entry(name: name, symbol: .point(type: 7, size: 0.6), colour: colour))
        }
    }
}
