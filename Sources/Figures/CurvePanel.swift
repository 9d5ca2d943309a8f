/// One curve over the training steps, read from a column of the figure's CSV.
struct Curve: Equatable {
    var column: String
    /// What the legend calls it; `nil` for a curve that is alone in its panel and named by its axis.
    var title: String?
    var colour: String
    /// One of gnuplot's dash types; 1 is solid.
    var dash = 1
}

/// A horizontal line at a value that means something, with a word on it.
struct ReferenceLine: Equatable {
    var value: Double
    var text: String
}

/// A coordinate system with curves over the training steps.
struct CurvePanel {
    var place: PanelPlace
    /// What the vertical axis measures, with its unit.
    var quantity: String
    var axis: ValueAxis
    var curves: [Curve]
    var references: [ReferenceLine] = []
    /// Whether the legend names the horizontal lines: curves that stay close to a line would hide a word on it.
    var namesReferencesInLegend = false
    /// Whether the steps are labelled below the panel; of stacked panels only the last does so.
    var labelsSteps = true
    /// Where a number was not finite, and training ended.
    var brokenStep: Int?
    /// Whether thinned curves lie on a band of their range.
    var showsBands = true

    /// The commands that draw the panel.
    func commands(on sheet: Sheet, of table: ThinnedTable) -> [String] {
        place.commands(on: sheet) + axis.commands
            + steps(of: table).commands(for: "x", isLabelled: labelsSteps)
            + sheet.axisTitles(
                x: labelsSteps ? steps(of: table).scale.title("training step") : nil,
                y: axis.scale.title(quantity), of: place)
            + legend(table).commands(above: place, on: sheet) + markings(table) + breakMark(table)
            + [plot(table), "unset label", "unset arrow"]
    }

    /// What all curve panels have in common, once a script.
    static let setup = [
        "set datafile separator comma",
        "set border 3 linecolor rgb '#888888'",
        "set tics nomirror out scale 0.6 textcolor rgb '\(Palette.ink)'",
        "set grid xtics ytics linetype 1 linewidth 0.7 linecolor rgb '\(Palette.grid)'",
        "unset key",
    ]

    private static let lineWidth = 1.6

    private func legend(_ table: ThinnedTable) -> Legend {
        Legend(
            entries: drawn(table).compactMap { curve in
                curve.title.map {
                    Legend.Entry(
                        name: $0, symbol: .line(width: Self.lineWidth + 0.6, dash: curve.dash),
                        colour: curve.colour)
                }
            }
                + references.filter { namesReferencesInLegend && axis.range.contains($0.value) }.map {
                    Legend.Entry(name: $0.text, symbol: .line(width: 1, dash: 2), colour: Palette.quiet)
                })
    }

    /// The curves there is anything of.
    private func drawn(_ table: ThinnedTable) -> [Curve] {
        curves.filter { !table.spans(of: $0.column).isEmpty }
    }

    private func steps(of table: ThinnedTable) -> ValueAxis {
        var (low, high) = (table.firstStep, table.lastStep)
        if low > 0, low < 0.1 * high { low = 0 }
        if high <= low { (low, high) = (low - 1, high + 1) }
        var axis = ValueAxis(along: Ticks.range(low, high), of: place.right - place.left)
        // There is no half step.
        axis.ticks.removeAll { $0.value != $0.value.rounded() }
        return axis
    }

    /// Whether training broke in the second half of the axis.
    private func breaksLate(in table: ThinnedTable) -> Bool {
        let range = steps(of: table).range
        return brokenStep.map { Double($0) > (range.lowerBound + range.upperBound) / 2 } ?? false
    }

    private func markings(_ table: ThinnedTable) -> [String] {
        references.flatMap { reference in
            guard axis.range.contains(reference.value) else {
                return [outOfRange(reference, isLeft: breaksLate(in: table))]
            }
            let height = Numbers.plain(reference.value)
            let line =
                "set arrow from graph 0, first \(height) to graph 1, first \(height) nohead "
                + "linecolor rgb '\(Palette.quiet)' dashtype 2"
            let word =
                "set label \(GnuplotText.quoted(reference.text)) at graph 0.995, first \(height) right "
                + "offset 0,0.8 font ',11' noenhanced textcolor rgb '\(Palette.quiet)'"
            return namesReferencesInLegend ? [line] : [line, word]
        }
    }

    /// A value beyond the axis is told at the edge where it would lie, away from the word on a break.
    private func outOfRange(_ reference: ReferenceLine, isLeft: Bool) -> String {
        let isAbove = reference.value > axis.range.upperBound
        let text = "\(isAbove ? "↑" : "↓") \(reference.text)"
        let place = isLeft ? "left" : "right"
        return
            "set label \(GnuplotText.quoted(text)) at graph \(isLeft ? 0.005 : 0.995), graph \(isAbove ? 0.94 : 0.06) "
            + "\(place) font ',11' noenhanced textcolor rgb '\(Palette.quiet)'"
    }

    /// The word stands on that side of the line where there is more room.
    private func breakMark(_ table: ThinnedTable) -> [String] {
        brokenStep.map { step in
            let side = breaksLate(in: table) ? "right offset -0.6,0" : "left offset 0.6,0"
            return [
                "set arrow from first \(step), graph 0 to first \(step), graph 1 nohead "
                    + "linecolor rgb '\(Palette.quiet)' dashtype 3",
                "set label 'step \(Numbers.label(step)) was not finite' at first \(step), graph 0.95 \(side) "
                    + "font ',11' noenhanced textcolor rgb '\(Palette.quiet)'",
            ]
        } ?? []
    }

    /// The bands lie below all lines, so that no player hides the other.
    private func plot(_ table: ThinnedTable) -> String {
        let drawn = drawn(table)
        let parts =
            (table.hasBands && showsBands ? drawn.compactMap { band($0, of: table) } : [])
            + drawn.compactMap { line($0, of: table) }
        guard !parts.isEmpty else {
            // gnuplot refuses to plot nothing: an undefined function draws the axes alone.
            return "set label 'nothing was measured' at graph 0.5,0.5 center "
                + "textcolor rgb '\(Palette.quiet)'; plot NaN"
        }
        return "plot " + parts.joined(separator: ", \\\n         ")
    }

    private func band(_ curve: Curve, of table: ThinnedTable) -> String? {
        table.csvColumn(of: curve.column).map { column in
            "DATA skip 1 using 1:\(column + 1):\(column + 2) with filledcurves "
                + "linecolor rgb '\(Palette.translucent(curve.colour, opacity: 0.22))'"
        }
    }

    private func line(_ curve: Curve, of table: ThinnedTable) -> String? {
        table.csvColumn(of: curve.column).map { column in
            // Few measurements are shown as such; of many the marks would run together.
            let isSparse = table.spans(of: curve.column).count <= 60
            let style = isSparse ? "linespoints pointtype 7 pointsize 0.45" : "lines"
            return "DATA skip 1 using 1:\(column) with \(style) linewidth \(Numbers.plain(Self.lineWidth))"
                + "\(Palette.dashed(curve.dash)) linecolor rgb '\(curve.colour)'"
        }
    }
}
