import Comparisons
import Settings

/// Runs side by side as CSV (RFC 4180), a run a line: its folder, how it ended, the settings that differ, and all numbers
/// of its summary.
struct ComparisonCSV {
    let comparison: Comparison

    var text: String {
        let numbers = numberKeys
        let head = ["folder", "status"] + comparison.differences.map { "\($0.path)" } + numbers
        let rows = comparison.runs.enumerated().map { index, run in
            [run.directory.name, run.status]
                + comparison.differences.map { $0.values[index].map(Self.text) ?? "" }
                + numbers.map { run.figures[$0]?.numberValue.map(JSONWriter.number) ?? "" }
        }
        return ([head] + rows).map { $0.map(Self.cell).joined(separator: ",") + "\n" }.joined()
    }

    private var numberKeys: [String] {
        comparison.runs.flatMap { run in
            run.figures.members.filter { $0.value.numberValue != nil }.map(\.key)
        }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func text(_ value: JSONValue) -> String { value.textValue ?? "\(value)" }

    private static func cell(_ text: String) -> String {
        text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
            ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }
}
