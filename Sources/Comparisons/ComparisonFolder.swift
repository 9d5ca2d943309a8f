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

    /// Writes what was found in place of an earlier comparison, with its figures.
    ///
    /// - Parameters:
    ///   - table: the comparison as text.
    ///   - overwriting: replaces also a comparison that could not be made again.
    /// - Throws: ``FileError`` if the folder holds something else, or it cannot be made or written.
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
    /// A comparison is made of runs alone, so it may be replaced while its runs are still there.
    ///
    /// - Throws: ``FileError`` as that does.
    public func check(overwriting: Bool) throws {
        for file in [contents, path.appending("comparison.txt")] { try Files.checkReplaceable(file) }
        try Folders.check(path, replacesOnly: "comparison", option: "--out") {
            () throws(FileError) in try comparedRuns != nil
        }
        if !overwriting, let gone = try comparedRuns?.first(where: { !Self.isRun($0) }) {
            throw FileError(
                .create, path.string,
                "a comparison is there that cannot be made again, for \(gone) is not there",
                advice: """
                    Replace it:         add --overwrite
                    Keep both:          choose another folder with --out
                    """)
        }
    }

    /// Whether a comparison is here.
    package var isComparison: Bool { ((try? comparedRuns) ?? nil) != nil }

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

    private static func isRun(_ name: String) -> Bool { (try? RunDirectory(name).holdsRun) ?? false }

    /// The folders of the runs that were compared here, as they were named then; nil if here is no comparison.
    private var comparedRuns: [String]? {
        get throws(FileError) {
            guard FileKind(ofLink: contents) == .file else { return nil }
            let bytes = try Files.read(contents)
            // What cannot be parsed is not what was written here.
            guard let json = (try? JSONDocument.parse(bytes: bytes))?.root.objectValue,
                json["differences"] != nil
            else { return nil }
            return json["runs"]?.listValue?.map { $0.objectValue?["folder"]?.textValue ?? "" }
        }
    }
}
