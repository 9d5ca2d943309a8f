/// The keys of a declaration as Markdown.
public enum ConfigurationGuide {
    /// A heading and a table for each section, and for each case of a variant that has keys of its own.
    public static func markdown<T>(
        title: String, declaration: (ConfigurationSection) -> T
    ) -> String {
        let groups = Group.groups(of: ConfigurationReader.document(declaration))
        return (["# \(title)"] + groups.map(\.markdown)).joined(separator: "\n\n") + "\n"
    }
}

/// The keys that share a table.
private struct Group {
    let section: JSONPath
    let conditions: [KeyDocumentation.Condition]
    var keys: [KeyDocumentation]

    /// In the order in which the sections first occur.
    static func groups(of keys: [KeyDocumentation]) -> [Group] {
        keys.reduce(into: []) { groups, key in
            let section = JSONPath(Array(key.path.parts.dropLast()))
            let found = groups.firstIndex { $0.section == section && $0.conditions == key.conditions }
            if let found {
                groups[found].keys.append(key)
            } else {
                groups.append(Group(section: section, conditions: key.conditions, keys: [key]))
            }
        }
    }

    var markdown: String {
        let place = section.isRoot ? "Top level" : "`\(section)`"
        let suffix = conditions.map { ", with `\($0.path)` \(JSONWriter.quoted($0.value))" }.joined()
        let table = [
            "| Key | Allowed | Default | Unit | Meaning | Source |",
            "|---|---|---|---|---|---|",
        ]
        return (["## \(place)\(suffix)", ""] + table + keys.map(Self.row)).joined(separator: "\n")
    }

    private static func row(_ key: KeyDocumentation) -> String {
        let cases = key.cases.map { "<br>\(JSONWriter.quoted($0.name)): \($0.about)" }.joined()
        let cells = [
            "`\(key.path.parts.last ?? "")`",
            key.allowed,
            key.defaultText.map { "`\($0)`" } ?? "required",
            key.unit ?? "",
            key.about + cases,
            key.source ?? "",
        ]
        return "| " + cells.map(escaped).joined(separator: " | ") + " |"
    }

    /// A bar or a line break would end the cell.
    private static func escaped(_ cell: String) -> String {
        cell.map { $0 == "|" ? "\\|" : $0.isNewline ? " " : String($0) }.joined()
    }
}
