extension FigureSource {
    /// The norms of both players' gradients on a logarithmic axis: balance is when neither runs away. Zeros,
    /// which have no logarithm, are left out.
    static func gradientNorms(_ portrait: RunPortrait) -> FigureSource {
        let curves = [
            Curve(
                column: MetricsTable.Column.discriminatorGradientNorm, title: "discriminator",
                colour: Palette.discriminator),
            Curve(
                column: MetricsTable.Column.generatorGradientNorm, title: "generator",
                colour: Palette.generator),
        ]
        let table = ThinnedTable(portrait.metrics, columns: curves.map(\.column)) { $0 > 0 }
        let stack = CurveStack(heights: [400])
        let panel = CurvePanel(
            place: stack.places[0], quantity: "L² norm of the gradient (log scale)",
            axis: ValueAxis(logarithmicFor: curves.flatMap { table.spans(of: $0.column) }), curves: curves)
        let sheet = stack.sheet(
            name: "gradient-norms", heading: "Gradient norms of both players", run: portrait.title,
            note: table.note ?? "")
        return FigureSource(curvesOf: [panel], on: sheet, table: table)
    }
}
