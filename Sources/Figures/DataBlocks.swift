/// The blocks of a gnuplot data file, set apart by two empty lines and called by their number. Empty blocks
/// are left out, since gnuplot would not count them.
struct DataBlocks {
    private var blocks: [String] = []

    /// Adds a block under a comment that explains it, and returns its number; `nil` if it has no rows.
    mutating func add(_ explanation: String, rows: [String]) -> Int? {
        guard !rows.isEmpty else { return nil }
        blocks.append((["# " + GnuplotText.oneLine(explanation)] + rows).joined(separator: "\n"))
        return blocks.count - 1
    }

    /// Adds points as rows `x y`, no more than `most` of them.
    mutating func add(_ explanation: String, points: [Point], most: Int) -> Int? {
        let rows = points.filter(\.isDrawable).spread(over: most).map(Self.row)
        return add("\(explanation): x y", rows: rows)
    }

    static func row(_ point: Point) -> String {
        Numbers.plain(point.x) + " " + Numbers.plain(point.y)
    }

    /// The text of the file.
    var text: String {
        blocks.joined(separator: "\n\n\n") + "\n"
    }
}

extension Array {
    /// At most `most` of the elements, evenly taken, the first and the last among them.
    func spread(over most: Int) -> [Element] {
        guard count > most else { return self }
        guard most > 1 else { return most == 1 ? [self[count - 1]] : [] }
        return (0..<most).map { self[$0 * (count - 1) / (most - 1)] }
    }
}
