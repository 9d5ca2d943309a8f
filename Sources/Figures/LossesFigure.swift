import Records

extension FigureSource {
    /// The losses of both players over the training and, in a separate panel below, the terms of methods: they often
    /// differ from the losses by orders of magnitude.
    static func losses(_ record: RunRecord) -> FigureSource {
        let players = Curve.ofPlayers(.loss, in: record.table)
        let terms = record.table.columns(.penalty, .fieldTerm).enumerated().map { index, column in
            Curve(
                column: column.name, title: column.title,
                colour: Palette.others[index % Palette.others.count])
        }
        let table = ThinnedTable(record.table, columns: (players + terms).map(\.column))
        let axis = ValueAxis(linearFor: players.flatMap { table.spans(of: $0.column) })

        let hasTerms = !terms.allSatisfy { table.spans(of: $0.column).isEmpty }
        let stack = CurveStack(heights: hasTerms ? [330, 170] : [400])
        var panels = [
            CurvePanel(
                place: stack.places[0], quantity: "loss", axis: axis, curves: players, labelsSteps: !hasTerms,
                brokenStep: record.brokenStep)
        ]
        if hasTerms {
            panels.append(
                CurvePanel(
                    place: stack.places[1], quantity: "penalty",
                    axis: termAxis(terms.flatMap { table.spans(of: $0.column) }), curves: terms,
                    brokenStep: record.brokenStep))
        }
        let sheet = stack.sheet(
            name: "losses", heading: "Losses of both players", run: record.title,
            note: [table.note, axis.remark].compactMap { $0 }.joined(separator: "; "))
        return FigureSource(curvesOf: panels, on: sheet, table: table)
    }

    /// Penalties start large and die away: a logarithmic axis shows both, if there is no zero to show.
    private static func termAxis(_ spans: [ThinnedTable.Span]) -> ValueAxis {
        let least = spans.map(\.low).min() ?? 0
        let greatest = spans.map(\.high).max() ?? 0
        let isWide = least > 0 && greatest / least > 50
        return isWide ? ValueAxis(logarithmicFor: spans) : ValueAxis(linearFor: spans, about: 4)
    }
}

extension Curve {
    /// A curve for each player.
    static func ofPlayers(_ role: Column.Role, in table: Table) -> [Curve] {
        let looks = [(Column.Player.discriminator, Palette.discriminator), (.generator, Palette.generator)]
        return looks.compactMap { player, colour in
            table.column(role, of: player).map { Curve(column: $0.name, title: "\(player)", colour: colour) }
        }
    }
}
