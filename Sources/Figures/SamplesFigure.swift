import Drawing
import Records

extension FigureSource {
    /// The generator's final samples over points of the data.
    static func samples(_ record: RunRecord) -> FigureSource {
        let frame = record.frame
        let side = 640.0
        var data = DataBlocks()
        let layers = layers(of: record, into: &data)
        let legend = LegendLines(entries: layers.map(\.legend), width: side)
        let place = PanelPlace(left: Sheet.left, right: Sheet.left + side, top: 90, bottom: 90 + side)
            .lowered(by: legend.extraHeight)
        let sheet = Sheet(
            name: "samples", dataName: "samples.dat", width: place.right + 24, height: place.bottom + 66,
            heading: "Samples of the generator", run: record.title,
            note: frame.note(on: record.samples, called: "sample") ?? "")
        // gnuplot refuses to plot nothing: an undefined function draws the axes alone.
        let plots = layers.isEmpty ? ["NaN"] : layers.map(\.plot)
        let panel = PlanePanel(place: place, horizontal: frame.horizontal, vertical: frame.vertical)
        return FigureSource(
            sheet: sheet,
            setup: PlanePanel.setup + [
                "DATA = 'samples.dat'",
                "set grid linetype 1 linewidth 0.7 linecolor rgb '\(Palette.grid)'",
                "set style fill empty",
            ],
            drawing: panel.commands(on: sheet)
                + legend.commands(above: place, on: sheet)
                + ["plot " + plots.joined(separator: ", \\\n         "), "unset label"],
            data: data.text)
    }

    /// More points than these add nothing to the picture but weight to the SVG.
    private static let mostTargets = 2500
    private static let mostSamples = 4000

    /// Points of one kind: how they are drawn, and their line in the legend.
    private struct Layer {
        var plot: String
        var legend: Legend.Entry
    }

    /// The target lies at the bottom, the marks of the modes on top.
    private static func layers(of record: RunRecord, into data: inout DataBlocks) -> [Layer] {
        let target = data.add("points of the data", points: record.target, most: mostTargets)
        let samples = data.add("samples of the generator", points: record.samples, most: mostSamples)
        let ellipses =
            record.modes?.isUniform == false
            ? data.add(
                "three standard deviations round the modes: x y, diameters, angle",
                rows: Array(record.modes?.ellipses.prefix(2000) ?? [])) : nil
        let centres =
            ellipses == nil
            ? data.add("centres of the modes", points: record.modes?.centres ?? [], most: 2000) : nil
        return [
            target.map { dots($0, colour: Palette.data, opacity: 0.5, size: 0.3, name: PictureWords.data) },
            samples.map {
                dots($0, colour: Palette.samples, opacity: 0.5, size: 0.32, name: PictureWords.samples)
            },
            ellipses.map(outlines), centres.map { marks($0, deviation: record.modes?.standardDeviation) },
        ].compactMap { $0 }
    }

    /// In the legend the dots are larger and opaque: one faint dot would not be seen.
    private static func dots(
        _ block: Int, colour: String, opacity: Double, size: Double, name: String
    ) -> Layer {
        Layer(
            plot: "DATA index \(block) using 1:2 with points pointtype 7 pointsize \(Numbers.plain(size)) "
                + "linecolor rgb '\(Palette.translucent(colour, opacity: opacity))'",
            legend: Legend.Entry(name: name, symbol: .point(type: 7, size: 0.8), colour: colour))
    }

    private static func outlines(_ block: Int) -> Layer {
        Layer(
            plot: "DATA index \(block) using 1:2:3:4:5 with ellipses units xx linewidth 1.1 "
                + "linecolor rgb '\(Palette.ink)'",
            legend: Legend.Entry(
                name: "three standard deviations round a mode", symbol: .point(type: 6, size: 1),
                colour: Palette.ink))
    }

    private static func marks(_ block: Int, deviation: Double?) -> Layer {
        let colour = "linecolor rgb '\(Palette.ink)'"
        guard let deviation, deviation > 0, deviation.isFinite else {
            return Layer(
                plot: "DATA index \(block) using 1:2 with points pointtype 2 pointsize 0.9 \(colour)",
                legend: Legend.Entry(
                    name: PictureWords.centre, symbol: .point(type: 2, size: 0.9), colour: Palette.ink))
        }
        let radius = Numbers.plain(3 * deviation)
        return Layer(
            plot: "DATA index \(block) using 1:2:(\(radius)) with circles linewidth 1.1 \(colour)",
            legend: Legend.Entry(
                name: "three standard deviations round a mode", symbol: .point(type: 6, size: 1),
                colour: Palette.ink))
    }
}
