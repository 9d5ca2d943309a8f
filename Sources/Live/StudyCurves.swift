import Experiments
import Foundation
import Records
import Runs
import Storage
import Studies

/// How measures of a study's runs go on, as the runs' folders tell. A run is read again when its table has changed.
struct StudyCurves {
    /// More lines than a person can tell apart are not drawn, and a line has fewer points than a chart has pixels.
    private static let (mostRuns, mostPoints, mostColumns) = (120, 80, 4)

    private struct Run {
        let cell: Int
        let configuration: ExperimentConfiguration
        var stamp: FolderWatch.Stamp?
        var lines: [String: [(step: Int, value: Double)]] = [:]
    }

    private var cells: [String] = []
    private var columns: [Column] = []
    /// By the names of their folders.
    private var runs: [String: Run] = [:]
    private var order: [String] = []
    private var planned = 0

    /// Reads what has changed.
    ///
    /// - Returns: whether anything has.
    mutating func update(_ plan: StudyPlan, in folder: StudyFolder) -> Bool {
        planned = plan.runs.count
        var hasChanged = false
        for run in Self.shown(of: plan) {
            let directory = RunDirectory(folder.folder(of: run).string)
            let stamp = FolderWatch.Stamp(directory.metrics)
            guard stamp != nil, runs[run.folderName]?.stamp != stamp else { continue }
            // Of a run whose files are being written the next look tells.
            guard (try? read(run, directory, stamp, plan)) != nil else { continue }
            hasChanged = true
        }
        return hasChanged
    }

    /// As many runs of each cell, those of the first seeds.
    private static func shown(of plan: StudyPlan) -> [PlannedRun] {
        let byCell = Dictionary(grouping: plan.runs, by: \.cell.name)
        let each = max(1, mostRuns / max(1, byCell.count))
        return Array(plan.cells.flatMap { (byCell[$0.name] ?? []).prefix(each) }.prefix(mostRuns))
    }

    private mutating func read(
        _ run: PlannedRun, _ directory: RunDirectory, _ stamp: FolderWatch.Stamp?, _ plan: StudyPlan
    ) throws {
        let name = run.folderName
        let configuration =
            try runs[name]?.configuration ?? StoredRun(reading: directory).configuration
        let table = try directory.table(of: configuration)
        if columns.isEmpty { columns = Self.columns(of: table, in: plan.study) }
        if cells.isEmpty { cells = plan.cells.map(\.name) }
        var read =
            runs[name] ?? Run(cell: cells.firstIndex(of: run.cell.name) ?? 0, configuration: configuration)
        read.stamp = stamp
        for column in columns {
            read.lines[column.name] = table.values(of: column.name).spread(Self.mostPoints)
        }
        if runs[name] == nil { order.append(name) }
        runs[name] = read
    }

    /// What the study asks for; if it names nothing that is measured, the first measures of its runs.
    private static func columns(of table: Table, in study: StudyConfiguration) -> [Column] {
        let outcomes = table.columns(.outcome)
        let asked = (study.outcomes + study.success.map(\.column)).compactMap { name in
            outcomes.first { $0.name == name }
        }
        var names: Set<String> = []
        return Array(
            (asked.isEmpty ? outcomes : asked).filter { names.insert($0.name).inserted }.prefix(mostColumns))
    }

    /// For the page.
    var text: String {
        let charts = columns.map { column in
            let lines = order.compactMap { name -> String? in
                guard let run = runs[name], let points = run.lines[column.name], !points.isEmpty else {
                    return nil
                }
                return PageText.object([
                    ("cell", "\(run.cell)"), ("steps", PageText.list(points.map { "\($0.step)" })),
                    ("values", PageText.rough(points.map(\.value))),
                ])
            }
            return PageText.object([("column", PageText.column(column)), ("lines", PageText.list(lines))])
        }
        return PageText.object([
            ("cells", PageText.list(cells.map(PageText.quoted))), ("shown", "\(order.count)"),
            ("planned", "\(planned)"), ("charts", PageText.list(charts)),
        ])
    }
}
