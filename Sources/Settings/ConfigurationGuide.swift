import Text

/// The keys of a declaration as Markdown.
public enum ConfigurationGuide {
    /// A heading and a table for each section, and for each case of a variant that has keys.
    public static func markdown<T>(
        title: String, declaration: (ConfigurationSection) -> T
    ) -> String {
        let tables = Table.tables(of: ConfigurationReader.description(of: declaration).placed())
        return (["# \(title)"] + tables.map(\.markdown)).joined(separator: "\n\n") + "\n"
    }

    /// A key and the keys inside it as text of some width, without a line break at its end.
    ///
    /// - Parameters:
    ///   - name: the key's path; indices of lists may be left out.
    ///   - synonyms: as in ``ConfigurationReader/read(_:name:synonyms:declaration:)``.
    /// - Throws: ``KeyError`` if there is no such key.
    public static func text<T>(
        on name: String, width: Int, synonyms: [String: String?] = [:],
        declaration: (ConfigurationSection) -> T
    ) throws(KeyError) -> String {
        func plain(_ path: JSONPath) -> JSONPath {
            JSONPath(path.parts.filter { $0 != "*" && Int($0) == nil })
        }
        let keys = ConfigurationReader.description(of: declaration).placed()
        let wanted = plain(JSONPath(name))
        let chosen = keys.filter { plain($0.path).isWithin(wanted) }
        guard !chosen.isEmpty else {
            let last = wanted.parts.last ?? ""
            let meant = synonyms[last.lowercased()].flatMap(\.self) ?? last
            let near =
                keys.first { $0.path.parts.last == meant }
                ?? Spelling.nearest(to: meant, among: keys.compactMap(\.path.parts.last)).flatMap { near in
                    keys.first { $0.path.parts.last == near }
                }
            throw KeyError(key: name, near: near.map { "\($0.path)" })
        }
        return Group.groups(of: chosen).map { $0.text(width: width) }.joined(separator: "\n\n")
    }
}

/// A key that does not exist.
public struct KeyError: Error, Equatable, CustomStringConvertible {
    public let key: String
    /// The path of a key that was probably meant.
    public let near: String?

    public var description: String {
        "there is no key \(JSONWriter.quoted(key.excerpt()))"
            + (near.map { "; did you mean \"\($0)\"?" } ?? "")
    }
}

/// A table, and all places where the same keys stand: two players' sections, say, or every schedule.
private struct Table {
    var places: [String]
    let condition: String
    let rows: [[String]]

    /// In the order in which the sections first occur.
    static func tables(of keys: [PlacedKey]) -> [Table] {
        Group.groups(of: keys).reduce(into: []) { tables, group in
            let (condition, rows) = (group.condition, group.rows)
            if let found = tables.firstIndex(where: { $0.condition == condition && $0.rows == rows }) {
                if !tables[found].places.contains(group.place) { tables[found].places.append(group.place) }
            } else {
                tables.append(Table(places: [group.place], condition: condition, rows: rows))
            }
        }
    }

    var markdown: String {
        let head = ["Key", "Allowed", "Default", "Unit", "Meaning", "Source"]
        return "## \(places.joined(separator: ", "))\(condition)\n\n"
            + TextTable(([head] + rows).map { .cells($0) }).markdown
    }
}

/// The keys that share a table.
private struct Group {
    let section: JSONPath
    let conditions: [PlacedKey.Condition]
    var keys: [PlacedKey]

    /// In the order in which the sections first occur.
    static func groups(of keys: [PlacedKey]) -> [Group] {
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

    var place: String { section.isRoot ? "Top level" : "`\(section)`" }

    /// What selects this table within its section. Conditions further out are told at their own sections.
    var condition: String {
        conditions.filter { JSONPath(Array($0.selector.parts.dropLast())) == section }
            .map { ", with `\($0.selector.parts.last ?? "")` \(JSONWriter.quoted($0.value))" }
            .joined()
    }

    var rows: [[String]] { keys.map(Self.row) }

    /// A heading, then each key with what is allowed, and its meaning below.
    func text(width: Int) -> String {
        let heading = (section.isRoot ? "Top level" : "\(section)") + condition.replacing("`", with: "")
        return ([heading] + keys.map { Self.entry($0, width: width) }).joined(separator: "\n")
    }

    private static func entry(_ placed: PlacedKey, width: Int) -> String {
        let key = placed.key
        let standard = key.isRequired ? "required" : "default \(key.defaultValue ?? [:])"
        let unit = key.notes.unit.map { "; in \($0)" } ?? ""
        let source = key.notes.source.map { " Source: \($0)." } ?? ""
        func lines(_ text: String, indent: Int) -> [String] {
            text.wrapped(to: width - indent).map { String(repeating: " ", count: indent) + $0 }
        }
        return
            (lines("\(key.name): \(key.content.allowed); \(standard)\(unit)", indent: 2)
            + lines(key.notes.about + source, indent: 6)
            + placed.cases.flatMap { lines("\(JSONWriter.quoted($0.name)): \($0.about)", indent: 6) })
            .joined(separator: "\n")
    }

    private static func row(_ placed: PlacedKey) -> [String] {
        let key = placed.key
        let cases = placed.cases.map { "<br>\(JSONWriter.quoted($0.name)): \($0.about)" }.joined()
        // A plain section has no default itself: absent, it is read as an empty one.
        let standard = key.isRequired ? "required" : "`\(key.defaultValue ?? [:])`"
        return [
            "`\(key.name)`", key.content.allowed, standard, key.notes.unit ?? "", key.notes.about + cases,
            key.notes.source ?? "",
        ]
    }
}
