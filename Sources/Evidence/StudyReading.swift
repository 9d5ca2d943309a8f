import Comparisons
import Records
import Runs
import Settings
import Studies
import Text

/// The folder of a study, read for its analysis. Nothing in it is changed.
public struct StudyReading: Sendable {
    public let plan: StudyPlan
    /// In the order of the cells, then of the seeds.
    public private(set) var runs: [StudyRun] = []
    public private(set) var timings = Timings()
    /// What perfect generators score, as far as it is known.
    public let floors: StudyFloors
    public let history: StudyHistory

    /// Whatever is wrong with one run is said of that run, and the others are read.
    ///
    /// - Parameter asked: the plan of a study file that is judged instead of the folder's; nil for the folder's.
    /// - Throws: ``FileError`` if the study's own file is missing or damaged, ``StudyError`` if `asked` has other settings
    ///   than the runs.
    public init(_ folder: StudyFolder, asking asked: StudyPlan? = nil) throws {
        (plan, history) = try folder.read(asking: asked)
        floors = try folder.readFloors()
        for run in plan.runs.inOrderOfCells(plan.cells) {
            let found = Self.read(run, in: folder, plan.study)
            runs.append(found.run)
            if let files = found.files { timings.add(files.figures, of: found.run) }
        }
    }

    private static func read(
        _ planned: PlannedRun, in folder: StudyFolder, _ study: StudyConfiguration
    ) -> (run: StudyRun, files: ComparedRun?) {
        var run = StudyRun(planned, .unfinished)
        do {
            let (state, files) = try folder.result(of: planned)
            switch state {
            case .notBegun, .running, .interrupted: return (run, nil)
            case .failed(let words):
                (run.status, run.remark) = (.crashed, words.inOneLine)
                return (run, nil)
            case .completed, .stopped, .diverged:
                if let files { run.take(files, success: study) }
                return (run, files)
            }
        } catch {
            return (StudyRun(planned, .crashed, remark: "\(error)".inOneLine), nil)
        }
    }
}

extension StudyRun {
    fileprivate init(_ planned: PlannedRun, _ status: Status, remark: String? = nil) {
        self.init(
            cell: planned.cell.name, variant: planned.cell.variant ?? planned.cell.name,
            settings: planned.cell.settings.map { Setting(axis: $0.axis, text: $0.text) }, seed: planned.seed,
            status: status, pace: planned.cell.pace, remark: remark)
    }

    /// What a run that is over has left.
    fileprivate mutating func take(_ files: ComparedRun, success study: StudyConfiguration) {
        status = files.status == "diverged" ? .diverged : .completed
        remark = files.divergence
        steps = files.figures["steps"]?.integerValue ?? 0
        table = files.table
        for column in table.columns where column.role != .step && column.role != .time {
            if let figure = files.figures[column.name] {
                outcomes[column.name] = .some(figure.numberValue)
            } else if let last = table.last(of: column.name) {
                outcomes[column.name] = last
            }
        }
        reachedAt = table.success(study.success, times: study.stopAfter ?? 1)
    }
}

extension [PlannedRun] {
    /// Cell after cell; of one cell they keep their order.
    fileprivate func inOrderOfCells(_ cells: [StudyCell]) -> [PlannedRun] {
        let byCell = Dictionary(grouping: self) { $0.cell.name }
        return cells.flatMap { byCell[$0.name] ?? [] }
    }
}
