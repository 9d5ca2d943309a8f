import Experiments
import Foundation
import Records
import Runs
import Storage
import SystemPackage

extension EventFile {
    /// The numbers of a run by step, and its figures as they lie in its folder. Tags begin with the figure that shows the
    /// number, so that TensorBoard groups what belongs together.
    ///
    /// - Throws: ``FileError`` if a file of the run is damaged or cannot be read.
    init(of run: StoredRun) throws {
        let table = try run.directory.readTable(of: run.configuration)
        let time = table.columns.firstIndex { $0.role == .time }
        let seconds = { (row: [Double?]) in Table.value(row, at: time) ?? 0 }
        let start = try Self.start(of: run, lasting: table.rows.last.map(seconds) ?? 0)
        self.init(beginningAt: start)
        for row in table.rows {
            guard let step = row.first.flatMap({ $0 }).flatMap({ Int(exactly: $0) }) else { continue }
            let scalars = zip(table.columns, row).compactMap { column, value in
                column.role == .step ? nil : value.map { (tag: column.tag, value: $0) }
            }
            append(scalars, step: step, at: start + seconds(row))
        }
        let last = table.rows.last
        for (name, png) in try run.directory.pictures {
            guard let size = PNGSize(of: png) else { continue }
            append(
                "figures/\(name)", png: png, size, step: run.checkpoint?.step ?? 0,
                at: start + (last.map(seconds) ?? 0))
        }
    }

    /// In seconds since 1970: so long before the end that the summary tells as training took. 0 if it does not tell.
    private static func start(of run: StoredRun, lasting seconds: Double) throws -> Double {
        let summary = try run.directory.soundSummary()
        guard let text = summary?["provenance"]?.objectValue?["date"]?.textValue,
            let end = try? Date(text, strategy: .iso8601)
        else { return 0 }
        return max(0, end.timeIntervalSince1970 - seconds)
    }
}

extension Column {
    /// Such as "coverage/modes".
    fileprivate var tag: String { "\(figure?.name ?? group)/\(name)" }

    /// The figure of quantities that do not name one.
    private var group: String {
        switch role {
        case .loss, .penalty, .fieldTerm: "losses"
        case .objective: "objectives"
        case .norm: "gradient-norms"
        case .step, .time, .outcome: "run"
        }
    }
}

extension RunDirectory {
    /// The figures that have been drawn, by name.
    fileprivate var pictures: [(name: String, png: [UInt8])] {
        get throws {
            let folder = FilePath(figures)
            return try Folders.names(in: folder).filter { $0.hasSuffix(".png") }.sorted().map {
                (String($0.dropLast(".png".count)), Array(try Files.read(folder.appending($0))))
            }
        }
    }
}
