import Foundation
import Runs
import Settings
import Storage
import SystemPackage

/// The folder of a comparison: `comparison.json`, `comparison.txt`, and `figures/`.
public struct ComparisonFolder: Sendable {
    private let path: FilePath

    public init(_ path: String) { self.path = FilePath(path) }

    /// The folder `comparison` beside a run, and not within another one.
    ///
    /// - Throws: ``FileError`` if the folders above the run cannot be read.
    public init(beside directory: RunDirectory) throws {
        var folder = Self.folder(above: directory.path)
        while try RunDirectory(folder.string).holdsRun, folder != Self.folder(above: folder) {
            folder = Self.folder(above: folder)
        }
        path = folder.appending("comparison")
    }

    /// Of "." or "run/.." it is not what is left without the last part.
    private static func folder(above path: FilePath) -> FilePath {
        if path.lastComponent?.kind == .regular { return path.removingLastComponent() }
        return FilePath(Files.resolved(path.isEmpty ? "." : path)).removingLastComponent()
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
        try check(overwriting: overwriting)
        try Folders.make(path)
        // Pictures of other runs must not be mistaken for pictures of these runs.
        try OwnFolder(FilePath(figures)).removeFigures()
        try Files.write(JSONWriter.pretty(comparison.json), to: contents)
        try Files.write(table + "\n", to: path.appending("comparison.txt"))
    }

    /// Says before anything is printed what ``write(_:table:overwriting:)`` would say after it.
    ///
    /// - Throws: ``FileError`` as that does.
    public func check(overwriting: Bool) throws {
        for file in [contents, path.appending("comparison.txt")] { try Files.checkReplaceable(file) }
        let isThere = try Folders.check(path, replacesOnly: "comparison", option: "--out") {
            () throws(FileError) in try holdsComparison
        }
        guard !isThere || overwriting else {
            throw FileError(
                .create, path.string, "a comparison is there already",
                advice: """
                    Replace it:         add --overwrite
                    Keep both:          choose another folder with --out
                    """)
        }
    }

    /// Whether a comparison is here.
    package var isComparison: Bool { (try? holdsComparison) ?? false }

    /// Removes what was written here, and the folder if nothing else is in it.
    ///
    /// - Throws: ``FileError``.
    package func remove() throws(FileError) {
        guard isComparison else { return }
        try OwnFolder(FilePath(figures)).removeFigures()
        // What tells a comparison from other folders goes last.
        for file in [path.appending("comparison.txt"), contents] { try Files.remove(file) }
        try Folders.removeEmpty(path)
    }

    private var holdsComparison: Bool {
        get throws(FileError) {
            guard FileKind(ofLink: contents) == .file else { return false }
            let bytes = try Files.read(contents)
            // What cannot be parsed is not what was written here.
            let json = (try? JSONDocument.parse(bytes: bytes))?.root.objectValue
            return json?["runs"] != nil && json?["differences"] != nil
        }
    }
}
