import Foundation
import Records

extension FigureSource {
    /// The field along the line from the first position of a run to its last: above the angle, below the norms.
    static func fieldPath(_ record: FieldPathRecord, of run: String) -> FigureSource {
        let stack = [
            PanelPlace(left: Sheet.left, right: 824, top: 100, bottom: 320),
            PanelPlace(left: Sheet.left, right: 824, top: 380, bottom: 600),
        ]
        let sheet = Sheet(
            name: "path", dataName: "path.dat", width: 858, height: 666,
            heading: "The field from the start of training to its end", run: run,
            note: "α 0: the start, 1: the end")
        let alphas = (record.cosines + record.norms.flatMap(\.self)).map(\.x)
        let across = ValueAxis(
            along: Ticks.range(alphas.min() ?? 0, alphas.max() ?? 1), of: stack[0].right - stack[0].left)
        var data = DataBlocks()
        var drawing = Self.panel(stack[0], across, on: sheet, x: nil, y: "cosine of the path angle")
        drawing += ValueAxis(from: -1.05, to: 1.05, about: 4).commands
        drawing += [
            "plot " + (curve(record.cosines, "cosine", Palette.ink, into: &data) ?? "NaN"), "unset label",
        ]
        let positive = record.norms.map { $0.filter { $0.isDrawable && $0.y > 0 } }
        let axis = ValueAxis(
            logarithmicFor: positive.flatMap(\.self).map {
                ThinnedTable.Span(median: $0.y, low: $0.y, high: $0.y)
            })
        let names = ["both players", "discriminator", "generator"]
        let colours = [Palette.ink, Palette.discriminator, Palette.generator]
        let curves = zip(positive, zip(names, colours)).compactMap { points, style in
            curve(points, style.0, style.1, into: &data)
        }
        drawing += Self.panel(stack[1], across, on: sheet, x: "α", y: axis.scale.title("‖v‖ (log scale)"))
        // A logarithmic axis cannot have the range of the panel above.
        drawing += ["set yrange [1:10]"] + axis.commands
        drawing += Legend(
            entries: zip(names, colours).map {
                Legend.Entry(name: $0, symbol: .line(width: 2), colour: $1)
            }
        ).commands(above: stack[1], on: sheet)
        drawing += [
            "plot " + (curves.isEmpty ? "NaN" : curves.joined(separator: ", \\\n         ")), "unset label",
        ]
        return FigureSource(
            sheet: sheet,
            setup: [
                "DATA = 'path.dat'", "set border 3 linecolor rgb '#888888'",
                "set tics nomirror out scale 0.6 textcolor rgb '\(Palette.ink)'",
                "set grid xtics ytics linetype 1 linewidth 0.7 linecolor rgb '\(Palette.grid)'", "unset key",
            ],
            drawing: drawing, data: data.text)
    }

    private static func panel(
        _ place: PanelPlace, _ across: ValueAxis, on sheet: Sheet, x: String?, y: String
    ) -> [String] {
        place.commands(on: sheet) + across.commands(for: "x")
            + sheet.axisTitles(x: x.map(across.scale.title), y: y, of: place)
    }

    private static func curve(
        _ points: [Point], _ name: String, _ colour: String, into data: inout DataBlocks
    ) -> String? {
        data.add(name, points: points, most: 2000).map {
            "DATA index \($0) using 1:2 with lines linewidth 1.8 linecolor rgb '\(colour)'"
        }
    }
}
