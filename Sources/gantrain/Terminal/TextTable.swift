/// Rows of text in columns that line up. Long cells are broken into lines, and a table with more columns than fit
/// goes on below itself.
struct TextTable {
    enum Row {
        case heading(String)
        case cells(String, [String])
    }

    var rows: [Row]
    /// The most characters a line may have.
    var width = 100

    private static let gap = 2
    private static let narrowest = 13
    private static let widestLabel = 24

    var text: String {
        let columns = rows.map(\.cells.count).max() ?? 0
        let fitting = max(1, (width - labelWidth) / (Self.narrowest + Self.gap))
        // A table that fits only if cells are broken is kept whole.
        let blocks = stride(from: 0, to: columns, by: min(fitting, max(columns, 1))).map {
            block($0..<min($0 + fitting, columns))
        }
        return blocks.joined(separator: "\n\n")
    }

    private var labelWidth: Int {
        min(Self.widestLabel, rows.map(\.label.count).max() ?? 0)
    }

    private func block(_ columns: Range<Int>) -> String {
        let natural = columns.map { column in
            rows.compactMap { column < $0.cells.count ? $0.cells[column].count : nil }.max() ?? 0
        }
        let room = width - labelWidth - Self.gap * columns.count
        // The widest column that leaves room for all.
        let limit =
            (1...max(1, room)).last { limit in natural.reduce(0) { $0 + min($1, limit) } <= room } ?? 1
        let widths = [labelWidth] + natural.map { min($0, limit) }
        return rows.flatMap { row -> [String] in
            switch row {
            case .heading(let text): [text]
            case .cells(let label, let cells):
                Self.lines(of: [label] + columns.map { $0 < cells.count ? cells[$0] : "" }, widths)
            }
        }.joined(separator: "\n")
    }

    /// The lines of one row.
    private static func lines(of cells: [String], _ widths: [Int]) -> [String] {
        let broken = zip(cells, widths).map { wrapped($0, $1) }
        return (0..<(broken.map(\.count).max() ?? 0)).map { line in
            let parts = zip(broken, widths).map { lines, width in
                padded(line < lines.count ? lines[line] : "", to: width)
            }
            let text = parts.joined(separator: String(repeating: " ", count: gap))
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// The text in lines of at most `width` characters, broken where a reader would if that is possible.
    static func wrapped(_ text: String, _ width: Int) -> [String] {
        var lines = [""]
        for piece in pieces(of: text) {
            if lines[lines.count - 1].count + piece.trimmedCount > width, !lines[lines.count - 1].isEmpty {
                lines.append("")
            }
            lines[lines.count - 1] += piece
            while lines[lines.count - 1].trimmedCount > width {
                let long = lines[lines.count - 1]
                lines[lines.count - 1] = String(long.prefix(width))
                lines.append(String(long.dropFirst(width)))
            }
        }
        return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }
    }

    /// Words, each with the space, comma, point or hyphen that ends it.
    private static func pieces(of text: String) -> [String] {
        var pieces = [""]
        var previous: Character?
        for character in text {
            let mayBreak = previous.map {
                $0 == " " || $0 == "," || $0 == "-" || ($0 == "." && character.isLetter)
            }
            if mayBreak == true, character != " " { pieces.append("") }
            pieces[pieces.count - 1].append(character)
            previous = character
        }
        return pieces
    }
}

extension TextTable.Row {
    fileprivate var label: String {
        if case .cells(let label, _) = self { label } else { "" }
    }

    fileprivate var cells: [String] {
        if case .cells(_, let cells) = self { cells } else { [] }
    }
}

extension String {
    /// The length without the spaces at its end.
    fileprivate var trimmedCount: Int { count - reversed().prefix { $0 == " " }.count }
}
