extension FigureSource {
    /// The score of each discriminator over the plane, each on its own scale, with the samples it judges. `nil`
    /// if no run has one that can be drawn.
    static func discriminators(_ portrait: ComparisonPortrait) -> FigureSource? {
        let runs = portrait.runs.filter { $0.portrait.surface?.isDrawable == true }
        guard !runs.isEmpty else { return nil }
        let hasCritic = runs.contains { $0.portrait.surface?.meaning == .critic }
        let grid = TileGrid(count: runs.count, legend: true, remarks: true)
        let sheet = grid.sheet(
            name: "discriminators", heading: "Scores of the discriminators", of: portrait,
            note: hasCritic ? "critics centred" : "")
        var data = DataBlocks()
        let tiles = runs.enumerated().flatMap { index, run -> [String] in
            guard let surface = run.portrait.surface, let block = data.add(surface, of: run.name) else {
                return []
            }
            let scale = ScoreScale(surface.values)
            let samples = data.add("samples of \(run.name)", points: run.portrait.samples, most: 1000)
            return grid.commands(
                index, of: run, remark: "colours end at ±\(Numbers.short(scale.limit))", on: sheet,
                horizontal: surface.horizontal, vertical: surface.vertical,
                plot: [
                    "set cbrange \(GnuplotText.range(-scale.limit...scale.limit))",
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

    private static let dot =
        "pointtype 7 pointsize 0.14 linecolor rgb '\(Palette.translucent(Palette.ink, opacity: 0.6))'"

    private static let legend = Legend(entries: [
        .init(name: "taken for real", symbol: .point(type: 5, size: 1), colour: Palette.redToBlue[7]),
        .init(name: "taken for generated", symbol: .point(type: 5, size: 1), colour: Palette.redToBlue[1]),
        .init(name: "generated", symbol: .point(type: 7, size: 0.6), colour: Palette.ink),
    ])
}

extension DataBlocks {
    /// Adds every other row and column of a surface: on a tile no more would be seen.
    fileprivate mutating func add(_ surface: DiscriminatorSurface, of name: String) -> Int? {
        let stride = surface.xs.count > 120 ? 2 : 1
        let rows = surface.ys.indices.filter { $0.isMultiple(of: stride) }.flatMap { row in
            surface.xs.indices.filter { $0.isMultiple(of: stride) }.map { column in
                DataBlocks.row(Point(x: surface.xs[column], y: surface.ys[row])) + " "
                    + Numbers.plain(surface.values[row * surface.xs.count + column])
            }
        }
        return add("score of the discriminator of \(name): x y score", rows: rows)
    }
}
