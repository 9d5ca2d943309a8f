import Records

extension FigureSource {
    /// The complex plane twice: all eigenvalues, and the same ten times closer to 0, where most of them lie.
    /// Where the training passed through several moments, each has its colour.
    static func spectrum(_ spectra: [SpectrumRecord], of run: String) -> FigureSource {
        let moments = spectra.spread(over: mostMoments)
        var data = DataBlocks()
        let layers = moments.enumerated().compactMap { index, moment -> SpectrumLayer? in
            let block = data.add(
                "step \(moment.step): real part, imaginary part", points: moment.eigenvalues, most: 20_000)
            return block.map {
                SpectrumLayer(
                    block: $0, size: moment.eigenvalues.count <= 50 ? 0.9 : 0.42,
                    colour: colour(index, of: moments.count),
                    name: "step \(Numbers.label(moment.step))")
            }
        }
        let points = moments.flatMap(\.eigenvalues).filter(\.isDrawable)
        let whole = PlaneWindow(around: points)
        let closer = whole.magnified(10)
        // The legend of several moments is as wide as both panels.
        let isMoving = layers.count > 1
        let top = isMoving ? 130.0 : 104
        let places = [0.0, 1].map { index -> PanelPlace in
            let left = 92 + index * (side + 104)
            return PanelPlace(left: left, right: left + side, top: top, bottom: top + 0.9 * side)
        }
        let sheet = Sheet(
            name: "spectrum", dataName: "spectrum.dat", width: places[1].right + 28,
            height: places[1].bottom + 66, heading: "Eigenvalues of the field's Jacobian",
            run: run, note: "shaded: real part above 0, where players move apart")
        let legend = Legend(
            entries: layers.map {
                Legend.Entry(name: $0.name, symbol: .point(type: 7, size: 0.8), colour: $0.colour)
            })
        var above = places[0]
        above.top -= isMoving ? 26 : 0
        func caption(_ text: String, _ place: PanelPlace) -> String {
            sheet.label(
                text, x: place.left, y: place.top - 13,
                options: "font ',12' noenhanced textcolor rgb '\(Palette.ink)'")
        }
        return FigureSource(
            sheet: sheet, setup: spectrumSetup("spectrum.dat"),
            drawing: legend.commands(above: above, on: sheet)
                + (isMoving ? [caption("all eigenvalues", places[0])] : [])
                + spectrumPanel(whole, places[0], layers, on: sheet)
                + [
                    caption(
                        "ten times closer" + (points.contains(where: closer.holds) ? "" : ": none"), places[1]
                    )
                ]
                + spectrumPanel(closer, places[1], layers, on: sheet),
            data: data.text)
    }

    private static let side = 430.0
    /// As many colours as can be told apart.
    private static let mostMoments = 6

    /// From dark, early, to bright, late; one moment alone in the blue of what is measured.
    private static func colour(_ index: Int, of count: Int) -> String {
        guard count > 1 else { return Palette.discriminator }
        let stops = Palette.magma.dropFirst().dropLast(2)
        return stops[stops.startIndex + index * (stops.count - 1) / (count - 1)]
    }

    static func spectrumSetup(_ dataName: String) -> [String] {
        [
            "DATA = '\(dataName)'",
            "set border 15 linecolor rgb '#888888'",
            "set tics nomirror out scale 0.6 textcolor rgb '\(Palette.ink)'",
            "set grid linetype 1 linewidth 0.7 linecolor rgb '\(Palette.grid)'",
            "unset key",
        ]
    }

    static func spectrumPanel(
        _ window: PlaneWindow, _ place: PanelPlace, _ layers: [SpectrumLayer], on sheet: Sheet
    ) -> [String] {
        let ink = "center noenhanced textcolor rgb '\(Palette.ink)'"
        let middle = (place.top + place.bottom) / 2
        return place.commands(on: sheet) + [
            "set xrange \(GnuplotText.range(window.horizontal))",
            "set yrange \(GnuplotText.range(window.vertical))",
            "set xtics \(GnuplotText.ticks(Ticks.linear(window.horizontal, about: 5)))",
            "set ytics \(GnuplotText.ticks(Ticks.linear(window.vertical, about: 6)))",
            "set object 1 rectangle from first 0, graph 0 to graph 1, graph 1 behind "
                + "fillcolor rgb '#FBE9DF' fillstyle solid noborder",
            "set arrow 1 from first 0, graph 0 to first 0, graph 1 nohead front linewidth 1.2 dashtype 2 "
                + "linecolor rgb '\(Palette.generator)'",
            sheet.label(
                "imaginary part", x: place.left - 70, y: middle, options: "rotate by 90 \(ink)"),
            sheet.label(
                "real part", x: (place.left + place.right) / 2, y: place.bottom + 49, options: ink),
            // gnuplot refuses to plot nothing: an undefined function draws the axes alone.
            "plot "
                + (layers.isEmpty ? "NaN" : layers.map(\.plot).joined(separator: ", \\\n         ")),
            "unset label",
        ]
    }
}

/// A window onto the complex plane that shows the origin and both signs of the real part.
struct PlaneWindow {
    var horizontal: ClosedRange<Double>
    var vertical: ClosedRange<Double>

    init(around points: [Point]) {
        let xs = points.map(\.x)
        let width = max((xs.max() ?? 0) - min(xs.min() ?? 0, 0), 1e-300)
        let height = points.map { abs($0.y) }.max() ?? 0
        // Real eigenvalues alone give the vertical axis no scale.
        let half = 1.1 * max(height, 0.01 * width)
        horizontal = Ticks.range(min(xs.min() ?? -1, 0) - 0.06 * width, max(xs.max() ?? 0, 0) + 0.08 * width)
        vertical = Ticks.range(-half, half)
    }

    func holds(_ point: Point) -> Bool { horizontal.contains(point.x) && vertical.contains(point.y) }

    func magnified(_ factor: Double) -> PlaneWindow {
        var window = self
        window.horizontal = Ticks.range(horizontal.lowerBound / factor, horizontal.upperBound / factor)
        window.vertical = Ticks.range(vertical.lowerBound / factor, vertical.upperBound / factor)
        return window
    }
}

/// Eigenvalues of one moment.
struct SpectrumLayer {
    var block: Int
    var size: Double
    var colour: String
    var name: String

    var plot: String {
        "DATA index \(block) using 1:2 with points pointtype 7 pointsize \(Numbers.plain(size)) "
            + "linecolor rgb '\(Palette.translucent(colour, opacity: 0.65))'"
    }
}
