import Records

extension FigureSource {
    /// The complex plane on linear axes and, where eigenvalues differ by orders of magnitude, once more on axes that are
    /// logarithmic away from 0, since most of them lie near 0.
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
        let planes = ComplexAxes.all(for: points)
        let legend = LegendLines(
            entries: layers.map {
                Legend.Entry(name: $0.name, symbol: .point(type: 7, size: 0.8), colour: $0.colour)
            }, width: planes.count > 1 ? 2 * SpectrumPanel.side : SpectrumPanel.single)
        // Captions of several panels have a line below the legend.
        let captions = planes.count > 1 ? ["all eigenvalues", "the same on logarithmic axes"] : [""]
        let places = SpectrumPanel.places(
            planes.count, top: 104 + legend.extraHeight + (planes.count > 1 ? 26 : 0))
        let sheet = SpectrumPanel.sheet(
            "spectrum", places, heading: "Eigenvalues of the field's Jacobian", run: run,
            note: "shaded: real part above 0, where players move apart")
        var above = places[0]
        above.top -= planes.count > 1 ? 26 : 0
        return FigureSource(
            sheet: sheet, setup: SpectrumPanel.setup("spectrum.dat"),
            drawing: legend.commands(above: above, on: sheet)
                + zip(planes, zip(places, captions)).flatMap { axes, panel in
                    SpectrumPanel(axes: axes, place: panel.0, caption: panel.1, layers: layers)
                        .commands(on: sheet)
                }, data: data.text)
    }

    /// As many colours as can be told apart.
    private static let mostMoments = 6

    /// From dark, early, to bright, late; one moment alone in the blue of what is measured.
    private static func colour(_ index: Int, of count: Int) -> String {
        guard count > 1 else { return Palette.discriminator }
        let stops = Palette.magma.dropFirst().dropLast(2)
        return stops[stops.startIndex + index * (stops.count - 1) / (count - 1)]
    }
}

/// Eigenvalues of one moment.
struct SpectrumLayer {
    var block: Int
    var size: Double
    var colour: String
    var name: String

    func plot(on axes: ComplexAxes) -> String {
        let columns = [(axes.real, 1), (axes.imaginary, 2)].map { scale, column in
            scale?.formula(ofColumn: column) ?? "\(column)"
        }
        return "DATA index \(block) using \(columns.joined(separator: ":")) with points pointtype 7 "
            + "pointsize \(Numbers.plain(size)) linecolor rgb '\(Palette.translucent(colour, opacity: 0.65))'"
    }
}
