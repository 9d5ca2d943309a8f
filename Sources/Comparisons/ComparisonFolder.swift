import Foundation
import Runs
import Settings
import Storage
import SystemPackage

/// The folder of a comparison: `comparison.json`, `comparison.txt`, and `figures/`.
public struct ComparisonFolder: Sendable {
    private let path: FilePath

    public init(_ path: String) { self.path = FilePath(path) }

    /// The folder `comparison` beside a run.
    public init(beside directory: RunDirectory) {
        path = directory.path.removingLastComponent().appending("comparison")
    }

    public var name: String { path.string }

    public var figures: String { path.appending("figures").string }

    /// Tells a comparison from other folders.
    private var contents: FilePath { path.appending("comparison.json") }

    /// Writes what was found, and removes the figures of an earlier comparison.
    ///
    /// - Parameters:
    ///   - table: the comparison as text.
    ///   - overwriting: replaces a comparison that is there instead of refusing.
    /// - Throws: ``FileError`` if something is in the folder already, or it cannot be made or written.
    public func write(_ comparison: Comparison, table: String, overwriting: Bool) throws {
        try Folders.make(path)
        try clear(overwriting: overwriting)
        try Files.write(JSONWriter.pretty(comparison.json), to: contents)
        try Files.write(table + "\n", to: path.appending("comparison.txt"))
    }

    private func clear(overwriting: Bool) throws {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: path.string)) ?? []
        guard !entries.isEmpty else { return }
        guard Files.exists(contents) else {
            throw FileError(
                .create, path.string, "the folder is not empty and holds no comparison",
                advice: "Choose another folder with --out.")
        }
        guard overwriting else {
            throw FileError(
                .create, path.string, "a comparison is there already",
                advice: """
                    Replace it:         add --overwrite
                    Keep both:          choose another folder with --out
                    """)
        }
        // Pictures of other runs must not be taken for those of these.
        if Files.exists(FilePath(figures)) { try Folders.remove(FilePath(figures)) }
    }
}
