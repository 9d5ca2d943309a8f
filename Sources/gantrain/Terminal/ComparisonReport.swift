import Comparisons
import Foundation
import Records
import Runs
import Settings
import Text

/// What is said of runs side by side.
struct ComparisonReport {
    let comparison: Comparison

    var text: String {
        var table = TextTable([.cells([""] + names)] + settings + [.heading("results")] + results)
        table.width = 100
        return ([table.text] + medians + remarks).joined(separator: "\n")
    }

    /// The same as a table of Markdown.
    var markdown: String {
        let rows = [.cells([""] + names)] + settings + results
        return TextTable(rows).markdown
    }

    /// The medians of each setting, if several runs share one.
    private var medians: [String] {
        let places = comparison.settings
        let count = (places.max() ?? 0) + 1
        guard count > 1, count < places.count else { return [] }
        let groups = (0..<count).map { setting in
            zip(comparison.runs, places).filter { $0.1 == setting }.map(\.0)
        }
        let firsts = (0..<count).compactMap { places.firstIndex(of: $0) }
        let head = TextTable.Row.cells([""] + groups.map { counted($0.count, "run") })
        let settings = comparison.differences.map { difference in
            TextTable.Row.cells(
                ["  \(difference.path)"] + firsts.map { "\(ReadableSetting(value: difference.values[$0]))" })
        }
        // What nobody has measured is no row.
        let measured = columns.filter { column in comparison.runs.contains { $0.value(of: column) != nil } }
        let rows = measured.map { column in
            TextTable.Row.cells(
                ["  \(column.heading)"]
                    + groups.map { group in
                        Self.median(group.compactMap { $0.value(of: column) }).map(column.text)
                            ?? ReadableSetting.absent
                    })
        }
        var table = TextTable([.heading("medians of each setting"), head] + settings + rows)
        table.width = 100
        return [table.text]
    }

    private static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
        return low + (high - low) / 2
    }

    var names: [String] { comparison.names }

    private var settings: [TextTable.Row] {
        guard !comparison.differences.isEmpty else { return [.heading("the settings are the same")] }
        return [.heading("settings that differ")]
            + comparison.differences.map { difference in
                .cells(["  \(difference.path)"] + difference.values.map { "\(ReadableSetting(value: $0))" })
            }
    }

    /// A line of the table: what it says of each run.
    private typealias Line = (label: String, text: (ComparedRun) -> String?)

    /// What is known of runs, in the order in which a reader asks for it, and further numbers as they are.
    private var results: [TextTable.Row] {
        let course: [Line] = [
            ("status", { $0.figures["status"]?.textValue }),
            ("steps done", { Self.count($0.figures["steps"]) }),
            ("seed", { Self.count($0.figures["seed"]) }),
        ]
        let timing: [Line] = [
            ("steps/s", { $0.figures["stepsPerSecond"]?.numberValue.map { String(format: "%.0f", $0) } }),
            ("seconds", { $0.figures["seconds"]?.numberValue.map { String(format: "%.1f", $0) } }),
        ]
        let further: [Line] = furtherKeys.map { key in (key, { Self.measure($0.figures[key]) }) }
        let lines = course + columns.map(Self.line) + columns.compactMap(Self.fullLine) + further + timing
        return lines.compactMap { label, text in
            let cells = comparison.runs.map(text)
            // What nobody has measured is no row.
            if cells.allSatisfy({ $0 == nil }) { return nil }
            return .cells(["  \(label)"] + cells.map { $0 ?? ReadableSetting.absent })
        }
    }

    /// The measures of all runs, each once.
    private var columns: [Column] {
        comparison.runs.flatMap(\.results).reduce(into: []) { columns, column in
            if !columns.contains(where: { $0.name == column.name }) { columns.append(column) }
        }
    }

    private static func line(of column: Column) -> Line {
        (
            column.heading,
            { run in
                let total = run.figures[column.totalKey]?.numberValue
                return run.value(of: column).map {
                    column.text($0) + (total.map { " of \(column.text($0))" } ?? "")
                }
            }
        )
    }

    /// Since when a count has been the largest possible.
    private static func fullLine(of column: Column) -> Line? {
        guard column.format == .integer else { return nil }
        return ("all \(column.name) since step", { Self.count($0.figures[column.fullSinceStepKey]) })
    }

    private var furtherKeys: [String] {
        let ofColumns = columns.flatMap {
            [$0.name, $0.totalKey, $0.fullSinceStepKey, $0.fullSinceSecondsKey]
        }
        let shown = Self.ofTheRun.union(ofColumns)
        return comparison.runs.reduce(into: []) { keys, run in
            for member in run.figures.members where member.value.numberValue != nil {
                if !shown.contains(member.key), !keys.contains(member.key) { keys.append(member.key) }
            }
        }
    }

    private static let ofTheRun: Set<String> = [
        "name", "status", "steps", "seed", "stepsPerSecond", "seconds", "divergence",
        // Of the process, not of the training.
        "secondsToFirstStep", "peakMemoryMB", "threads", "blasCore",
    ]

    private static func count(_ value: JSONValue?) -> String? { value?.integerValue.map(String.init) }

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
