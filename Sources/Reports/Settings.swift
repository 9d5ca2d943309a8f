import Records
import Settings
import Studies

/// The settings of a page as tables: keys and values of a configuration.
enum SettingsText {
    /// A value as a configuration writes it; a dash where it has none.
    static func text(_ value: JSONValue?) -> String { value.map { "\($0)" } ?? "–" }

    /// All keys of a configuration with their values, one a row.
    static func rows(_ configuration: JSONValue, leavingOut left: Set<String> = []) -> [(
        name: String, value: String
    )] {
        leaves(of: configuration, at: .root).filter { !left.contains($0.name) }
    }

    private static func leaves(of value: JSONValue, at path: JSONPath) -> [(name: String, value: String)] {
        if let object = value.objectValue, !object.members.isEmpty {
            return object.members.flatMap { leaves(of: $0.value, at: path.appending($0.key)) }
        }
        if let list = value.listValue, list.contains(where: { $0.objectValue != nil }) {
            return list.enumerated().flatMap { leaves(of: $0.element, at: path.appending($0.offset)) }
        }
        return [(name: "\(path)", value: text(value))]
    }
}

/// In what the cells of a study differ.
struct CellSettings {
    /// A row a cell, under a head; a column for each place at which they differ.
    private(set) var rows: [[String]] = []
    /// Keys that all cells have alike.
    private(set) var common: [(name: String, value: String)] = []

    init(_ plan: StudyPlan) {
        let cells = plan.cells
        guard let first = cells.first else { return }
        let differences = JSONDifference.all(among: cells.map(\.configuration)).filter {
            !["name", "seed"].contains("\($0.path)")
        }
        if !differences.isEmpty {
            rows =
                [["cell"] + differences.map { "\($0.path)" }]
                + cells.indices.map { index in
                    [cells[index].name] + differences.map { SettingsText.text($0.values[index]) }
                }
        }
        let places = differences.map(\.path)
        common = SettingsText.rows(first.configuration, leavingOut: ["name", "seed"]).filter { row in
            !places.contains { row.name == "\($0)" || row.name.hasPrefix("\($0).") }
        }
    }
}
