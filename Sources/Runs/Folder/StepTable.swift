import Foundation
import Records
import Storage
import SystemPackage

/// A CSV file that grows by whole rows while training goes on. Its first column is the step.
package final class StepTable {
    /// A table as its file holds it.
    struct Contents {
        var names: [String]
        /// Whole rows only.
        var rows: [[Substring]]
    }

    private let file: FileDescriptor
    private let path: FilePath

    /// Opens the table for more rows, keeping those up to and including `step`: what a killed run wrote after
    /// its last checkpoint is written again when it is resumed.
    ///
    /// - Returns: the rows kept.
    /// - Throws: ``FileError`` if the header is another's, or the file cannot be read or written.
    static func open(
        _ path: FilePath, columns: [String], keepingUpTo step: Int
    ) throws(FileError) -> (table: StepTable, kept: [[Substring]]) {
        var kept: [[Substring]] = []
        if step > 0, Files.exists(path) {
            let found = try read(path).arranged(in: columns)
            guard let found else {
                throw FileError(
                    .read, path.string, "its header is not that of this run",
                    advice: "Put the file back, or train anew with --overwrite.")
            }
            kept = found.filter { Int($0[0]) ?? .max <= step }
        }
        let lines = ([columns.joined(separator: ",")] + kept.map { $0.joined(separator: ",") })
        try Files.write(lines.joined(separator: "\n") + "\n", to: path)
        return (try StepTable(path), kept)
    }

    private init(_ path: FilePath) throws(FileError) {
        self.path = path
        do { file = try FileDescriptor.open(path, .writeOnly, options: .append) } catch {
            throw FileError(.write, path, error)
        }
    }

    deinit { try? file.close() }

    /// Adds rows in one write.
    func append(_ rows: [[String]]) throws(FileError) {
        let text = rows.map { $0.joined(separator: ",") + "\n" }.joined()
        do { _ = try file.writeAll(Array(text.utf8)) } catch { throw FileError(.write, path, error) }
    }

    static func read(_ path: FilePath) throws(FileError) -> Contents {
        let text = String(decoding: try Files.read(path), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // A whole row ends in a line break, so the last piece is empty or a torn row.
        let cells = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        return Contents(names: cells[0].map(String.init), rows: Array(cells.dropFirst().dropLast()))
    }

    /// The rows of a table without its header; the last one only if it is whole.
    static func rows(of path: FilePath) throws(FileError) -> [[Substring]] { try read(path).rows }

    /// All numbers of a table of other rows than steps, row by row.
    package static func numbers(of path: FilePath) throws(FileError) -> [[Double]] {
        let contents = try read(path)
        var rows: [[Double]] = []
        for (index, cells) in contents.rows.enumerated() {
            let row = cells.compactMap(\.number)
            guard cells.count == contents.names.count, row.count == cells.count else {
                throw FileError(
                    .read, path.string, "line \(index + 2) has not \(contents.names.count) numbers")
            }
            rows.append(row)
        }
        return rows
    }

    /// A table of other rows than steps as points: its first two columns, which have these names.
    static func points(of path: FilePath, _ x: String, _ y: String) throws(FileError) -> [Point] {
        let contents = try read(path)
        guard contents.names.prefix(2) == [x, y] else {
            throw FileError(.read, path.string, "its header does not begin with \(x),\(y)")
        }
        var points: [Point] = []
        for (index, row) in contents.rows.enumerated() {
            guard row.count >= 2, let x = row[0].number, let y = row[1].number else {
                throw FileError(.read, path.string, "line \(index + 2) does not begin with two numbers")
            }
            points.append(Point(x, y))
        }
        return points
    }
}

extension Substring {
    /// Double stops at a NUL and would take what is before it.
    fileprivate var number: Double? { contains("\0") ? nil : Double(self) }
}

extension StepTable.Contents {
    /// The rows with their cells in the order of other columns, empty where a column is new; nil if a column is not
    /// among those. A damaged row is left out, and missed where rows are counted.
    fileprivate func arranged(in columns: [String]) -> [[Substring]]? {
        let whole = rows.filter { $0.count == names.count }
        if names == columns { return whole }
        guard Set(names).count == names.count, Set(names).isSubset(of: columns), names.first == columns.first
        else {
            return nil
        }
        let places = columns.map { names.firstIndex(of: $0) }
        return whole.map { row in places.map { $0.map { row[$0] } ?? "" } }
    }
}

extension Table {
    /// The numbers of a table whose columns are known. A cell may be empty, which is nil, and nothing else but a number;
    /// steps are whole and do not fall.
    ///
    /// - Throws: ``FileError`` that names the line.
    init(_ contents: StepTable.Contents, columns: [Column], of path: FilePath) throws(FileError) {
        var (rows, last): ([[Double?]], Double) = ([], 0)
        for (index, cells) in contents.rows.enumerated() {
            func damaged(_ reason: String) -> FileError {
                FileError(.read, path.string, "line \(index + 2) is damaged: \(reason)")
            }
            guard cells.count == columns.count else {
                throw damaged("it has \(cells.count) cells; expected \(columns.count)")
            }
            let row = cells.map(\.number)
            if let place = row.indices.first(where: { row[$0] == nil && !cells[$0].isEmpty }) {
                throw damaged("\(columns[place].name) is no number")
            }
            guard let step = row[0], step >= last, Int(exactly: step) != nil else {
                throw damaged("the step must be a whole number, and not below that of the line before")
            }
            last = step
            rows.append(row)
        }
        self.init(columns: columns, rows: rows)
    }
}
