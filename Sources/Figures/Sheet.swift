/// The paper of one figure: its size, its headings, and the parts every script shares. Lengths are pixels of
/// the SVG; the PNG has `pngScale` times as many.
package struct Sheet {
    var name: String
    /// The file the script reads, beside it.
    var dataName: String
    let width: Double
    /// With the lines that headings take beyond the usual two.
    let height: Double
    /// What the figure shows, in bold.
    let heading: String
    /// The run, and what one must know to read the figure.
    private let small: SmallHeadings

    /// - Parameters:
    ///   - height: of a sheet whose headings have two lines. Where they need more, all below them moves down.
    ///   - run: what the figure is of, below the heading.
    ///   - note: what one must know to read the figure, in small type beside the heading or the run, or below them.
    init(
        name: String, dataName: String, width: Double, height: Double, heading: String, run: String,
        note: String = ""
    ) {
        self.name = name
        self.dataName = dataName
        self.width = width
        self.heading = heading
        small = SmallHeadings(
            run: run, note: note, width: width - 2 * Self.margin,
            heading: TextWidth.of(heading, size: 16, isBold: true))
        self.height = height + small.extraHeight
    }

    static let pngScale = 2.0
    package static let fontSize = 13.0
    /// gnuplot takes a point for a pixel in an SVG and for 1/72 of 96 pixels in a PNG; the letters of both
    /// shall be as large.
    package static let pixelsPerPoint = 96.0 / 72
    /// The height that headings of two lines take up at the top.
    static let headingHeight = 62.0
    private static let margin = 24.0
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

    /// A distance from the top edge of a sheet whose headings have two lines, as gnuplot's share of the screen, which counts
    /// from the bottom.
    func down(_ y: Double) -> String { Self.share(1 - (y + small.extraHeight) / height) }

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
        // Texts of the headings do not move down.
        func label(_ text: String, x: Double, y: Double, options: String) -> String {
            self.label(text, x: x, y: y - small.extraHeight, options: options)
        }
        let quiet = "font ',11' noenhanced front textcolor rgb '\(Palette.quiet)'"
        let title = label(
            heading, x: Self.margin, y: 22, options: "font 'Arial Bold,16' textcolor rgb '\(Palette.ink)'")
        return [title]
            + small.left.enumerated().map { line, text in
                label(text, x: Self.margin, y: 46 + SmallHeadings.line * Double(line), options: quiet)
            }
            + (small.beside.map { text, y in
                [label(text, x: width - Self.margin, y: y, options: "right " + quiet)]
            } ?? [])
    }

    private func size(scale: Double) -> String {
        "\(Int((width * scale).rounded())),\(Int((height * scale).rounded()))"
    }
}
