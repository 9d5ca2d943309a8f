import Records
import Runs
import Figures
import Foundation
import Text

/// What is said at the end of a run.
struct RunReport {
    let summary: RunSummary
    /// Facts beside what was measured, such as where the run is.
    var further: [(name: String, value: String)] = []

    var text: String {
        let process = summary.process
        let speed =
            "\(Int(summary.stepsPerSecond.rounded())) steps/s "
            + "(\(counted(process.threads, "thread")), OpenBLAS core \(process.blasCore))"
        return "\(heading)\n\(TextTable.facts(quality + [("speed", speed)] + further).text)"
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

    /// Nothing for data without modes.
    private var quality: [(name: String, value: String)] {
        if let position = summary.position {
            return [("distance", "\(String(format: "%.4g", position.distance)) from the equilibrium")]
        }
        guard let coverage = summary.coverage else { return [] }
        let reverseKL = coverage.reverseKL.map { String(format: "%.4f nats", $0) }
        return [
            ("modes covered", "\(coverage.modes) of \(summary.modesTotal)"),
            ("high quality", "\(ProgressLine.percent(coverage.highQuality)) of the samples"),
            ("reverse KL", reverseKL ?? "undefined: no sample is of high quality"),
        ]
    }

    /// The samples beside the target, drawn with Braille dots.
    static func picture(of record: RunRecord, columns: Int) -> String {
        BraillePicture.sideBySide(
            left: record.samples.map(Figures.Point.init), leftTitle: "samples",
            right: record.target.map(Figures.Point.init), rightTitle: "target",
            width: min(columns, 100))
    }
}
