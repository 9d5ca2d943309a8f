import Records
import Storage
import Studies
import SystemPackage

/// What the runs have left, one line a run or a step, for programs such as pandas.
public struct LongTables: Sendable {
    let runs: [StudyRun]
    let timings: Timings

    public init(_ evidence: StudyEvidence, timings: Timings = Timings()) {
        (runs, self.timings) = (evidence.runs, timings)
    }

    /// Writes `runs.csv`, `curves.csv` and `timings.csv` in place of older ones.
    ///
    /// - Throws: ``FileError`` if the folder cannot be made or written.
    public func write(into folder: String) throws {
        try Folders.make(FilePath(folder))
        for (path, text) in zip(Self.files(in: folder), [runsCSV, curvesCSV, timings.csv]) {
            try Files.write(text, to: path)
        }
    }

    /// Says before the study is read what ``write(into:)`` would say after it, and keeps it from replacing other files
    /// than such tables. In the study's own folder the names are its own.
    ///
    /// - Throws: ``FileError`` if the folder cannot be made or written, or if another folder than the study's holds
    ///   something and no tables of a study.
    public static func check(_ folder: String, of study: StudyFolder) throws {
        let path = FilePath(folder)
        try Folders.checkPlace(path)
        let files = files(in: folder)
        for file in files { try Files.checkReplaceable(file) }
        guard Files.resolved(path) != Files.resolved(study.path) else { return }
        try Folders.check(path, replacesOnly: "comparison of a study", option: "--out") {
            () throws(FileError) in try areTables(files)
        }
    }

    /// A kill may have left the first ones alone.
    private static func areTables(_ files: [FilePath]) throws(FileError) -> Bool {
        var found = 0
        for (file, head) in zip(files, ["cell,variant,", "cell,seed", "cell,seed"])
        where Files.exists(file) {
            guard let bytes = try Files.beginning(of: file, limit: head.utf8.count),
                bytes.elementsEqual(head.utf8)
            else { return false }
            found += 1
        }
        return found > 0
    }

    private static func files(in folder: String) -> [FilePath] {
        ["runs.csv", "curves.csv", "timings.csv"].map { FilePath(folder).appending($0) }
    }

    /// A run a line: its cell, settings and seed, how it ended, and its measures at the end. A study that is finished
    /// has the same bytes however often it was interrupted.
    public var runsCSV: String {
        let (axes, measures) = (axes, outcomeNames)
        var table = CSV(["cell", "variant"] + axes + ["seed", "status", "steps", "reachedAt"] + measures)
        for run in runs {
            table.add(
                [run.cell, run.variant] + axes.map { run.setting($0) }
                    + [
                        "\(run.seed)", run.status.rawValue, "\(run.steps)",
                        run.reachedAt.map(String.init) ?? "",
                    ]
                    + measures.map { CSV.number(run.outcomes[$0] ?? nil) })
        }
        return table.text
    }

    /// A logged step of a run a line, with all columns except the times: what a run does not have or has not measured
    /// then is empty.
    public var curvesCSV: String {
        let columns = curveColumns
        var table = CSV(["cell", "seed"] + columns)
        for run in runs {
            let places = columns.map { run.table.place(of: $0) }
            for row in run.table.rows {
                table.add(
                    [run.cell, "\(run.seed)"] + places.map { CSV.number(Table.value(row, at: $0)) })
            }
        }
        return table.text
    }

    private var axes: [String] { Self.union(runs.map { $0.settings.map(\.axis) }) }

    private var outcomeNames: [String] {
        let named = curveColumns.filter { name in runs.contains { $0.outcomes.keys.contains(name) } }
        let others = Set(runs.flatMap(\.outcomes.keys)).subtracting(named).sorted()
        return named + others
    }

    private var curveColumns: [String] {
        Self.union(runs.map { $0.table.columns.filter { $0.role != .time }.map(\.name) })
    }

    private static func union(_ lists: [[String]]) -> [String] {
        var known: Set<String> = []
        return lists.flatMap(\.self).filter { known.insert($0).inserted }
    }
}

extension StudyRun {
    fileprivate func setting(_ axis: String) -> String {
        settings.first { $0.axis == axis }?.text ?? ""
    }
}
