/// The paper of one figure: its size, its headings, and the parts every script shares. Lengths are pixels of
/// the SVG; the PNG has `pngScale` times as many.
package struct Sheet {
    var name: String
    /// The file the script reads, beside it.
    var dataName: String
    var width: Double
    var height: Double
    /// What the figure shows, in bold.
    var heading: String
    /// The run it shows, below the heading.
    var run: String
    /// What one must know to read the figure, in small type behind the run.
    var note: String = ""

    static let pngScale = 2.0
    package static let fontSize = 13.0
    /// gnuplot takes a point for a pixel in an SVG and for 1/72 of 96 pixels in a PNG; the letters of both
    /// shall be as large.
    package static let pixelsPerPoint = 96.0 / 72
    /// The height the headings take up at the top.
    static let headingHeight = 62.0
    /// Where panels begin: left of it are the labels and the title of a vertical axis.
    static let left = 104.0

    /// The whole script. `setup` is done once; `drawing`, whose panels come one after the other, is done for
    /// the SVG and again for the PNG.
    func script(setup: [String], drawing: [String]) -> String {
        let (svg, png) = (size(scale: 1), size(scale: Self.pngScale))
        let font = "font 'Arial,\(Numbers.plain(Self.fontSize))'"
        let scale = Numbers.plain(Self.pngScale)
        let svgScale = Numbers.plain(Self.pixelsPerPoint.rounded(toSignificantDigits: 4))
        let paper = "background '\(Palette.paper)'"
        let lines =
            [
                "# The figure `\(name)`, drawn from \(dataName). To draw \(name).svg and \(name).png again:",
                "#     gnuplot \(name).gp",
                "reset session",
                "set encoding utf8",
            ] + setup + [
                "do for [ending in 'svg png'] {",
                "    if (ending eq 'svg') {",
                "        set terminal svg size \(svg) \(font) fontscale \(svgScale) \(paper)",
                "    } else {",
                "        set terminal pngcairo size \(png) \(font) fontscale \(scale) linewidth \(scale) "
                    + "pointscale \(scale) \(paper)",
                "    }",
                "    set output '\(name).' . ending",
                "    set multiplot",
            ] + (headings + drawing).map { "    " + $0 } + [
                "    unset multiplot",
                "    unset output",
                "}",
                "",
            ]
        return lines.joined(separator: "\n")
    }

    /// A distance from the left edge, as gnuplot's share of the screen.
    func across(_ x: Double) -> String { Self.share(x / width) }

    /// A distance from the top edge, as gnuplot's share of the screen, which counts from the bottom.
    func down(_ y: Double) -> String { Self.share(1 - y / height) }

    /// A share of the screen, to a hundredth of a percent: finer than a pixel.
    static func share(_ part: Double) -> String { Numbers.plain((part * 10_000).rounded() / 10_000) }

    /// A text at a place of the sheet; `options` are gnuplot's (font, alignment, colour).
    func label(_ text: String, x: Double, y: Double, options: String) -> String {
        "set label \(GnuplotText.quoted(text)) at screen \(across(x)),\(down(y)) \(options)"
    }

    /// The titles of the axes of a panel, always at the same distance from it: gnuplot's own move with the
    /// width of the numbers, so that the labels of stacked panels would not be aligned.
    func axisTitles(x: String?, y: String, of place: PanelPlace) -> [String] {
        let middle = (place.left + place.right) / 2
        return [upright(y, x: place.left - Self.left + 20, along: place.top...place.bottom)]
            + (x.map { [label($0, x: middle, y: place.bottom + 49, options: "center \(Self.plain)")] } ?? [])
    }

    /// A text from bottom to top, centred beside a panel. One that is too long for it has smaller letters, and one that is
    /// too long for those is cut.
    func upright(_ text: String, x: Double, along side: ClosedRange<Double>, size: Double = Sheet.fontSize)
        -> String
    {
        // A little longer than the panel, whose neighbour has a legend in between.
        let room = side.upperBound - side.lowerBound + 30
        let fitting = TextWidth.of(text, size: size) <= room ? size : min(size, 11)
        return label(
            TextWidth.fitting(text, size: fitting, in: room), x: x,
            y: (side.lowerBound + side.upperBound) / 2,
            options:
                "rotate by 90 center \(fitting == Self.fontSize ? "" : "font ',\(Numbers.plain(fitting))' ")"
                + Self.plain)
    }

    private static let plain = "noenhanced textcolor rgb '\(Palette.ink)'"

    /// The labels at the top. They belong to the first panel; the panels after it unset them.
    var headings: [String] {
        let x = 24.0
        let small = "font ',11' noenhanced front textcolor rgb '\(Palette.quiet)'"
        let fitting = TextWidth.fitting(GnuplotText.oneLine(run), size: 11, in: width - 2 * x)
        let title = label(
            heading, x: x, y: 22, options: "font 'Arial Bold,16' textcolor rgb '\(Palette.ink)'")
        // Beside the heading, or where that leaves too little room beside the run.
        func room(beside text: Double) -> Double { width - 3 * x - 1.1 * text }
        let rooms = [TextWidth.of(heading, size: 16, isBold: true), TextWidth.of(fitting, size: 11)]
            .map(room(beside:))
        let row = TextWidth.of(note, size: 11) <= rooms[0] || rooms[0] >= rooms[1] ? 0 : 1
        let remark = label(
            TextWidth.fitting(note, size: 11, in: max(rooms[row], 0)), x: width - x, y: row == 0 ? 22 : 46,
            options: "right " + small)
        return [title, label(fitting, x: x, y: 46, options: small)] + (note.isEmpty ? [] : [remark])
    }

    private func size(scale: Double) -> String {
        "\(Int((width * scale).rounded())),\(Int((height * scale).rounded()))"
    }
}

/// The place of one coordinate system on a sheet, in pixels from its upper left corner.
struct PanelPlace {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    func lowered(by height: Double) -> PanelPlace {
        PanelPlace(left: left, right: right, top: top + height, bottom: bottom + height)
    }

    /// The commands that make the next plot fill exactly this place.
    func commands(on sheet: Sheet) -> [String] {
        [
            "set lmargin at screen \(sheet.across(left))",
            "set rmargin at screen \(sheet.across(right))",
            "set tmargin at screen \(sheet.down(top))",
            "set bmargin at screen \(sheet.down(bottom))",
        ]
    }
}
