import Drawing
import Records

extension FigureSource {
    /// The final samples of each run over its data, in windows of the data's size: points of the plane as dots,
    /// points of a line as histograms. `nil` if no run has any.
    static func samples(_ record: ComparisonRecord) -> FigureSource? {
        guard record.runs.contains(where: { !$0.record.samples.isEmpty }) else { return nil }
        let lines = record.runs.filter { $0.record.dimensions == 1 }.map {
            LineDensities($0.record, cells: SampleTile.cells)
        }
        let top = LineDensities.top(ofAll: lines)
        var data = DataBlocks()
        let tiles = record.runs.map { run in
            run.record.dimensions == 1
                ? SampleTile(line: run, into: &data) : SampleTile(plane: run, into: &data)
        }
        let grid = TileGrid(count: record.runs.count, legend: .union(of: tiles.map(\.legend)))
        let sheet = grid.sheet(
            name: "samples", heading: "Samples of the generators", of: record,
            note: lines.contains { $0.top > top } ? "cut off at three times the density of the data" : "")
        let drawing = zip(record.runs, tiles).enumerated().flatMap { index, pair -> [String] in
            let (run, tile) = pair
            let frame = run.record.frame
            let plots = tile.plots.isEmpty ? ["NaN"] : tile.plots
            return grid.commands(
                index, of: run, on: sheet, horizontal: frame.horizontal,
                vertical: run.record.dimensions == 1 ? 0...top : frame.vertical,
                plot: outside(run.record, grid.places[index], on: sheet) + [
                    "plot " + plots.joined(separator: ", \\\n         ")
                ])
        }
        return FigureSource(
            sheet: sheet, setup: TileGrid.setup + ["DATA = 'samples.dat'", "set style fill empty"],
            drawing: grid.legend(on: sheet) + drawing, data: data.text)
    }

    /// A word on what a tile does not show.
    private static func outside(_ record: RunRecord, _ place: PanelPlace, on sheet: Sheet) -> [String] {
        guard !record.samples.isEmpty else {
            return ["set label 'no samples' at graph 0.5,0.5 center textcolor rgb '\(Palette.quiet)'"]
        }
        let frame = record.frame
        let isLine = record.dimensions == 1
        let count = record.samples.count { !frame.contains($0) }
        guard count > 0 else { return [] }
        return [
            sheet.label(
                "\(Numbers.label(count)) outside", x: place.right - 8,
                y: isLine ? place.top + 11 : place.bottom - 11,
                options: "right noenhanced font ',10' textcolor rgb '\(Palette.quiet)'")
        ]
    }
}

/// What is drawn on a tile, and its entries of the legend.
private struct SampleTile {
    var plots: [String] = []
    var legend: [Legend.Entry] = []

    /// Of histograms: a tile is narrow.
    static let cells = 60

    init(line run: ComparisonRecord.Run, into data: inout DataBlocks) {
        let layers = LineDensities(run.record, cells: Self.cells).layers(
            of: run.name, thin: true, into: &data)
        plots = layers.map(\.plot)
        legend = layers.map(\.legend)
    }

    /// The data lie at the bottom, the marks of the modes on top.
    init(plane run: ComparisonRecord.Run, into data: inout DataBlocks) {
        let (name, record) = (run.name, run.record)
        add(
            data.add("points of the data of \(name)", points: record.target, most: 800), PictureWords.data,
            Palette.data)
        add(
            data.add("samples of \(name)", points: record.samples, most: 1500), PictureWords.samples,
            Palette.samples)
        if let circles = Self.circles(record, named: name, into: &data) {
            plots.append(circles)
            legend.append(
                Legend.Entry(
                    name: "three standard deviations", symbol: .point(type: 6, size: 1), colour: Palette.ink))
        }
    }

    private mutating func add(_ block: Int?, _ name: String, _ colour: String) {
        guard let block else { return }
        plots.append(
            "DATA index \(block) using 1:2 with points pointtype 7 pointsize 0.18 "
                + "linecolor rgb '\(Palette.translucent(colour, opacity: 0.55))'")
        legend.append(Legend.Entry(name: name, symbol: .point(type: 7, size: 0.8), colour: colour))
    }

    private static func circles(
        _ record: RunRecord, named name: String, into data: inout DataBlocks
    ) -> String? {
        guard let deviation = record.modes?.standardDeviation, deviation > 0, deviation.isFinite else {
            return nil
        }
        guard record.modes?.isUniform == true else {
            return data.add(
                "three standard deviations round the modes of \(name)",
                rows: Array(record.modes?.ellipses.prefix(2000) ?? [])
            ).map {
                "DATA index \($0) using 1:2:3:4:5 with ellipses units xx linewidth 0.8 "
                    + "linecolor rgb '\(Palette.ink)'"
            }
        }
        return data.add("centres of the modes of \(name)", points: record.modes?.centres ?? [], most: 2000)
            .map {
                "DATA index \($0) using 1:2:(\(Numbers.plain(3 * deviation))) with circles "
                    + "linewidth 0.8 linecolor rgb '\(Palette.ink)'"
            }
    }
}
