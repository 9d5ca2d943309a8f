import Foundation
import Storage
import SystemPackage

/// A CSV file that grows by whole rows while training goes on. Its first column is the step.
package final class StepTable {
    private let file: FileDescriptor
    private let path: FilePath

    /// Opens the table for more rows, keeping those up to and including `step`: what a killed run wrote after
    /// its last checkpoint is written again when it is resumed.
    ///
    /// - Parameter last: the step that the last row kept must have, if there must be one.
    /// - Returns: the rows kept.
    /// - Throws: ``FileError`` if rows are missing, or the file cannot be read or written.
    static func open(
        _ path: FilePath, columns: [String], keepingUpTo step: Int, expecting last: Int? = nil
    ) throws(FileError) -> (table: StepTable, kept: [[Substring]]) {
        let kept =
            step > 0 && Files.exists(path) ? try rows(of: path).filter { Int($0[0]) ?? .max <= step } : []
        if let last, kept.last.flatMap({ Int($0[0]) }) != last {
            throw FileError(
                .read, path.string, "rows up to step \(last) are expected in it; some are missing",
                advice: "Put the file back, or train anew with --overwrite.")
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

    /// The rows of a table without its header; the last one only if it is whole.
    static func rows(of path: FilePath) throws(FileError) -> [[Substring]] {
        let text = String(decoding: try Files.read(path), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // A whole row ends in a line break, so the last piece is empty or a torn row.
        return lines.dropFirst().dropLast().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    }

    /// A table as numbers; a cell that is empty or no number is nil.
    package static func numbers(of path: FilePath) throws(FileError) -> (columns: [String], rows: [[Double?]])
    {
        let text = String(decoding: try Files.read(path), as: UTF8.self)
        let columns = text.prefix { $0 != "\n" }.split(separator: ",").map(String.init)
        return (columns, try rows(of: path).map { $0.map { Double($0) } })
    }
}
