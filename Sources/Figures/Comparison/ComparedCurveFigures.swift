import Records

extension FigureSource {
    /// What came of each run: a figure for each that the columns of a run name.
    static func measures(_ record: ComparisonRecord) -> [FigureSource] {
        let figures = record.runs.flatMap(\.record.table.figures)
        let unique = figures.reduce(into: [Column.Figure]()) { if !$0.contains($1) { $0.append($1) } }
        return unique.map { figure in
            let columns = record.columns { $0.figure == figure }
            return ComparedCurves(
                name: figure.name, heading: figure.heading, note: columns.scaleNote,
                panels: columns.map { column in
                    .init(
                        column: column, quantity: column.axisTitle(saysScale: !columns.areLogarithmic),
                        height: CurveStack.measureHeight(among: columns.count),
                        axis: { ValueAxis(of: column, $0) },
                        references: column.shownLandmarks.map(ReferenceLine.init))
                }
            ).source(of: record)
        }
    }

    /// The losses that the players minimize, with the objective's values at equilibrium where all runs have the same. Each
    /// method has its own losses, so that only their course compares. `nil` if no run has any.
    static func losses(_ record: ComparisonRecord) -> FigureSource? {
        curves(
            record, of: .loss, name: "losses", heading: "Losses of both players, penalties included",
            quantity: \.title, axis: { ValueAxis(linearFor: $0) })
    }

    /// The norms of the gradients on logarithmic axes. Zeros, which have no logarithm, are left out. `nil` if no
    /// run has any.
    static func gradientNorms(_ record: ComparisonRecord) -> FigureSource? {
        curves(
            record, of: .norm, name: "gradient-norms", heading: "Gradient norms of both players",
            quantity: { $0.player.map { "\($0)'s (log scale)" } ?? $0.axisTitle() },
            axis: { ValueAxis(logarithmicFor: $0) })
    }

    /// A panel for each column of a role.
    private static func curves(
        _ record: ComparisonRecord, of role: Column.Role, name: String, heading: String,
        quantity: (Column) -> String, axis: @escaping ([ThinnedTable.Span]) -> ValueAxis
    ) -> FigureSource? {
        let columns = record.columns { $0.role == role }
        guard !columns.isEmpty else { return nil }
        let panels = columns.map {
            ComparedCurves.Panel(
                column: $0, quantity: quantity($0), height: 220, axis: axis,
                references: $0.shownLandmarks.map(ReferenceLine.init), namesReferencesInLegend: true)
        }
        return ComparedCurves(name: name, heading: heading, panels: panels).source(of: record)
    }
}

extension ComparisonRecord {
    /// Columns that at least one run has, each once, with what all runs that have it say of it.
    func columns(where isWanted: (Column) -> Bool) -> [Column] {
        var found: [Column] = []
        for column in runs.flatMap(\.record.table.columns).filter(isWanted) {
            guard let place = found.firstIndex(where: { $0.name == column.name }) else {
                found.append(column)
                continue
            }
            found[place].landmarks.removeAll { !column.landmarks.contains($0) }
            found[place].most = [found[place].most, column.most].compactMap(\.self).max()
        }
        return found
    }

    /// Which column of a joint table belongs to a run. Runs are told apart by their numbers, since names may hold
    /// anything.
    static func name(of column: Column, ofRun index: Int) -> String { "\(column.name) \(index + 1)" }

    /// The measurements of all runs in one table, a row a step and a column a run and quantity.
    func table(of quantities: [Column]) -> Table {
        var rows: [Double: [Double?]] = [:]
        let width = 1 + runs.count * quantities.count
        for (index, run) in runs.enumerated() {
            let table = run.record.table.inPercent
            let places = quantities.map { table.place(of: $0.name) }
            for row in table.rows {
                guard let moment = Table.value(row, at: table.stepPlace), moment.isFinite else { continue }
                var merged = rows[moment] ?? [moment] + Array(repeating: nil, count: width - 1)
                for (offset, place) in places.enumerated() where place != nil {
                    merged[1 + index * quantities.count + offset] = Table.value(row, at: place)
                }
                rows[moment] = merged
            }
        }
        let columns = runs.indices.flatMap { run in
            quantities.map { quantity in
                var column = quantity
                column.name = Self.name(of: quantity, ofRun: run)
                return column
            }
        }
        return Table(columns: [.step] + columns, rows: rows.sorted { $0.key < $1.key }.map(\.value))
    }
}
