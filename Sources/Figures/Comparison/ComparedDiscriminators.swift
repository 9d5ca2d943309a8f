import Records

extension FigureSource {
    /// The score of each discriminator over the plane, with the samples it judges. Logits share a scale, and so do critics,
    /// whose scores have another unit. `nil` if no run has one that can be drawn.
    ///
    /// - Parameter separateScales: whether each has a scale that suits it alone.
    static func discriminators(_ record: ComparisonRecord, separateScales: Bool = false) -> FigureSource? {
        let runs = record.runs.filter { $0.record.surface?.isDrawable == true }
        guard !runs.isEmpty else { return nil }
        let hasCritic = runs.contains { $0.record.surface?.meaning == .critic }
        let grid = TileGrid(count: runs.count, legend: true, remarks: true)
        let sheet = grid.sheet(
            name: "discriminators", heading: "Scores of the discriminators", of: record,
            note: hasCritic
                ? "scores of critics: from their median"
                : separateScales ? "each has its own scale of colours" : "one scale of colours")
        let shared = limits(runs.compactMap(\.record.surface))
        var data = DataBlocks()
        let tiles = runs.enumerated().flatMap { index, run -> [String] in
            guard let surface = run.record.surface,
                let block = data.add(
                    "score of the discriminator of \(run.name): x y score",
                    // On a tile no more would be seen.
                    rows: surface.rows(every: surface.xs.count > 120 ? 2 : 1))
            else {
                return []
            }
            let alone = separateScales ? ScoreScale(surface.shownScores).limit : nil
            let limit = alone ?? shared[surface.meaning] ?? 1
            let samples = data.add("samples of \(run.name)", points: run.record.samples, most: 1000)
            return grid.commands(
                index, of: run, remark: "colours end at ±\(Numbers.short(limit))", on: sheet,
                horizontal: surface.horizontal, vertical: surface.vertical,
                plot: [
                    "set cbrange \(GnuplotText.range(-limit...limit))",
                    "plot DATA index \(block) using 1:2:3 with image"
                        + (samples.map { ", \\\n         DATA index \($0) using 1:2 with points \(dot)" }
                            ?? ""),
                ])
        }
        return FigureSource(
            sheet: sheet,
            setup: TileGrid.setup + ["DATA = 'discriminators.dat'", Palette.command(Palette.redToBlue)],
            drawing: legend.commands(above: grid.legendPlace, on: sheet) + tiles, data: data.text)
    }

    /// The end of the scale for each meaning of scores: the median of what the surfaces would have alone, so that one
    /// discriminator that explodes does not make all others pale.
    private static func limits(_ surfaces: [Surface]) -> [Surface.Meaning: Double] {
        Dictionary(grouping: surfaces, by: \.meaning).compactMapValues { group in
            group.map { ScoreScale($0.shownScores).limit }.quantile(0.5)
        }
    }

    private static let dot =
        "pointtype 7 pointsize 0.14 linecolor rgb '\(Palette.translucent(Palette.ink, opacity: 0.6))'"

    private static let legend = Legend(entries: [
        .init(name: "taken for real", symbol: .point(type: 5, size: 1), colour: Palette.redToBlue[7]),
        .init(name: "taken for generated", symbol: .point(type: 5, size: 1), colour: Palette.redToBlue[1]),
        .init(name: "generated", symbol: .point(type: 7, size: 0.6), colour: Palette.ink),
    ])
}
