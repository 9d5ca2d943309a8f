import Foundation
import Records
import Runs
import Storage
import Studies

/// A study, cell by cell and run by run, as its folder tells.
public final class WatchedStudy {
    private let folder: StudyFolder
    private let broadcast: Broadcast
    private var states: [String: (stamps: [FolderWatch.Stamp?], state: RunState)] = [:]
    private var plan: StudyPlan?
    private var curves = StudyCurves()
    private var recordStamp: FolderWatch.Stamp?
    private var lastError: String?

    public init(_ folder: StudyFolder, telling broadcast: Broadcast) {
        self.folder = folder
        self.broadcast = broadcast
    }

    /// Reads the folder whenever its files have changed.
    public func follow(shouldStop: () -> Bool) {
        FolderWatch.follow(shouldStop: shouldStop) { self.look() }
    }

    /// Looks at all runs, and reads those whose files have changed.
    func look() {
        do {
            if try update() { try show() }
            // Tables are read only for somebody who looks.
            if broadcast.readers > 0, let plan, curves.update(plan, in: folder) {
                let text = curves.text
                broadcast.change(.curves) { $0.curves = text }
            }
            lastError = nil
        } catch {
            // The one who writes may be in the middle of it; what lasts is said once.
            let text = "\(error)"
            if lastError == text { broadcast.change(.notes) { if $0.notes.last != text { $0.note(text) } } }
            lastError = text
        }
    }

    /// - Returns: whether anything has changed.
    private func update() throws -> Bool {
        var hasChanged = false
        let stamp = FolderWatch.Stamp(folder.record)
        if plan == nil || stamp != recordStamp {
            plan = try StudyRecord(reading: folder).plan
            (recordStamp, states, curves, hasChanged) = (stamp, [:], StudyCurves(), true)
        }
        for run in plan?.runs ?? [] {
            let stamps = folder.watchedFiles(of: run).map(FolderWatch.Stamp.init)
            guard states[run.folderName]?.stamps != stamps else { continue }
            states[run.folderName] = (stamps, try folder.stateWithoutLock(of: run))
            hasChanged = true
        }
        return hasChanged
    }

    private func show() throws {
        guard let plan else { return }
        let runs = plan.runs.map { run in (run: run, state: states[run.folderName]?.state ?? .notBegun) }
        let tally = StudyTally(runs, of: plan.study, in: folder)
        let over = runs.count { $0.state.isOver }
        let outcome = tally.outcome.map { ["median \($0)"] } ?? []
        let begun = Dictionary(grouping: runs.filter { $0.state == .interrupted }, by: { $0.run.cell.name })
        let rows = tally.cells.map { cell in
            [
                cell.name, "\(cell.planned)", "\(cell.done)", "\(begun[cell.name]?.count ?? 0)",
                "\(cell.diverged)", "\(cell.failed)",
            ] + (tally.outcome == nil ? [] : [cell.median.map { String(format: "%.4g", $0) } ?? "–"])
        }
        let failures = runs.compactMap { run, state in
            if case .failed(let text) = state { "\(run.folderName) failed: \(text)" } else { nil }
        }
        broadcast.change(.head, .study, .notes) { show in
            show.head = Show.Head(
                title: "\(plan.study.name), a study of \(runs.count) runs",
                status: over == runs.count ? "completed" : "not over", step: over, total: runs.count)
            show.study = StudyTable(
                heads: ["cell", "runs", "done", "begun", "diverged", "failed"] + outcome, rows: rows)
            show.notes = Array(failures.suffix(50))
        }
    }
}
