import Records

extension FigureSource {
    /// The eigenvalues of the Jacobian at the equilibrium in the complex plane as a method's weight grows.
    static func eigenvaluePaths(_ record: GameRecord) -> FigureSource {
        let count = record.paths.count
        let grid = PanelGrid(
            count: count, columns: 4, side: count == 1 ? 380 : 260, gap: 56, right: 104, legend: 0)
        let sheet = Sheet(
            name: "eigenvalue-paths", dataName: "eigenvalue-paths.dat", width: grid.width,
            height: grid.height, heading: "Eigenvalues as the weight grows", run: record.title,
            note: "small steps converge left of the dashed line")
        let weights = record.paths.flatMap(\.weights)
        let largest = weights.filter(\.isFinite).max() ?? 1
        var data = DataBlocks()
        var drawing = [colourBox(grid, on: sheet), colourTitle(grid, on: sheet)]
        drawing += grid.axisTitles(x: "real part", y: "imaginary part", on: sheet)
        for (index, path) in record.paths.enumerated() {
            let frame = frame(path)
            let rows = zip(path.weights, path.eigenvalues).filter { $1.isDrawable }.map {
                DataBlocks.row($1) + " " + Numbers.plain($0)
            }
            let block = data.add("\(path.title): real imaginary weight", rows: rows)
            drawing += grid.commands(
                index, title: path.title, x: frame.horizontal, y: frame.vertical, on: sheet)
            drawing += [
                "set ytics \(GnuplotText.ticks(Ticks.linear(frame.vertical, about: 4))) font ',11'",
                "set arrow from 0, graph 0 to 0, graph 1 nohead dashtype 2 linecolor rgb '\(Palette.quiet)'",
                block.map {
                    "plot DATA index \($0) using 1:2:3 with points pointtype 7 pointsize 0.5 linecolor palette"
                } ?? "plot NaN",
                "unset label", "unset arrow",
            ]
        }
        return FigureSource(
            sheet: sheet,
            setup: PlanePanel.setup + [
                "DATA = 'eigenvalue-paths.dat'",
                // The palest yellow would not be seen on white.
                Palette.command(Array(Palette.magma.dropLast(2))),
                "set cbrange [0:\(Numbers.plain(max(largest, 1e-9)))]",
                "set cbtics scale 0.5 font ',11' textcolor rgb '\(Palette.ink)'",
                "set grid linetype 1 linewidth 0.7 linecolor rgb '\(Palette.grid)'",
            ], drawing: drawing, data: data.text)
    }

    /// Both axes equally long, around the eigenvalues and the imaginary axis.
    private static func frame(_ path: GameRecord.EigenvaluePath) -> Frame {
        Frame(around: path.eigenvalues + [Point(x: 0, y: 0)])
    }

    private static func colourBox(_ grid: PanelGrid, on sheet: Sheet) -> String {
        let right = grid.places.map(\.right).max() ?? 0
        let (top, bottom) = (grid.places.map(\.top).min() ?? 0, grid.places.map(\.bottom).max() ?? 0)
        return "set colorbox vertical user origin screen \(sheet.across(right + 16)),\(sheet.down(bottom)) "
            + "size screen \(sheet.across(12)),\(Sheet.share((bottom - top) / sheet.height)) noborder"
    }

    private static func colourTitle(_ grid: PanelGrid, on sheet: Sheet) -> String {
        let (top, bottom) = (grid.places.map(\.top).min() ?? 0, grid.places.map(\.bottom).max() ?? 0)
        return sheet.label(
            "weight γ", x: sheet.width - 20, y: (top + bottom) / 2,
            options: "rotate by 90 center noenhanced textcolor rgb '\(Palette.ink)'")
    }
}
