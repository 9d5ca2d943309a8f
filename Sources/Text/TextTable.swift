/// Rows of text in columns that line up. It can be told to keep to a width: then long cells are broken into lines,
/// and a table with more columns than fit goes on below itself.
public struct TextTable: Sendable {
    /// At which edge of its column a cell stands.
    public enum Alignment: Sendable { case left, right }

    /// One line of a table, or several if a cell is broken.
    public enum Row: Sendable {
        /// Text that belongs to no column.
        case heading(String)
        /// The cells from the left. If there are fewer than in other rows, the last one runs over the columns that
        /// are left, and counts for the width of none.
        case cells([String])
    }

    /// From the top.
    public var rows: [Row]
    /// The alignments of the columns from the left; the last one holds for all further columns.
    public var alignments: [Alignment] = [.left]
    /// The least widths of the columns from the left.
    public var leastWidths: [Int] = []
    /// Spaces before each row of cells.
    public var indent = 0
    /// The most columns that a line may take; nil for any number.
    public var width: Int?

    private static let gap = 2
    /// Beside others, a column that is broken to keep the width is at least so wide.
    private static let narrowest = 13
    private static let widestLabel = 24

    /// A table whose columns are separated by two spaces.
    public init(_ rows: [Row]) { self.rows = rows }

    /// Names in a first column and what is said of each in a second.
    public static func facts(_ facts: [(name: String, value: String)]) -> TextTable {
        var table = TextTable(facts.map { .cells([$0.name, $0.value]) })
        table.indent = 2
        table.leastWidths = [14]
        return table
    }

    /// The table as text without a line break at its end.
    public var text: String {
        let printable = rows.map(\.printable)
        let count = printable.map(\.cells.count).max() ?? 0
        let label = widths(of: 0..<min(1, count), in: printable, room: Self.widestLabel)
        guard let width else { return block(0..<count, of: printable, widths(of: 0..<count, in: printable)) }
        let room = width - indent - (label.first ?? 0)
        let fitting = max(1, room / (Self.narrowest + Self.gap))
        // A table that fits only if cells are broken is kept whole.
        let blocks = stride(from: 1, to: max(count, 2), by: fitting).map { first in
            let columns = first..<min(first + fitting, max(count, 1))
            let widths = widths(of: columns, in: printable, room: room - Self.gap * columns.count)
            return block(columns, of: printable, label + widths, isLabelled: true)
        }
        return blocks.joined(separator: "\n\n")
    }

    // MARK: Widths

    /// The widths of columns, each as wide as its widest cell; if that is too much, the widest are made narrower.
    private func widths(of columns: Range<Int>, in rows: [Row], room: Int? = nil) -> [Int] {
        let count = rows.map(\.cells.count).max() ?? 0
        let natural = columns.map { column in
            rows.reduce(column < leastWidths.count ? leastWidths[column] : 0) { widest, row in
                // The last cell of a short row runs on over other columns.
                let isOver = column == row.cells.count - 1 && row.cells.count < count
                return column < row.cells.count && !isOver ? max(widest, row.cells[column].columns) : widest
            }
        }
        guard let room else { return natural }
        let limit =
            (1...max(1, room)).last { limit in natural.reduce(0) { $0 + min($1, limit) } <= room } ?? 1
        return natural.map { min($0, limit) }
    }

    // MARK: Lines

    private func block(
        _ columns: Range<Int>, of rows: [Row], _ widths: [Int], isLabelled: Bool = false
    ) -> String {
        rows.flatMap { row -> [String] in
            switch row {
            case .heading(let text): return [text]
            case .cells(let cells):
                let chosen = (isLabelled ? [0] : []) + Array(columns)
                return lines(of: chosen.filter { $0 < cells.count }.map { cells[$0] }, widths)
            }
        }.joined(separator: "\n")
    }

    /// The lines of one row.
    private func lines(of cells: [String], _ widths: [Int]) -> [String] {
        let broken = zip(cells, widths).map { width == nil ? [$0] : $0.wrapped(to: $1) }
        return (0..<(broken.map(\.count).max() ?? 0)).map { line in
            let parts = broken.indices.map { column in
                let text = line < broken[column].count ? broken[column][line] : ""
                let space = String(repeating: " ", count: max(0, widths[column] - text.columns))
                // A cell that runs over other columns begins where its own column does.
                let isOver = column == broken.count - 1 && broken.count < widths.count
                return isOver || alignment(of: column) == .left ? text + space : space + text
            }
            let text = parts.joined(separator: String(repeating: " ", count: Self.gap))
            return String(repeating: " ", count: indent) + text.droppingLastSpaces
        }
    }

    private func alignment(of column: Int) -> Alignment {
        column < alignments.count ? alignments[column] : alignments.last ?? .left
    }
}

extension TextTable {
    /// The table in Markdown; its first row of cells is the heading, and headings between rows are left out.
    public var markdown: String {
        let rows = rows.map(\.cells).filter { !$0.isEmpty }
        guard let head = rows.first else { return "" }
        let rule = "|" + String(repeating: "---|", count: head.count)
        let lines = rows.map { "| " + $0.map(Self.markdownCell).joined(separator: " | ") + " |" }
        return ([lines[0], rule] + lines.dropFirst()).joined(separator: "\n")
    }

    /// A bar or a line break would end the cell.
    private static func markdownCell(_ cell: String) -> String {
        cell.map { $0 == "|" ? "\\|" : $0.isNewline ? " " : String($0) }.joined().printable
    }
}

extension TextTable.Row {
    fileprivate var cells: [String] {
        if case .cells(let cells) = self { cells } else { [] }
    }

    fileprivate var printable: Self {
        switch self {
        case .heading(let text): .heading(text.printable)
        case .cells(let cells): .cells(cells.map(\.printable))
        }
    }
}

extension String {
    fileprivate var droppingLastSpaces: String {
        String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
    }
}
