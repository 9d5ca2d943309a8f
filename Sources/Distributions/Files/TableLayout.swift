/// Which columns of a table are read, and whether its first line names them.
struct TableLayout {
    let hasHeader: Bool
    /// How many columns every line has.
    let columns: Int
    /// One or two of them, from 0.
    let chosen: [Int]

    /// - Parameters:
    ///   - first: the first line's cells.
    ///   - lines: all of them, for advice.
    /// - Throws: if a column is not there, if more than two are and none is chosen, or if the first line is neither names
    ///   nor numbers.
    init(
        of first: [TableCell], at line: Int, _ separator: CellSeparator, _ format: PointTable.Format,
        next lines: TextLines
    ) throws(PointFileError) {
        columns = first.count
        let names = first.map(\.text)
        if let wanted = format.columns {
            chosen = try Self.places(of: wanted, among: names, line)
        } else if first.count <= 2 {
            chosen = Array(first.indices)
        } else {
            throw PointFileError(line: line, Self.advice(first, separator, format, lines))
        }
        let isNamed = format.columns?.contains { if case .name = $0 { true } else { false } } ?? false
        switch format.header {
        case .present: hasHeader = true
        case .absent:
            guard !isNamed else {
                throw PointFileError(line: line, "columns are chosen by name, but header is \"absent\"")
            }
            hasHeader = false
        case .auto:
            let cells = chosen.map { first[$0] }
            hasHeader = isNamed || cells.allSatisfy(\.isName)
        }
    }

    private static func places(
        of wanted: [PointTable.Format.Column], among names: [String], _ line: Int
    ) throws(PointFileError) -> [Int] {
        var places: [Int] = []
        for column in wanted {
            switch column {
            case .number(let number):
                guard number <= names.count else {
                    throw PointFileError(
                        line: line, "there is no column \(number); there are \(names.count)")
                }
                places.append(number - 1)
            case .name(let name):
                let found = names.indices.filter { names[$0] == name }
                guard found.count == 1 else {
                    let all = names.prefix(12).map { "\"\($0.prefix(40))\"" }.joined(separator: ", ")
                    throw PointFileError(
                        line: line,
                        found.isEmpty
                            ? "there is no column \"\(name)\"; there are \(all)"
                            : "there are \(found.count) columns \"\(name)\"; choose by number")
                }
                places.append(found[0])
            }
        }
        return places
    }

    /// What to do about more than two columns: choose those with numbers.
    private static func advice(
        _ first: [TableCell], _ separator: CellSeparator, _ format: PointTable.Format, _ lines: TextLines
    ) -> String {
        let hasNames = first.allSatisfy { $0.isName || $0.text.isEmpty }
        let second = hasNames ? lines.dropFirst().first.flatMap { try? separator.cells(of: $0) } : first
        var numbers = CellNumbers(decimal: format.decimal, separator: separator)
        let numeric = (second ?? []).enumerated().filter { cell in
            (try? numbers.number(cell.element, line: 1, column: 1)) != nil
                && first.indices.contains(cell.offset)
                // A column without a name counts the lines, as R and pandas write it.
                && !(hasNames && first[cell.offset].text.isEmpty)
        }.map(\.offset)
        let places = (numeric.isEmpty ? Array(first.indices) : numeric).prefix(2)
        let choice = places.map { hasNames ? "\"\(first[$0].text)\"" : "\($0 + 1)" }.joined(separator: ", ")
        let names =
            hasNames
            ? " (\(first.prefix(12).map { "\"\($0.text.prefix(40))\"" }.joined(separator: ", ")))" : ""
        return "there are \(first.count) columns\(names); choose the one or two to read, such as "
            + "\"columns\": [\(choice)]"
    }
}

/// Cells as numbers, with one decimal sign in the whole table.
struct CellNumbers {
    private var decimal: PointTable.Format.Decimal

    /// Beyond it points are no numbers in single precision.
    private static let largest = Double(Float.greatestFiniteMagnitude)

    /// - Parameter decimal: `auto` takes the sign of the first number that has one.
    init(decimal: PointTable.Format.Decimal, separator: CellSeparator) {
        self.decimal = decimal == .auto && separator.kind == .comma ? .point : decimal
    }

    mutating func number(_ cell: TableCell, line: Int, column: Int) throws(PointFileError) -> Double {
        guard !cell.isQuoted, let number = read(cell.text) else {
            throw PointFileError(
                line: line, column: column,
                "found \"\(cell.raw.prefix(40))\"; expected a finite number" + remark(on: cell))
        }
        return number
    }

    private mutating func read(_ text: String) -> Double? {
        let hasComma = text.utf8.contains(UInt8(ascii: ","))
        let hasPoint = text.utf8.contains(UInt8(ascii: "."))
        let sign: PointTable.Format.Decimal = decimal == .auto ? (hasComma ? .comma : .point) : decimal
        guard sign == .comma ? !hasPoint : !hasComma,
            let number = Self.plain(sign == .comma ? text.replacing(",", with: ".") : text)
        else { return nil }
        if hasComma || hasPoint { decimal = sign }
        return number
    }

    /// Double reads hexadecimal numbers too, which no table means.
    private static func plain(_ text: String) -> Double? {
        guard let number = Double(text), abs(number) <= largest, !text.contains(where: "xX".contains) else {
            return nil
        }
        return number
    }

    private func remark(on cell: TableCell) -> String {
        if cell.isQuoted { return Self.plain(cell.text) == nil ? "" : " without quotes" }
        let text = cell.text
        if text.isEmpty { return "; the cell is empty" }
        if text.contains("\u{FFFD}") { return "; the file is not UTF-8" }
        let plain = text.replacing("\u{2212}", with: "-").replacing("\u{2013}", with: "-")
        if plain != text, Self.plain(plain) != nil {
            return "; its minus sign is not the one of the keyboard"
        }
        if decimal != .comma, Self.plain(text.replacing(",", with: ".")) != nil {
            return "; the decimal sign is a point elsewhere, or say \"decimal\": \"comma\""
        }
        if decimal == .comma, Self.plain(text) != nil { return "; the decimal sign is a comma elsewhere" }
        if text.contains(";") { return "; there is a semicolon in it" }
        return ""
    }
}
