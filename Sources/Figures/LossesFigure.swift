extension FigureSource {
    /// The losses of both players over the training and, in a panel of their own below, the penalties: they
    /// often differ from the losses by orders of magnitude.
    static func losses(_ portrait: RunPortrait) -> FigureSource {
        let penalties = portrait.metrics.penalties
        let players = [
            Curve(
                column: MetricsTable.Column.discriminatorLoss, title: "discriminator",
                colour: Palette.discriminator),
            Curve(
                column: MetricsTable.Column.generatorLoss, title: "generator", colour: Palette.generator),
        ]
        let penaltyCurves = penalties.enumerated().map { index, name in
            Curve(column: name, title: name, colour: Palette.others[index % Palette.others.count])
        }
        let table = ThinnedTable(
            portrait.metrics, columns: (players + penaltyCurves).map(\.column))
        let axis = ValueAxis(linearFor: players.flatMap { table.spans(of: $0.column) })

        let hasPenalties = !penaltyCurves.allSatisfy { table.spans(of: $0.column).isEmpty }
        let stack = CurveStack(heights: hasPenalties ? [330, 170] : [400])
        var panels = [
            CurvePanel(
                place: stack.places[0], quantity: "loss", axis: axis, curves: players,
                labelsSteps: !hasPenalties)
        ]
        if hasPenalties {
            panels.append(
                CurvePanel(
                    place: stack.places[1], quantity: "penalty",
                    axis: penaltyAxis(penaltyCurves.flatMap { table.spans(of: $0.column) }),
                    curves: penaltyCurves))
        }
        let sheet = stack.sheet(
            name: "losses", heading: "Losses of both players", run: portrait.title,
            note: [table.note, axis.clipped].compactMap { $0 }.joined(separator: "; "))
        return FigureSource(curvesOf: panels, on: sheet, table: table)
    }

    /// Penalties start large and die away: a logarithmic axis shows both, if there is no zero to show.
    private static func penaltyAxis(_ spans: [ThinnedTable.Span]) -> ValueAxis {
        let least = spans.map(\.low).min() ?? 0
        let greatest = spans.map(\.high).max() ?? 0
        let isWide = least > 0 && greatest / least > 50
        return isWide ? ValueAxis(logarithmicFor: spans) : ValueAxis(linearFor: spans, about: 4)
    }
}
