import Drawing
import Records

extension FigureSource {
    /// The score of each discriminator over the plane, with the samples it judges, or as a curve along the line. Logits share
    /// a scale, and so do critics, whose scores have another unit. `nil` if no run has one that can be drawn.
    ///
    /// - Parameter separateScales: whether each has a scale that suits it alone.
    static func discriminators(_ record: ComparisonRecord, separateScales: Bool = false) -> FigureSource? {
        let runs = record.runs.filter { DiscriminatorTile.canDraw($0.record.surface) }
        guard !runs.isEmpty else { return nil }
        let surfaces = runs.compactMap(\.record.surface)
        let scales = SharedScales(surfaces, areSeparate: separateScales)
        let hasCritic = surfaces.contains { $0.meaning == .critic }
        let hasPlane = surfaces.contains(where: \.isDrawable)
        var data = DataBlocks()
        let tiles = runs.compactMap { DiscriminatorTile(of: $0, scales, into: &data) }
        let grid = TileGrid(
            count: runs.count, legend: .union(of: tiles.map(\.legend)), remarks: true)
        let sheet = grid.sheet(
            name: "discriminators", heading: "Scores of the discriminators", of: record,
            note: hasCritic
                ? "scores of critics: from their median"
                : (separateScales ? "each has its own scale" : "one scale") + (hasPlane ? " of colours" : ""))
        let drawing = zip(runs, tiles).enumerated().flatMap { index, pair in
            let (run, tile) = pair
            return grid.commands(
                index, of: run, remark: tile.remark, on: sheet, horizontal: tile.horizontal,
                vertical: tile.vertical,
                plot: tile.setup + ["plot " + tile.plots.joined(separator: ", \\\n         ")])
        }
        return FigureSource(
            sheet: sheet,
            setup: TileGrid.setup + ["DATA = 'discriminators.dat'", Palette.command(Palette.redToBlue)],
            drawing: grid.legend(on: sheet) + drawing, data: data.text)
    }
}

/// How far scores reach on tiles.
private struct SharedScales {
    /// The end of the scale of colours for each meaning of scores: the median of what the surfaces would have alone, so
    /// that one discriminator that explodes does not make all others pale. Empty if each has a scale of its own.
    private let limits: [Surface.Meaning: Double]
    private let axes: [Surface.Meaning: ClosedRange<Double>]

    init(_ surfaces: [Surface], areSeparate: Bool) {
        let groups = areSeparate ? [:] : Dictionary(grouping: surfaces, by: \.meaning)
        limits = groups.compactMapValues { group in
            group.filter(\.isDrawable).map { ScoreScale($0.shownScores).limit }.quantile(0.5)
        }
        axes = groups.compactMapValues { group in
            let curves = group.compactMap { LineScores($0) }
            return curves.isEmpty ? nil : LineScores.axis(for: curves).range
        }
    }

    func limit(of surface: Surface) -> Double {
        limits[surface.meaning] ?? ScoreScale(surface.shownScores).limit
    }

    func axis(of curve: LineScores) -> ClosedRange<Double> { axes[curve.meaning] ?? curve.axis.range }
}

private struct DiscriminatorTile {
    let horizontal: ClosedRange<Double>
    let vertical: ClosedRange<Double>
    let remark: String
    var setup: [String] = []
    let plots: [String]
    let legend: [Legend.Entry]

    static func canDraw(_ surface: Surface?) -> Bool {
        surface.map { $0.isDrawable || LineScores($0) != nil } ?? false
    }

    init?(of run: ComparisonRecord.Run, _ scales: SharedScales, into data: inout DataBlocks) {
        guard let surface = run.record.surface else { return nil }
        if let curve = LineScores(surface) {
            self.init(curve, of: run, on: scales.axis(of: curve), into: &data)
        } else {
            self.init(surface, of: run, limit: scales.limit(of: surface), into: &data)
        }
    }

    /// Along a line.
    private init(
        _ curve: LineScores, of run: ComparisonRecord.Run, on axis: ClosedRange<Double>,
        into data: inout DataBlocks
    ) {
        let layers = curve.layers(
            centres: run.record.modes?.centres ?? [], of: run.name, into: &data)
        horizontal = run.record.frame.horizontal
        vertical = axis
        remark =
            "scores from \(Numbers.short(curve.range.lowerBound)) to \(Numbers.short(curve.range.upperBound))"
        plots = layers.map(\.plot)
        legend = layers.map(\.legend)
    }

    /// Over the plane.
    private init?(
        _ surface: Surface, of run: ComparisonRecord.Run, limit: Double, into data: inout DataBlocks
    ) {
        let block = data.add(
            "score of the discriminator of \(run.name): x y score",
            // On a tile no more would be seen.
            rows: surface.rows(every: surface.xs.count > 120 ? 2 : 1))
        guard let block else { return nil }
        let samples = data.add("samples of \(run.name)", points: run.record.samples, most: 1000)
        horizontal = surface.horizontal
        vertical = surface.vertical
        remark = "colours end at ±\(Numbers.short(limit))"
        setup = ["set cbrange \(GnuplotText.range(-limit...limit))"]
        plots =
            ["DATA index \(block) using 1:2:3 with image"]
            + (samples.map { ["DATA index \($0) using 1:2 with points \(Self.dot)"] } ?? [])
        legend = Self.legend
    }

    private static let dot =
        "pointtype 7 pointsize 0.14 linecolor rgb '\(Palette.translucent(Palette.samples, opacity: 0.6))'"

    private static let legend = [
        Legend.Entry(
            name: "taken for real", symbol: .point(type: 5, size: 1), colour: Palette.high),
        Legend.Entry(
            name: "taken for generated", symbol: .point(type: 5, size: 1), colour: Palette.low),
        Legend.Entry(
            name: PictureWords.samples, symbol: .point(type: 7, size: 0.6), colour: Palette.samples),
    ]
}
