import Records

/// Points written as CSV: two numbers to a line, x and y, after a header or none.
public enum PointTable {
    /// Reads all points of a table, or says where it is not one.
    ///
    /// - Parameter bytes: UTF-8. Lines may end in CR LF, and spaces may stand around a number.
    public static func points(of bytes: some Collection<UInt8>) throws(PointTableError) -> [Point] {
        var points: [Point] = []
        var isFirst = true
        var lines = bytes.split(separator: lineFeed, omittingEmptySubsequences: false)
        // The last line may end in a line break, as it should.
        if lines.last?.isEmpty == true { lines.removeLast() }
        for (index, line) in lines.enumerated() {
            let cells = cells(of: line, isFirst: isFirst)
            if !isFirst || !isHeader(cells) { points.append(try point(from: cells, line: index + 1)) }
            isFirst = false
        }
        guard !points.isEmpty else { throw PointTableError(line: max(lines.count, 1), problem: .noPoints) }
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

    /// Two names, neither of which is a number.
    private static func isHeader(_ cells: [String]) -> Bool {
        cells.count == 2 && cells.allSatisfy { Double($0) == nil && !$0.isEmpty }
    }

    private static func point(from cells: [String], line: Int) throws(PointTableError) -> Point {
        guard cells.count == 2 else {
            throw PointTableError(line: line, problem: .cells(cells == [""] ? 0 : cells.count))
        }
        return Point(
            try number(cells[0], line: line, column: 1), try number(cells[1], line: line, column: 2))
    }

    private static func number(_ cell: String, line: Int, column: Int) throws(PointTableError) -> Double {
        // Double reads hexadecimal numbers too, which no table means.
        guard let number = Double(cell), abs(number) <= largest, !cell.contains(where: "xX".contains) else {
            throw PointTableError(line: line, problem: .noNumber(cell, column: column))
        }
        return number
    }
}

/// Why a table cannot be read, and where.
public struct PointTableError: Error, Equatable, CustomStringConvertible {
    public enum Problem: Equatable, Sendable {
        case noPoints
        /// A line of another number of cells than two.
        case cells(Int)
        case noNumber(String, column: Int)
    }

    /// Counted from 1.
    public let line: Int
    public let problem: Problem

    /// Such as "line 3, column 2: found "abc"; expected a finite number".
    public var description: String {
        switch problem {
        case .noPoints: "line \(line): there are no points; expected two numbers, x and y, on each line"
        case .cells(let count):
            "line \(line): found \(count) number\(count == 1 ? "" : "s"); expected two, x and y"
        case .noNumber(let cell, let column):
            "line \(line), column \(column): found \"\(cell.prefix(40))\"; expected a finite number"
        }
    }
}
