import Comparisons
import Foundation
import Runs
import Settings
import Text

/// What is said of runs side by side.
struct ComparisonReport {
    let comparison: Comparison

    var text: String {
        var table = TextTable([.cells([""] + names)] + settings + [.heading("results")] + results)
        table.width = 100
        return ([table.text] + remarks).joined(separator: "\n")
    }

    /// The folders' own names, if they tell the runs apart, else the paths.
    var names: [String] { Self.names(of: comparison.runs) }

    static func names(of runs: [ComparedRun]) -> [String] {
        let short = runs.map(\.name)
        return Set(short).count == short.count ? short : runs.map(\.directory.name)
    }

    private var settings: [TextTable.Row] {
        guard !comparison.differences.isEmpty else { return [.heading("the settings are the same")] }
        return [.heading("settings that differ")]
            + comparison.differences.map { difference in
                .cells(["  \(difference.path)"] + difference.values.map { "\(ReadableSetting(value: $0))" })
            }
    }

    /// What is known of runs, in the order in which a reader asks for it, and further numbers as they are.
    private var results: [TextTable.Row] {
        let known: [(label: String, text: (JSONObject) -> String?)] = [
            ("status", { $0["status"]?.textValue }), ("steps done", { Self.count($0["steps"]) }),
            ("seed", { Self.count($0["seed"]) }), ("modes covered", Self.modes),
            ("high quality", { $0["highQuality"]?.numberValue.map(ProgressLine.percent) }),
            ("reverse KL (nats)", { Self.decimal($0["reverseKL"]) }),
            ("all modes since step", { Self.count($0["allModesSinceStep"]) }),
        ]
        let timing: [(label: String, text: (JSONObject) -> String?)] = [
            ("steps/s", { $0["stepsPerSecond"]?.numberValue.map { "\(Int($0.rounded()))" } }),
            ("seconds", { $0["seconds"]?.numberValue.map { String(format: "%.1f", $0) } }),
        ]
        let further = furtherKeys.map { key in (key, { (figures: JSONObject) in Self.measure(figures[key]) })
        }
        return (known + further + timing).compactMap { label, text in
            let cells = comparison.runs.map { text($0.figures) }
            // What nobody has measured is no row.
            if cells.allSatisfy({ $0 == nil }) { return nil }
            return .cells(["  \(label)"] + cells.map { $0 ?? ReadableSetting.absent })
        }
    }

    private static let shown: Set<String> = [
        "name", "status", "steps", "seed", "modes", "modesTotal", "highQuality", "reverseKL",
        "allModesSinceStep", "allModesSinceSeconds", "stepsPerSecond", "seconds", "divergence",
        // Of the process, not of the training.
        "secondsToFirstStep", "peakMemoryMB", "threads", "blasCore",
    ]

    private var furtherKeys: [String] {
        comparison.runs.reduce(into: []) { keys, run in
            for member in run.figures.members where member.value.numberValue != nil {
                if !Self.shown.contains(member.key), !keys.contains(member.key) { keys.append(member.key) }
            }
        }
    }

    private static func modes(_ figures: JSONObject) -> String? {
        count(figures["modes"]).map { modes in
            modes + (count(figures["modesTotal"]).map { " of \($0)" } ?? "")
        }
    }

    private static func count(_ value: JSONValue?) -> String? { value?.integerValue.map(String.init) }

    private static func decimal(_ value: JSONValue?) -> String? {
        value?.numberValue.map { String(format: "%.4f", $0) }
    }

    /// Of any size, such as a distance of 2.3e-07.
    private static func measure(_ value: JSONValue?) -> String? {
        value?.numberValue.map { String(format: "%.4g", $0) }
    }

    /// A word on each run that is not what it was to be.
    private var remarks: [String] {
        zip(names, comparison.runs).compactMap { name, run in
            if let divergence = run.divergence { return "\(name) diverged at \(divergence)" }
            return switch run.status {
            case ComparedRun.unfinished: "\(name) is not finished: its results are those logged last"
            case "interrupted": "\(name) was interrupted: gantrain resume \(run.directory.name)"
            default: nil
            }
        }
    }
}
