import Records

/// A table cut down to as many rows as a picture can show. Rows are gathered in buckets of equal count; of
/// each bucket a column keeps its median, for the line, and its least and greatest value, for a band round
/// the line, so that no spike is lost.
package struct ThinnedTable: Equatable {
    /// What a column held within a bucket.
    package struct Span: Equatable {
        package var median: Double
        package var low: Double
        package var high: Double

        package init(median: Double, low: Double, high: Double) {
            self.median = median
            self.low = low
            self.high = high
        }
    }

    /// The names of the columns, without the step.
    package var columns: [String]
    /// The middle step of each bucket, ascending.
    package var steps: [Double]
    /// One row a bucket, one entry a column; `nil` where nothing finite was measured.
    package var spans: [[Span?]]
    /// Whether buckets hold several values, so that their least and greatest are worth showing.
    package var hasBands: Bool
    /// The first and last step of the whole table.
    package var firstStep: Double
    package var lastStep: Double

    /// More buckets than this would be less than two pixels apart.
    package static let mostBuckets = 400

    /// Keeps of the table the columns asked for, as far as it has them. Measurements that are not finite, or
    /// that `keeping` refuses, count as not made, and rows without a step are left out.
    package init(
        _ table: Table, columns wanted: [String], mostBuckets: Int = Self.mostBuckets,
        keeping: (Double) -> Bool = { _ in true }
    ) {
        let present = wanted.filter { table.place(of: $0) != nil }
        let places = present.compactMap { table.place(of: $0) }
        let stepped = table.rows.stepped(by: table.stepPlace)
        // A row that measured none of this must not take up a bucket.
        let rows = stepped.filter { row in
            places.contains { row.values.finiteValue(at: $0).map(keeping) ?? false }
        }

        columns = present
        firstStep = stepped.first?.step ?? 0
        lastStep = stepped.last?.step ?? 0
        let buckets = rows.buckets(max(mostBuckets, 1))
        steps = buckets.map { $0[$0.startIndex + ($0.count - 1) / 2].step }
        spans = buckets.map { bucket in
            places.map { place in
                Span(bucket.compactMap { $0.values.finiteValue(at: place) }.filter(keeping))
            }
        }
        hasBands = rows.count > max(mostBuckets, 1)
    }

    /// All that is known of one column.
    package func spans(of column: String) -> [Span] {
        guard let place = columns.firstIndex(of: column) else { return [] }
        return spans.compactMap { $0[place] }
    }

    /// Comma-separated text with a header. Thinned columns come as three: median, least, greatest.
    var csv: String {
        let plain = columns.map { GnuplotText.oneLine($0).replacing(",", with: " ") }
        let names = hasBands ? plain.flatMap { [$0, "\($0).low", "\($0).high"] } : plain
        var lines = [(["step"] + names).joined(separator: ",")]
        for (step, row) in zip(steps, spans) {
            let entries = row.flatMap { span in
                hasBands ? [span?.median, span?.low, span?.high] : [span?.median]
            }
            lines.append(([step] + entries).map { $0.map(Numbers.plain) ?? "" }.joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The number of the column in the CSV, counted from 1 as gnuplot does.
    func csvColumn(of column: String) -> Int? {
        columns.firstIndex(of: column).map { 2 + $0 * (hasBands ? 3 : 1) }
    }
}

extension ThinnedTable.Span {
    fileprivate init?(_ values: [Double]) {
        guard let median = values.quantile(0.5), let low = values.min(), let high = values.max() else {
            return nil
        }
        self.init(median: median, low: low, high: high)
    }
}

private struct SteppedRow {
    var step: Double
    var values: [Double?]
}

extension [[Double?]] {
    /// The rows that have a step, in its order; a resumed run may repeat or interleave them.
    fileprivate func stepped(by column: Int?) -> [SteppedRow] {
        guard let column else { return [] }
        return compactMap { row in
            row.finiteValue(at: column).map { SteppedRow(step: $0, values: row) }
        }
        .sorted { $0.step < $1.step }
    }
}

extension [Double?] {
    fileprivate func finiteValue(at place: Int) -> Double? {
        guard indices.contains(place), let value = self[place], value.isFinite else { return nil }
        return value
    }
}

extension Array {
    /// At most `most` runs of neighbours, of as equal length as can be.
    fileprivate func buckets(_ most: Int) -> [ArraySlice<Element>] {
        let number = Swift.min(most, count)
        return (0..<number).map { self[($0 * count / number)..<(($0 + 1) * count / number)] }
    }
}
