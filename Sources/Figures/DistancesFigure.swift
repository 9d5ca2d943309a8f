import Foundation
import Records

extension FigureSource {
    /// The distance from the equilibrium over the steps, on a logarithmic axis, beside what is predicted.
    static func distances(_ record: GameRecord) -> FigureSource {
        let names = record.distances.names
        let colours = [Palette.discriminator, Palette.generator] + Palette.others
        func colour(_ name: String) -> String { colours[(names.firstIndex(of: name) ?? 0) % colours.count] }
        let legend = LegendLines(
            entries: names.map { Legend.Entry(name: $0, symbol: .line(width: 2.2), colour: colour($0)) },
            width: 720)
        let place = PanelPlace(left: 112, right: 832, top: 100, bottom: 480).lowered(by: legend.extraHeight)
        let sheet = Sheet(
            name: "distances", dataName: "distances.dat", width: 858, height: place.bottom + 66,
            heading: "Distance from the equilibrium", run: record.title,
            note: record.predictions.isEmpty ? "" : "dashed: the slowest eigenvalue's rate")
        let all = record.distances.flatMap(\.points).filter { $0.isDrawable && $0.y > 0 }
        let steps = ValueAxis(along: Ticks.range(0, all.map(\.x).max() ?? 1), of: place.right - place.left)
        let axis = ValueAxis(
            logarithmicFor: all.map { ThinnedTable.Span(median: $0.y, low: $0.y, high: $0.y) })
        var data = DataBlocks()
        let plots =
            layers(record.distances, "measured", "linewidth 1.8", colour, into: &data)
            + layers(record.predictions, "predicted", "linewidth 1.2 dashtype 2", colour, into: &data)
        var drawing = place.commands(on: sheet) + axis.commands + steps.commands(for: "x")
        drawing += sheet.axisTitles(
            x: steps.scale.title("training step"), y: axis.scale.title("distance (log scale)"), of: place)
        drawing += legend.commands(above: place, on: sheet)
        drawing += [
            "plot " + (plots.isEmpty ? ["NaN"] : plots).joined(separator: ", \\\n         "),
            "unset label", "unset arrow",
        ]
        return FigureSource(
            sheet: sheet,
            setup: [
                "DATA = 'distances.dat'", "set border 3 linecolor rgb '#888888'",
                "set tics nomirror out scale 0.6 textcolor rgb '\(Palette.ink)'",
                "set grid xtics ytics linetype 1 linewidth 0.7 linecolor rgb '\(Palette.grid)'", "unset key",
            ],
            drawing: drawing, data: data.text)
    }

    private static func layers(
        _ lines: [GameRecord.Line], _ what: String, _ style: String, _ colour: (String) -> String,
        into data: inout DataBlocks
    ) -> [String] {
        lines.compactMap { line in
            data.add("\(line.name), \(what)", points: line.points.filter { $0.y > 0 }, most: 800).map {
                "DATA index \($0) using 1:2 with lines \(style) linecolor rgb '\(colour(line.name))'"
            }
        }
    }
}
