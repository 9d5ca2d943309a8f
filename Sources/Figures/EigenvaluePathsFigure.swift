import Records

extension FigureSource {
    /// The eigenvalues of the Jacobian at the equilibrium in the complex plane as a method's weight grows.
    static func eigenvaluePaths(_ record: GameRecord) -> FigureSource {
        let count = record.paths.count
        let grid = PanelGrid(
            count: count, columns: 4, side: count == 1 ? 380 : 260, gap: 84, right: 118, caption: 46,
            legend: -20)
        let sheet = Sheet(
            name: "eigenvalue-paths", dataName: "eigenvalue-paths.dat", width: grid.width,
            height: grid.height, heading: "Eigenvalues as the weight grows", run: record.title,
            note: "small steps converge left of the dashed line")
        let weights = record.paths.flatMap(\.weights)
        let largest = max(weights.filter(\.isFinite).max() ?? 1, 1e-9)
        let colours = Ticks.scaled(0...largest, about: 6, room: 52, size: 11)
        var data = DataBlocks()
        var drawing = [colourBox(grid, on: sheet), colourTitle(grid, colours.scale, on: sheet)]
        drawing += grid.axisTitles(x: "real part", y: "imaginary part", on: sheet)
        let isBold = grid.isBold(record.paths.map { grid.axes(frame($0)).x.scale.title($0.title) })
        for (index, path) in record.paths.enumerated() {
            let frame = frame(path)
            let rows = zip(path.weights, path.eigenvalues).filter { $1.isDrawable }.map {
                DataBlocks.row($1) + " " + Numbers.plain($0)
            }
            let block = data.add("\(path.title): real imaginary weight", rows: rows)
            let axes = grid.axes(frame)
            drawing += grid.commands(
                index, title: axes.x.scale.title(path.title), axes, isBold: isBold, isShared: false,
                on: sheet)
            drawing += [
                "set arrow from 0, graph 0 to 0, graph 1 nohead dashtype 2 linecolor rgb '\(Palette.quiet)'",
                block.map {
                    "plot DATA index \($0) using 1:2:3 with points pointtype 7 pointsize 0.5 linecolor palette"
                } ?? "plot NaN",
                // The scale of colours belongs to all panels and is drawn once.
                "unset label", "unset arrow", "unset colorbox",
            ]
        }
        return FigureSource(
            sheet: sheet,
            setup: PlanePanel.setup + [
                "DATA = 'eigenvalue-paths.dat'",
                // The palest yellow would not be seen on white.
                Palette.command(Array(Palette.magma.dropLast(2))),
                "set cbrange [0:\(Numbers.plain(largest))]",
                "set cbtics \(GnuplotText.ticks(colours.ticks)) scale 0.5 font ',11' textcolor rgb '\(Palette.ink)'",
                "set grid linetype 1 linewidth 0.7 linecolor rgb '\(Palette.grid)'",
            ], drawing: drawing, data: data.text)
    }

    /// Both axes equally long, around the eigenvalues and the imaginary axis.
    private static func frame(_ path: GameRecord.EigenvaluePath) -> Frame {
        Frame(around: path.eigenvalues + [Point(x: 0, y: 0)])
    }

    private static func colourBox(_ grid: PanelGrid, on sheet: Sheet) -> String {
        let place = grid.outline
        return "set colorbox vertical user origin screen \(sheet.across(place.right + 16)),"
            + "\(sheet.down(place.bottom)) size screen \(sheet.across(12)),"
            + "\(Sheet.share((place.bottom - place.top) / sheet.height)) noborder"
    }

    private static func colourTitle(_ grid: PanelGrid, _ scale: AxisScale, on sheet: Sheet) -> String {
        sheet.upright(
            scale.title("weight γ"), x: sheet.width - 20, along: grid.outline.top...grid.outline.bottom)
    }
}
