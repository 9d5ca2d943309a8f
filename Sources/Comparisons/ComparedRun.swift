import Records
import Runs
import Settings
import Storage

/// What a run's files say of it: its settings, its curves, and how it ended or how far it has come.
public struct ComparedRun: Sendable {
    /// How far a run that wrote no summary has come is read from its metrics.
    public static let unfinished = "unfinished"

    public let directory: RunDirectory
    /// Complete, defaults filled in.
    public let configuration: JSONValue
    /// Keys and values as in `summary.json`. Of an unfinished run: its status, its seed, and as far as they
    /// were measured, the last values of the rest.
    public let figures: JSONObject
    /// The contents of `metrics.csv`; no columns if it is not there yet.
    public let table: Table

    /// How often somebody has changed a number of the run while it trained.
    public let touched: Int

    /// Whether there is a checkpoint to draw samples from.
    public let hasCheckpoint: Bool

    /// - Throws: what ``StoredRun/init(reading:)`` throws, and ``FileError``.
    public init(reading directory: RunDirectory) throws {
        let run = try StoredRun(reading: directory)
        hasCheckpoint = run.checkpoint != nil
        touched = run.touches.touches.count
        self.directory = directory
        table =
            Files.exists(directory.metrics)
            ? try directory.readTable(of: run.configuration) : Table(columns: [])
        configuration = run.resolved.json
        figures =
            try run.summary(beside: table) ?? Self.figures(of: configuration, table, touched: touched)
    }

    /// The last folder of the run's path.
    public var name: String { directory.path.lastComponent?.string ?? directory.name }

    public var status: String { figures["status"]?.textValue ?? "unknown" }

    /// Such as "step 12: the generator's loss is nan", of a run that diverged.
    public var divergence: String? { figures["divergence"]?.textValue }

    /// The measures that say how well it went.
    public var results: [Column] { table.columns.filter(\.isResult) }

    /// The last value of a measure; nil if it is not known.
    public func value(of column: Column) -> Double? { figures[column.name]?.numberValue }

    private static func figures(
        of configuration: JSONValue, _ table: Table, touched: Int
    ) -> JSONObject {
        var figures = JSONObject()
        figures["status"] = .string(unfinished)
        figures["steps"] = .number(table.rows.last?.first.flatMap { $0 } ?? 0)
        if touched > 0 { figures["touched"] = .number(Double(touched)) }
        figures["seed"] = configuration.objectValue?["seed"]
        for column in table.columns where column.role == .outcome || column.role == .time {
            figures[column.name] = table.last(of: column.name).map { .number($0) } ?? .null
        }
        return figures
    }
}

extension RunDirectory {
    /// Where the run is, whatever path leads there.
    var place: String { Files.resolved(path) }
}
