import Foundation
import Studies
import Text

/// The table of a study so far, a line a cell.
struct TallyTable {
    let tally: StudyTally

    /// - Parameters:
    ///   - width: columns of the terminal.
    ///   - most: lines that there is room for, at least 3. Cells that are not done come before those that are.
    func lines(width: Int, most: Int) -> [String] {
        var shown = tally.cells
        if shown.count + 1 > most {
            let chosen = Set(
                (shown.filter { !$0.isOver } + shown.filter(\.isOver)).prefix(most - 2).map(\.name))
            shown = shown.filter { chosen.contains($0.name) }
        }
        let hidden = tally.cells.count - shown.count
        let isUsed = [shown.contains { $0.diverged > 0 }, shown.contains { $0.failed > 0 }]
        func picked(_ diverged: String, _ failed: String) -> [String] {
            zip([diverged, failed], isUsed).filter(\.1).map(\.0)
        }
        let median = { (text: String) in tally.outcome == nil ? [] : [text] }
        let head =
            ["cell", "done"] + picked("diverged", "failed") + median("median \(tally.outcome ?? "")")
        let rows = shown.map { cell in
            [cell.name, "\(cell.done) of \(cell.planned)"] + picked("\(cell.diverged)", "\(cell.failed)")
                + median(cell.median.map(Self.text) ?? "-")
        }
        var table = TextTable(([head] + rows).map { .cells($0) })
        table.alignments = [.left, .right]
        table.indent = 2
        return table.text.split(separator: "\n").map { String($0).fitted(to: width - 1) { $0.columns } }
            + (hidden > 0 ? ["  and \(counted(hidden, "cell")) more"] : [])
    }

    static func text(_ median: Double) -> String { String(format: "%.4g", median) }
}
