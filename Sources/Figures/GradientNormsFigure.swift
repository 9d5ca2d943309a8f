import Records

extension FigureSource {
    /// The norms of both players' gradients on a logarithmic axis: balance is when neither runs away. Zeros,
    /// which have no logarithm, are left out.
    static func gradientNorms(_ record: RunRecord) -> FigureSource {
        let curves = Curve.ofPlayers(.norm, in: record.table)
        let table = ThinnedTable(record.table, columns: curves.map(\.column)) { $0 > 0 }
        let stack = CurveStack(heights: [400])
        let panel = CurvePanel(
            place: stack.places[0], quantity: "L² norm of the gradient (log scale)",
            axis: ValueAxis(logarithmicFor: curves.flatMap { table.spans(of: $0.column) }), curves: curves,
            brokenStep: record.brokenStep)
        let sheet = stack.sheet(
            name: "gradient-norms", heading: "Gradient norms of both players", run: record.title,
            note: table.note ?? "")
        return FigureSource(curvesOf: [panel], on: sheet, table: table)
    }
}
