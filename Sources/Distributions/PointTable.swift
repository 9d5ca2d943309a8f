import Records

/// Points written as CSV: two numbers to a line, x and y, after a header or none.
public enum PointTable {
    /// Reads all points of a table, or says where it is not one.
    ///
    /// - Parameter bytes: UTF-8. Lines may end in CR LF, and spaces may stand around a number.
    public static func points(of bytes: some Collection<UInt8>) throws(PointTableError) -> [Point] {
        var points: [Point] = []
        var isFirst = true
        var count = 0
        for line in bytes.split(separator: lineFeed, omittingEmptySubsequences: false) {
            count += 1
            let cells = cells(of: line, isFirst: count == 1)
            // Nobody means anything by a blank line.
            guard cells != [""] else { continue }
            if !isFirst || !isHeader(cells) { points.append(try point(from: cells, line: count)) }
            isFirst = false
        }
        guard !points.isEmpty else { throw PointTableError(line: max(count - 1, 1), problem: .noPoints) }
        return points
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    /// Beyond it points are no numbers in single precision.
    private static let largest = Double(Float.greatestFiniteMagnitude)

    private static func cells(of line: some Collection<UInt8>, isFirst: Bool) -> [String] {
        let text = isFirst && line.starts(with: byteOrderMark) ? Array(line.dropFirst(3)) : Array(line)
        let whole = text.last == UInt8(ascii: "\r") ? text.dropLast() : text[...]
        return whole.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { cell in
            let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]
            let start = cell.drop { blanks.contains($0) }
            let end = start.lastIndex { !blanks.contains($0) }.map { $0 + 1 } ?? start.startIndex
            return String(decoding: start[..<end], as: UTF8.self)
        }
    }

    /// Two names, in quotes or not, as of columns: what is neither a name nor a number is a damaged point and must not be
    /// lost as a header.
    private static func isHeader(_ cells: [String]) -> Bool {
        cells.count == 2
            && cells.allSatisfy { cell in
                let name = cell.unquoted ?? cell
                return name.wholeMatch(of: /[\p{L}_][\p{L}\p{M}\p{N} _.()\[\]\/-]*/) != nil
                    && Double(name) == nil && !missing.contains(name.lowercased())
            }
    }

    /// What other programs write where there is no number.
    private static let missing: Set = ["na", "n/a", "nil", "none", "null", "missing"]

    private static func point(from cells: [String], line: Int) throws(PointTableError) -> Point {
        guard cells.count == 2 else {
            throw PointTableError(line: line, problem: .cells(cells.count, separator: separator(in: cells)))
        }
        return Point(
            try number(cells[0], line: line, column: 1), try number(cells[1], line: line, column: 2))
    }

    /// What stands between two numbers in the place of a comma.
    private static func separator(in cells: [String]) -> String? {
        [("semicolon", ";"), ("tab", "\t"), ("space", " ")].first { _, separator in
            let parts = cells.joined(separator: ",").split(separator: separator)
            return parts.count == 2 && parts.allSatisfy { Double($0.replacing(",", with: ".")) != nil }
        }?.0
    }

    private static func number(_ cell: String, line: Int, column: Int) throws(PointTableError) -> Double {
        // Double reads hexadecimal numbers too, which no table means, and stops at a NUL.
        guard let number = Double(cell), abs(number) <= largest, !cell.contains(where: "xX\0".contains) else {
            throw PointTableError(line: line, problem: .noNumber(cell, column: column))
        }
        return number
    }
}

extension String {
    /// What stands between quotes; nil if it does not.
    fileprivate var unquoted: String? {
        count >= 2 && first == "\"" && last == "\"" ? String(dropFirst().dropLast()) : nil
    }
}

/// Why a table cannot be read, and where.
public struct PointTableError: Error, Equatable, CustomStringConvertible {
    public enum Problem: Equatable, Sendable {
        case noPoints
        /// A line of another number of cells than two, and what separates its numbers, if it is known.
        case cells(Int, separator: String?)
        case noNumber(String, column: Int)
    }

    /// Counted from 1.
    public let line: Int
    public let problem: Problem

    /// Such as "line 3, column 2: found "abc"; expected a finite number".
    public var description: String {
        switch problem {
        case .noPoints: "line \(line): there are no points; expected two numbers, x and y, on each line"
        case .cells(let count, let separator):
            "line \(line): found \(count) cell\(count == 1 ? "" : "s"); expected two numbers, x and y, with a comma "
                + "between them" + (separator.map { " and not a \($0)" } ?? "")
        case .noNumber(let cell, let column):
            "line \(line), column \(column): found \"\(cell.prefix(40))\"; expected a finite number"
                + Self.remark(on: cell)
        }
    }

    private static func remark(on cell: String) -> String {
        if let inside = cell.unquoted, Double(inside) != nil { return " without quotes" }
        if cell.contains("\0") { return "; there is a NUL byte in it" }
        if cell.first == "#" { return "; there are no comments in such a file" }
        let plain = cell.replacing("\u{2212}", with: "-").replacing("\u{2013}", with: "-")
        if plain != cell, Double(plain) != nil {
            return "; its minus sign is not the one of the keyboard"
        }
        return ""
    }
}
