import Drawing
import Foundation
import Settings
import Storage
import SystemPackage

/// One HTML file in which configurations train: the page, the engine, the kernels and the games' data.
public struct LaboratoryPage {
    private let games: [LaboratoryGame]
    /// Chapters as a lesson's file has them; nil for none.
    private let chapters: JSONValue?
    private let version: String

    public init(_ games: [LaboratoryGame], chapters: JSONValue? = nil, version: String) {
        self.games = games
        self.chapters = chapters
        self.version = version
    }

    /// Looks, before any work, whether the page may be written. It takes the place of another page, and of nothing else.
    ///
    /// - Throws: ``FileError`` if the file cannot be written, or is no page of gantrain.
    public static func check(_ path: String) throws {
        try Files.check(FilePath(path), replacesOnly: "page of gantrain", option: "--out") {
            String(decoding: $0.prefix(1000), as: UTF8.self).contains(
                #"<meta name="generator" content="gantrain""#)
        }
    }

    /// - Throws: ``FileError``.
    public func write(to path: String) throws { try Files.write(source, to: FilePath(path)) }

    /// The whole file.
    public var source: String {
        Self.text(PackageResources.lab_html)
            .replacing(
                "<!-- style -->",
                with: "<style>\n\(Self.joined([DrawingFiles.colours, PackageResources.lab_css]))</style>",
                maxReplacements: 1
            )
            .replacing("<!-- data -->", with: data, maxReplacements: 1)
            .replacing(
                "<!-- scripts -->", with: "<script>\n\(Self.joined(Self.scripts))</script>",
                maxReplacements: 1)
    }

    private var data: String {
        let laboratory: JSONValue = [
            "version": .string(version), "chapters": chapters ?? .null, "games": .array(games.map(\.json)),
        ]
        // What would end the block stands in strings alone, where it may be written as an escape.
        let json = JSONWriter.compact(laboratory).replacing("<", with: "\\u003c")
        return """
            <script type="application/json" id="laboratory">\(json)</script>
            <script type="text/plain" id="worker">
            \(Self.joined(Self.engine))</script>
            <script type="text/plain" id="wasm">\(Data(PackageResources.kernels_wasm).base64EncodedString())</script>
            """
    }

    /// In an order in which each uses what stands before it.
    private static let engine = [
        PackageResources.kernels_js, PackageResources.random_js, PackageResources.batches_js,
        PackageResources.start_js, PackageResources.trainer_js, PackageResources.views_js,
        PackageResources.laboratory_js,
    ]

    private static let scripts = [
        DrawingFiles.plane,
        DrawingFiles.chart,
        PackageResources.measures_js,
        PackageResources.link_js,
        PackageResources.data_js,
        PackageResources.method_js,
        PackageResources.run_js,
        PackageResources.controls_js,
        PackageResources.game_js,
        PackageResources.curves_js,
        PictureWords.filled(PackageResources.board_js),
        PackageResources.pace_js,
        PackageResources.player_js,
        PackageResources.lesson_js,
        PackageResources.lab_js,
    ]

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func joined(_ files: [[UInt8]]) -> String { files.map(text).joined() }
}
