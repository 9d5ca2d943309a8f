import Records

extension FigureSource {
    /// What came of the training: a figure for each that the columns name, and in it a panel for each column, because
    /// quantities have different units. A figure without measurements is left out.
    static func measures(_ record: RunRecord) -> [FigureSource] {
        record.table.figures.map { measures($0, of: record) }
    }

    private static func measures(_ figure: Column.Figure, of record: RunRecord) -> FigureSource {
        let columns = record.table.columns.filter { $0.figure == figure }
        let table = ThinnedTable(record.table.inPercent, columns: columns.map(\.name), scales: columns)
        let stack = CurveStack(measures: columns.count)
        let panels = columns.enumerated().map { index, column in
            CurvePanel(
                place: stack.places[index], quantity: column.axisTitle(saysScale: !columns.areLogarithmic),
                axis: ValueAxis(of: column, table.spans(of: column.name)),
                curves: [Curve(column: column.name, colour: colours[index % colours.count])],
                references: column.shownLandmarks.map(ReferenceLine.init),
                labelsSteps: index == columns.count - 1,
                brokenStep: record.brokenStep)
        }
        let sheet = stack.sheet(
            name: figure.name, heading: figure.heading, run: record.title,
            note: [columns.scaleNote, table.note].compactMap(\.self).joined(separator: "; "))
        return FigureSource(curvesOf: panels, on: sheet, table: table)
    }

    private static let colours = [Palette.discriminator, Palette.others[0], Palette.generator]
}

extension CurveStack {
    /// For measures: a panel each, high if it is alone.
    init(measures count: Int, legendLines: Int = 1) {
        self.init(
            heights: Array(repeating: Self.measureHeight(among: count), count: count),
            legendLines: legendLines)
    }
}

extension CurveStack {
    static func measureHeight(among count: Int) -> Double { count == 1 ? 340 : 176 }
}

extension ReferenceLine {
    init(_ landmark: Column.Landmark) { self.init(value: landmark.value, text: landmark.text) }
}

extension Column {
    /// The title with the unit and, on an axis that needs saying, the scale: "reverse KL (nats)".
    ///
    /// - Parameter saysScale: whether to say that the axis is logarithmic.
    package func axisTitle(saysScale: Bool = true) -> String {
        let scaleWord = saysScale && scale == .logarithmic ? "log scale" : nil
        let remarks = [format == .share ? "%" : unit, scaleWord].compactMap(\.self)
        return remarks.isEmpty ? title : "\(title) (\(remarks.joined(separator: ", ")))"
    }

    /// The landmarks in the unit of the axis: percent for a share.
    package var shownLandmarks: [Landmark] {
        landmarks.map { Landmark(format == .share ? 100 * $0.value : $0.value, $0.text) }
    }

    /// Whether a value has a place on the axis.
    package func isDrawable(_ value: Double) -> Bool { scale == .linear || value > 0 }
}

extension [Column] {
    /// Whether a figure says once that all of its axes are logarithmic, since titles of low panels must be short.
    var areLogarithmic: Bool { count > 1 && allSatisfy { $0.scale == .logarithmic } }

    var scaleNote: String? { areLogarithmic ? "logarithmic axes" : nil }
}

extension ThinnedTable {
    /// With only those measurements that have a place on the axis of their column.
    package init(
        _ table: Table, columns names: [String], mostBuckets: Int = Self.mostBuckets, scales columns: [Column]
    ) {
        let isLogarithmic = !columns.isEmpty && columns.allSatisfy { $0.scale == .logarithmic }
        self.init(table, columns: names, mostBuckets: mostBuckets) { !isLogarithmic || $0 > 0 }
    }
}

extension ValueAxis {
    /// The axis of a measure, as its column says.
    package init(of column: Column, _ spans: [ThinnedTable.Span]) {
        switch (column.scale, column.format) {
        case (.logarithmic, _): self.init(logarithmicFor: spans)
        case (.linear, .share): self.init(percentOf: spans)
        case (.linear, .integer): self.init(countsUpTo: column.most ?? 0, spans)
        default: self.init(fromZeroFor: spans, and: column.landmarks.map(\.value))
        }
    }

    /// An axis for shares in percent: all of them, or the upper or the lower part where all curves lie in a small one.
    private init(percentOf spans: [ThinnedTable.Span]) {
        let least = max(spans.map(\.low).min() ?? 0, 0)
        let greatest = spans.map(\.high).max() ?? 100
        if least >= 60, greatest <= 100 {
            // Whole tens, with room below the lowest curve.
            let low = ((least - 2) / 10).rounded(.down) * 10
            self.init(from: low, to: 100 + 0.1 * (100 - low), about: 4)
            remark = "the axis begins at \(Self.short(low)) %"
        } else {
            self.init(from: 0, to: greatest <= 30 ? max(1.3 * greatest, 1) : 110, about: 4)
        }
    }

    /// An axis for counts. There is no half of one, and none beyond the last.
    private init(countsUpTo total: Double, _ spans: [ThinnedTable.Span]) {
        let most = max(total, spans.map(\.high).max() ?? 0, 1)
        self.init(from: 0, to: most * 1.3, about: 5)
        (ticks, scale) = Ticks.scaled(0...most, about: 5)
        ticks.removeAll { $0.value != $0.value.rounded() }
    }

    /// An axis that holds zero and all landmarks.
    private init(fromZeroFor spans: [ThinnedTable.Span], and landmarks: [Double]) {
        let greatest = max(spans.map(\.high).max() ?? 0, 0)
        let least = min(spans.map(\.low).min() ?? 0, 0)
        let high = max(greatest, landmarks.max() ?? 0, 1e-3) * 1.3
        self.init(from: least, to: high.isFinite ? high : 1e300, about: 4)
    }
}

extension Table {
    /// The table with shares turned to percents.
    package var inPercent: Table {
        var table = self
        for place in columns.indices where columns[place].format == .share {
            for row in rows.indices where rows[row].indices.contains(place) {
                table.rows[row][place] = rows[row][place].map { 100 * $0 }
            }
        }
        return table
    }

    /// The first column of a role that a player has.
    package func column(_ role: Column.Role, of player: Column.Player) -> Column? {
        columns.first { $0.role == role && $0.player == player }
    }
}
