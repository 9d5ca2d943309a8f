import Records

extension FigureSource {
    /// The final samples of each run over its target, in windows of the targets' own size. `nil` if no run has
    /// any, or if data lie on a line.
    static func samples(_ record: ComparisonRecord) -> FigureSource? {
        guard record.runs.contains(where: { !$0.record.samples.isEmpty }),
            record.runs.allSatisfy({ $0.record.dimensions == 2 })
        else { return nil }
        let grid = TileGrid(count: record.runs.count, legend: true)
        let sheet = grid.sheet(
            name: "samples", heading: "Samples of the generators", of: record, note: "")
        var data = DataBlocks()
        let tiles = record.runs.enumerated().flatMap { index, run -> [String] in
            let frame = run.record.frame
            let layers = SampleLayer.all(of: run.record, named: run.name, into: &data)
            let plots = layers.isEmpty ? ["NaN"] : layers.map(\.plot)
            return grid.commands(
                index, of: run, on: sheet, horizontal: frame.horizontal, vertical: frame.vertical,
                plot: outside(run.record, grid.places[index], on: sheet) + [
                    "plot " + plots.joined(separator: ", \\\n         ")
                ])
        }
        return FigureSource(
            sheet: sheet, setup: TileGrid.setup + ["DATA = 'samples.dat'", "set style fill empty"],
            drawing: Legend(entries: SampleLayer.legend).commands(above: grid.legendPlace, on: sheet) + tiles,
            data: data.text)
    }

    /// A word on what a tile does not show.
    private static func outside(_ record: RunRecord, _ place: PanelPlace, on sheet: Sheet) -> [String] {
        guard !record.samples.isEmpty else {
            return ["set label 'no samples' at graph 0.5,0.5 center textcolor rgb '\(Palette.quiet)'"]
        }
        let frame = record.frame
        let count = record.samples.count { !frame.contains($0) }
        guard count > 0 else { return [] }
        return [
            sheet.label(
                "\(Numbers.label(count)) outside", x: place.right - 8, y: place.bottom - 11,
                options: "right noenhanced font ',10' textcolor rgb '\(Palette.quiet)'")
        ]
    }
}

/// Points of one kind on a tile.
private struct SampleLayer {
    var plot: String

    private static let targetColour = "#8C8C8C"

    static let legend = [
        Legend.Entry(name: "target", symbol: .point(type: 7, size: 0.8), colour: targetColour),
        Legend.Entry(name: "generated", symbol: .point(type: 7, size: 0.8), colour: Palette.generator),
        Legend.Entry(
            name: "three standard deviations", symbol: .point(type: 6, size: 1), colour: Palette.ink),
    ]

    /// The target lies at the bottom, the marks of the modes on top.
    static func all(of record: RunRecord, named name: String, into data: inout DataBlocks)
        -> [SampleLayer]
    {
        let target = data.add("samples of the target of \(name)", points: record.target, most: 800)
        let samples = data.add("samples of \(name)", points: record.samples, most: 1500)
        return [
            target.map { dots($0, colour: targetColour) },
            samples.map { dots($0, colour: Palette.generator) },
            circles(record, named: name, into: &data),
        ].compactMap { $0 }
    }

    private static func dots(_ block: Int, colour: String) -> SampleLayer {
        SampleLayer(
            plot: "DATA index \(block) using 1:2 with points pointtype 7 pointsize 0.18 "
                + "linecolor rgb '\(Palette.translucent(colour, opacity: 0.55))'")
    }

    private static func circles(
        _ record: RunRecord, named name: String, into data: inout DataBlocks
    ) -> SampleLayer? {
        guard let deviation = record.modes?.standardDeviation, deviation > 0, deviation.isFinite else {
            return nil
        }
        guard record.modes?.isUniform == true else {
            return data.add(
                "three standard deviations round the modes of \(name)",
                rows: Array(record.modes?.ellipses.prefix(2000) ?? [])
            ).map {
                SampleLayer(
                    plot: "DATA index \($0) using 1:2:3:4:5 with ellipses units xx linewidth 0.8 "
                        + "linecolor rgb '\(Palette.ink)'")
            }
        }
        return data.add("centres of the modes of \(name)", points: record.modes?.centres ?? [], most: 2000)
            .map {
                block in
                SampleLayer(
                    plot: "DATA index \(block) using 1:2:(\(Numbers.plain(3 * deviation))) with circles "
                        + "linewidth 0.8 linecolor rgb '\(Palette.ink)'")
            }
    }
}
