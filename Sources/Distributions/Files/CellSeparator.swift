/// What stands between the cells of a table's lines.
struct CellSeparator {
    /// Nil if each line is one cell.
    let kind: PointTable.Format.Separator?

    private typealias Kind = PointTable.Format.Separator

    /// From the most telling to the least: a comma may be a decimal sign, a space may stand in a name.
    private static let candidates: [Kind] = [.semicolon, .tab, .comma, .space]

    /// - Parameter given: what the table is said to have; `auto` looks at its first lines.
    init(_ given: PointTable.Format.Separator, in lines: TextLines) {
        guard given == .auto else {
            kind = given
            return
        }
        let sample = lines.prefix(20)
        let consistent = Self.candidates.first { kind in
            let counts = Set(sample.map { Self.pieces(of: $0.bytes, by: kind).count })
            return counts.count == 1 && counts != [1]
        }
        kind =
            consistent
            ?? Self.candidates.first { kind in
                sample.first.map { Self.pieces(of: $0.bytes, by: kind).count > 1 } ?? false
            }
    }

    /// - Throws: if a quote is not closed.
    func cells(of line: TextLines.Line) throws(PointFileError) -> [TableCell] {
        let pieces = kind.map { Self.pieces(of: line.bytes, by: $0) } ?? [line.bytes]
        var cells: [TableCell] = []
        for (index, piece) in pieces.enumerated() {
            guard let cell = TableCell(piece.trimmingBlanks) else {
                throw PointFileError(
                    line: line.number, column: index + 1,
                    "there is a quote that is not closed, or text beside it")
            }
            cells.append(cell)
        }
        return cells
    }

    /// Words on a line whose number of cells is wrong, if another separator stands in it.
    func remark(on cells: [TableCell]) -> String {
        let others = Self.candidates.filter { $0 != kind && $0 != .space }
        let found = others.first { other in
            cells.contains { Self.pieces(of: Array($0.raw.utf8)[...], by: other).count > 1 }
        }
        return found.map {
            "; there is a \($0) in it, and the separator is a \(kind.map { "\($0)" } ?? "line end")"
        } ?? ""
    }

    /// The parts of a line outside quotes. Of spaces and tabs as separator many count as one.
    private static func pieces(of line: ArraySlice<UInt8>, by kind: Kind) -> [ArraySlice<UInt8>] {
        var isQuoted = false
        return line.split(omittingEmptySubsequences: kind == .space) { byte in
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard !isQuoted else { return false }
            return switch kind {
            case .semicolon: byte == UInt8(ascii: ";")
            case .tab: byte == UInt8(ascii: "\t")
            case .comma: byte == UInt8(ascii: ",")
            case .space, .auto: byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
            }
        }
    }
}

/// One cell of a table, without spaces around it.
struct TableCell {
    /// As it stands in the file.
    let raw: String
    /// Without the quotes around it.
    let text: String
    let isQuoted: Bool

    /// Returns nil if a quote is not closed, or if something stands beside the quoted text.
    init?(_ bytes: ArraySlice<UInt8>) {
        raw = bytes.text
        isQuoted = bytes.first == UInt8(ascii: "\"")
        guard isQuoted else {
            text = raw
            return
        }
        let inside = raw.dropFirst().dropLast().replacing("\"\"", with: "\u{0}")
        guard bytes.count >= 2, bytes.last == UInt8(ascii: "\""), !inside.contains("\"") else { return nil }
        text = String(inside.replacing("\u{0}", with: "\""))
    }

    /// Whether it can be the name of a column: what is neither a name nor a number is a damaged number and must not be lost
    /// as a header.
    var isName: Bool {
        text.wholeMatch(of: /[\p{L}_][^\p{Cc}\u{FFFD}]*/) != nil && Double(text) == nil
            && !Self.missing.contains(text.lowercased()) && !isMistypedNumber
    }

    /// What other programs write where there is no number.
    private static let missing: Set = ["na", "n/a", "nil", "none", "null", "missing", "#n/a"]

    /// Letters that look like digits, as in l.5 or O.3.
    private var isMistypedNumber: Bool {
        let digits = String(text.map { "lI".contains($0) ? "1" : "oO".contains($0) ? "0" : $0 })
        return text.contains(".") && Double(digits) != nil
    }
}
