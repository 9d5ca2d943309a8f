import Records

/// Points written as a table of text, such as CSV: one point a line, with one or two columns that are read.
public enum PointTable {
    /// How a table is written. Everything that is not said is recognized.
    public struct Format: Equatable, Sendable {
        public enum Separator: String, CaseIterable, Sendable {
            case auto, comma, semicolon, tab
            /// One or more spaces or tabs.
            case space
        }

        public enum Decimal: String, CaseIterable, Sendable {
            case auto, point, comma
        }

        public enum Header: String, CaseIterable, Sendable {
            case auto, present, absent
        }

        /// A column that is read.
        public enum Column: Equatable, Sendable {
            case name(String)
            /// Counted from 1.
            case number(Int)
        }

        public var separator: Separator
        public var decimal: Decimal
        public var header: Header
        /// One or two of them, x first; nil for all that there are.
        public var columns: [Column]?
        /// Lines that begin with it are skipped; empty for none.
        public var comment: String

        public init(
            separator: Separator = .auto, decimal: Decimal = .auto, header: Header = .auto,
            columns: [Column]? = nil, comment: String = "#"
        ) {
            self.separator = separator
            self.decimal = decimal
            self.header = header
            self.columns = columns
            self.comment = comment
        }
    }

    /// Reads all points of a table, or says where it is not one.
    ///
    /// - Parameter bytes: UTF-8. Lines may end in CR LF, blank lines are skipped, and spaces may stand around a number.
    public static func points(
        of bytes: some Collection<UInt8>, as format: Format = Format()
    ) throws(PointFileError) -> PointList {
        let lines = try TextLines(of: Array(bytes), comment: format.comment)
        guard let first = lines.first else {
            throw PointFileError(
                line: max(lines.total, 1), "there are no points; expected numbers, a point a line")
        }
        try lines.checkForComments(otherThan: format.comment)
        let separator = CellSeparator(format.separator, in: lines)
        let layout = try TableLayout(
            of: try separator.cells(of: first), at: first.number, separator, format, next: lines)
        var numbers = CellNumbers(decimal: format.decimal, separator: separator)
        var points: [Point] = []
        for line in lines.dropFirst(layout.hasHeader ? 1 : 0) {
            let cells = try separator.cells(of: line)
            guard cells.count == layout.columns else {
                throw PointFileError(
                    line: line.number,
                    "found \(cells.count) column\(cells.count == 1 ? "" : "s"), but line \(first.number) has "
                        + "\(layout.columns)" + separator.remark(on: cells))
            }
            var point = Point.zero
            for (axis, column) in layout.chosen.enumerated() {
                point[axis] = try numbers.number(cells[column], line: line.number, column: column + 1)
            }
            points.append(point)
        }
        guard !points.isEmpty else {
            throw PointFileError(line: first.number, "there are no points below the header")
        }
        return PointList(points, width: layout.chosen.count)
    }
}

/// Points as a file lists them.
public struct PointList: Equatable, Sendable {
    public let points: [Point]
    /// 2 for points of the plane, 1 for points on a line, whose second coordinate is 0.
    public let width: Int

    public init(_ points: [Point], width: Int = 2) {
        self.points = points
        self.width = width
    }
}

/// Why points cannot be read from a file, and where.
public struct PointFileError: Error, Equatable, CustomStringConvertible {
    /// Such as "line 3, column 2: found "abc"; expected a finite number".
    public let description: String

    /// - Parameters:
    ///   - line: counted from 1, as is the column.
    init(line: Int? = nil, column: Int? = nil, _ reason: String) {
        let places = [line.map { "line \($0)" }, column.map { "column \($0)" }].compactMap(\.self)
        description = places.isEmpty ? reason : "\(places.joined(separator: ", ")): \(reason)"
    }
}
