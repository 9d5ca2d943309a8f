import Drawing
import Records

extension FigureSource {
    /// The training as a moving picture: the samples over points of the data and, where it was recorded, the discriminator
    /// beside them, a frame for each moment. The SVG is the last of them.
    ///
    /// Nil for a run that has kept no samples on its way.
    static func training(_ record: RunRecord) -> FigureSource? {
        guard let last = record.snapshots.last else { return nil }
        let surfaces = Dictionary(record.surfaces.map { ($0.step, $0.surface) }) { $1 }
        let moments = record.snapshots.map { (samples: $0, surface: surfaces[$0.step]) }
        var data = DataBlocks()
        let panels =
            record.dimensions == 1
            ? [
                AnimatedPanel.lineSamples(record, into: &data),
                AnimatedPanel.lineScores(record, moments.map(\.surface), into: &data),
            ]
            : [
                AnimatedPanel.samples(record, into: &data),
                AnimatedPanel.scores(record, moments.map(\.surface), into: &data),
            ]
        let stage = AnimationStage(
            panels: panels.compactMap(\.self), run: record.title,
            captions: moments.map {
                "step \(Numbers.label($0.samples.step)) of \(Numbers.label(last.step))"
            })
        var source = FigureSource(sheet: stage.sheet, setup: [], drawing: [], data: data.text)
        source.frames = moments.indices.map { "\(stage.sheet.name)-\($0 + 1).png" }
        source.script = stage.script(frames: source.frames)
        return source
    }
}

/// One coordinate system of the frames.
struct AnimatedPanel {
    /// What it shows, above it.
    var title: String
    var legend: [Legend.Entry]
    /// The axes of the panel in its place.
    var axes: (PanelPlace, Sheet) -> [String]
    /// By frame, what is computed before anything is drawn.
    var preparations: [[String]] = []
    /// By frame, what is drawn. A moment without a surface, as in a run that an earlier version began, has nothing.
    var plots: [[String]]
}

/// The panels of all frames side by side.
private struct AnimationStage {
    let panels: [AnimatedPanel]
    let captions: [String]
    let sheet: Sheet
    private let places: [PanelPlace]
    private let legends: [LegendLines]

    private static let side = 460.0

    init(panels: [AnimatedPanel], run: String, captions: [String]) {
        self.panels = panels
        self.captions = captions
        let legends = panels.map { LegendLines(entries: $0.legend, width: Self.side) }
        self.legends = legends
        let top = 134 + (legends.map(\.extraHeight).max() ?? 0)
        let places = panels.indices.map { index in
            let left = Sheet.left + Double(index) * (Self.side + 28 + Sheet.left)
            return PanelPlace(left: left, right: left + Self.side, top: top, bottom: top + Self.side)
        }
        self.places = places
        sheet = Sheet(
            name: "training", dataName: "training.dat", width: (places.last?.right ?? 0) + 28,
            height: top + Self.side + 66, heading: "Training", run: run)
    }

    /// Frames are as large as the SVG: a moving picture weighs enough.
    func script(frames: [String]) -> String {
        let (width, height) = (Int(sheet.width.rounded()), Int(sheet.height.rounded()))
        let font = "font 'Arial,\(Numbers.plain(Sheet.fontSize))'"
        let paper = "background '\(Palette.paper)'"
        let pictures = frames.enumerated().flatMap { index, file in
            ["set terminal pngcairo size \(width),\(height) \(font) \(paper)"] + draw(index, into: file)
        }
        let still =
            frames.isEmpty
            ? []
            : [
                "set terminal svg size \(width),\(height) \(font) fontscale "
                    + "\(Numbers.plain(Sheet.pixelsPerPoint.rounded(toSignificantDigits: 4))) \(paper)"
            ] + draw(frames.count - 1, into: "\(sheet.name).svg")
        return
            ([
                "# The figure `\(sheet.name)`, drawn from \(sheet.dataName). To draw its frames again:",
                "#     gnuplot \(sheet.name).gp", "reset session", "set encoding utf8",
                "DATA = '\(sheet.dataName)'",
            ] + PlanePanel.setup + ["unset colorbox"] + pictures + still + [""]).joined(separator: "\n")
    }

    private func draw(_ index: Int, into file: String) -> [String] {
        let preparations = panels.flatMap {
            $0.preparations.indices.contains(index) ? $0.preparations[index] : []
        }
        let caption = sheet.label(
            captions[index], x: Sheet.left, y: 78,
            options: "font 'Arial Bold,13' noenhanced textcolor rgb '\(Palette.ink)'")
        let drawn = panels.indices.flatMap { panel -> [String] in
            let (place, plots) = (places[panel], panels[panel].plots[index])
            let title = sheet.label(
                panels[panel].title, x: place.left,
                y: place.top - 13 - LegendLines.lineHeight * Double(legends[panel].lines.count),
                options: "font 'Arial,12' noenhanced textcolor rgb '\(Palette.quiet)'")
            return panels[panel].axes(place, sheet) + [title]
                + legends[panel].commands(above: place, on: sheet)
                // gnuplot refuses to plot nothing: an undefined function draws the axes alone.
                + [
                    "plot " + (plots.isEmpty ? "NaN" : plots.joined(separator: ", ")), "unset label",
                    "unset arrow",
                ]
        }
        return preparations + ["set output '\(file)'", "set multiplot"] + sheet.headings + [caption] + drawn
            + ["unset multiplot", "unset output"]
    }
}
