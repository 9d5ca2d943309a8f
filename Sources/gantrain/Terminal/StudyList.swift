import Studies
import Text

/// The runs of a study with their states, as text.
struct StudyList {
    private let runs: [(run: PlannedRun, state: RunState)]
    private let folder: StudyFolder
    private let study: StudyConfiguration

    init(_ runs: [PlannedRun], of study: StudyConfiguration, in folder: StudyFolder) throws {
        self.study = study
        self.runs = try folder.states(of: runs)
        self.folder = folder
    }

    var isDone: Bool { runs.allSatisfy(\.state.isOver) }

    /// A line for each run, and how many there are.
    var text: String {
        let table = TextTable(
            runs.map { .cells([$0.run.folderName, counted($0.run.steps, "step"), $0.state.word]) })
        let cells = Set(runs.map(\.run.cell.name)).count
        let left = runs.count { !$0.state.isOver }
        let count =
            "\(counted(runs.count, "run")): \(counted(cells, "cell")), "
            + "\(counted(Set(runs.map(\.run.seed)).count, "seed")); \(left) to do, in \(folder.name)"
        return table.text + "\n" + count
    }

    /// Further lines of an error stand apart from the lines of the list.
    static func indented(_ error: String) -> String {
        error.split(separator: "\n").map { String($0).printable }.joined(separator: "\n    ")
    }

    /// A line for each cell with the median of the study's first outcome, the errors of runs that failed, and about how
    /// long the rest takes while some process works on it.
    var summary: String {
        var names: [String] = []
        var states: [String: [RunState]] = [:]
        for (run, state) in runs {
            if states[run.cell.name] == nil { names.append(run.cell.name) }
            states[run.cell.name, default: []].append(state)
        }
        let words = [
            "completed", "stopped early", "diverged", "running", "interrupted", "failed", "not begun",
        ]
        let used = words.filter { word in runs.contains { $0.state.word == word } }
        let tally = StudyTally(runs, of: study, in: folder)
        let medians = Dictionary(tally.cells.map { ($0.name, $0.median) }) { first, _ in first }
        let hasMedians = medians.values.contains { $0 != nil }
        func row(_ name: String, _ states: [RunState]) -> TextTable.Row {
            let median = medians[name].map { $0.map(TallyTable.text) ?? "-" } ?? ""
            return .cells(
                [name] + used.map { word in "\(states.count { $0.word == word })" }
                    + (hasMedians ? [median] : []))
        }
        var table = TextTable([
            .cells([""] + used + (hasMedians ? ["median \(tally.outcome ?? "")"] : []))
        ])
        table.rows += names.map { row($0, states[$0] ?? []) }
        if names.count > 1 { table.rows.append(row("all", runs.map(\.state))) }
        table.alignments = [.left, .right]
        let failures = runs.compactMap { run, state in
            if case .failed(let text) = state {
                "\(run.folderName) failed: \(Self.indented(text))"
            } else {
                nil
            }
        }
        let left = folder.secondsLeft(of: runs).map { ["about \(ReadableTime.text(seconds: $0)) left"] } ?? []
        return ([table.text] + failures + left).joined(separator: "\n")
    }
}
