import Drawing
import Figures
import Foundation
import Records
import Runs
import Text

/// What is said at the end of a run.
struct RunReport {
    let summary: RunSummary
    /// Facts beside what was measured, such as where the run is.
    var further: [(name: String, value: String)] = []
    /// What perfect generators score, beside which exact distances are read.
    var floors: [Floor] = []
    /// Losses, terms and norms of the step that broke; nil if none did.
    var broken: [(column: Column, value: Double)]?

    var text: String {
        let process = summary.process
        let speed =
            "\(Int(summary.stepsPerSecond.rounded())) steps/s "
            + "(\(counted(process.threads, "thread")), OpenBLAS core \(process.blasCore))"
        return "\(heading)\n\(TextTable.facts(quality + brokenStep + [("speed", speed)] + further).text)"
    }

    private var heading: String {
        let run = "\(summary.name), seed \(summary.seed)"
        let time = String(format: "%.1f s", summary.seconds)
        return switch summary.status {
        case .completed: "\(run): \(summary.steps) steps in \(time)"
        case .interrupted: "\(run): interrupted after \(summary.steps) steps and \(time)"
        case .diverged: "\(run): diverged after \(summary.steps) steps"
        }
    }

    /// What was measured. A measure without a value says why, if the others that belong to it have one.
    private var quality: [(name: String, value: String)] {
        summary.results.compactMap { outcome in
            let column = outcome.column
            if let value = outcome.value {
                let floor = floors.first { $0.column == column.name }.map { "; \($0.text)" } ?? ""
                return (column.title, column.sentence(value) + floor)
            }
            let isMeasured = summary.results.contains { $0.column.figure == column.figure && $0.value != nil }
            return isMeasured ? column.absence.map { (column.title, $0) } : nil
        }
    }

    private var brokenStep: [(name: String, value: String)] {
        broken.map { $0.map { ($0.column.title, String(format: "%.4g", $0.value)) } } ?? []
    }

    /// The samples beside the data, drawn with Braille dots.
    static func picture(of record: RunRecord, columns: Int) -> String {
        BraillePicture.sideBySide(
            left: record.samples, leftTitle: PictureWords.samples, right: record.target,
            rightTitle: PictureWords.data, width: min(columns, 100), frame: record.frame,
            dimensions: record.dimensions)
    }
}
