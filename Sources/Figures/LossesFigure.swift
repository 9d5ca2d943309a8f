import Records

extension FigureSource {
    /// The losses of both players over the training and, below, the terms of methods. Each has a panel and an axis: they
    /// differ in kind, and often by orders of magnitude.
    static func losses(_ record: RunRecord) -> FigureSource {
        let losses = record.table.columns(.loss)
        let terms = record.table.columns(.penalty, .fieldTerm)
        let table = ThinnedTable(record.table, columns: (losses + terms).map(\.name))
        let drawn = losses + terms.filter { !table.spans(of: $0.name).isEmpty }
        let stack = CurveStack(heights: drawn.map { height(of: $0, among: drawn.count) })
        var remarks = [table.note]
        var panels: [CurvePanel] = []
        for (index, column) in drawn.enumerated() {
            let spans = table.spans(of: column.name)
            var axis = column.role == .loss ? ValueAxis(linearFor: spans) : termAxis(spans)
            remarks.append(axis.remark.map { losses.count > 1 ? "\(column.title) \($0)" : $0 })
            let references = column.shownLandmarks.map(ReferenceLine.init)
            if column.role == .loss { axis.hold(references.map(\.value)) }
            panels.append(
                CurvePanel(
                    place: stack.places[index], quantity: column.termAxisTitle, axis: axis,
                    curves: [Curve(column: column.name, colour: colour(of: column, at: index))],
                    references: references, namesReferencesInLegend: true,
                    labelsSteps: index == drawn.count - 1,
                    brokenStep: record.brokenStep))
        }
        let sheet = stack.sheet(
            name: "losses", heading: "Losses of both players", run: record.title,
            note: remarks.compactMap(\.self).joined(separator: "; "))
        return FigureSource(curvesOf: panels, on: sheet, table: table)
    }

    private static func height(of column: Column, among count: Int) -> Double {
        column.role == .loss ? (count > 2 ? 190 : 220) : 176
    }

    private static func colour(of column: Column, at index: Int) -> String {
        guard column.role == .loss else { return Palette.others[index % Palette.others.count] }
        return column.player == .generator ? Palette.generator : Palette.discriminator
    }

    /// Penalties start large and die away: a logarithmic axis shows both, if there is no zero to show.
    private static func termAxis(_ spans: [ThinnedTable.Span]) -> ValueAxis {
        let least = spans.map(\.low).min() ?? 0
        let greatest = spans.map(\.high).max() ?? 0
        let isWide = least > 0 && greatest / least > 50
        return isWide ? ValueAxis(logarithmicFor: spans) : ValueAxis(linearFor: spans, about: 3)
    }
}

extension Column {
    /// Such as "R1 penalty", "JARE term", "generator's loss".
    package var termAxisTitle: String {
        switch role {
        case .penalty, .fieldTerm:
            // The two of "JARE, generator" and "JARE, discriminator" need no noun.
            title.contains(", ") ? title : "\(title) \(role == .penalty ? "penalty" : "term")"
        default: title
        }
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
