import Text

/// The keys of a declaration as Markdown.
public enum ConfigurationGuide {
    /// A heading, an introduction if there is one, and a table for each section.
    public static func markdown<T>(
        title: String, introduction: String? = nil, declaration: (ConfigurationSection) -> T
    ) -> String {
        let tables = Table.tables(of: ConfigurationReader.description(of: declaration).placed())
        let parts = ["# \(title)", introduction].compactMap(\.self) + tables.map(\.markdown)
        return parts.joined(separator: "\n\n") + "\n"
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
            let near =
                Self.paths(ofKey: last, among: keys, synonyms).first
                ?? Spelling.nearest(to: last, among: keys.compactMap(\.path.parts.last)).flatMap { near in
                    keys.first { $0.path.parts.last == near }?.path
                }
            throw KeyError(key: name, near: near.map { "\($0)" })
        }
        return Group.groups(of: chosen).map { $0.text(width: width) }.joined(separator: "\n\n")
    }

    /// The paths of all keys that have a name, or that are called so elsewhere.
    public static func paths<T>(
        ofKey name: String, synonyms: [String: String?] = [:], declaration: (ConfigurationSection) -> T
    ) -> [JSONPath] {
        paths(ofKey: name, among: ConfigurationReader.description(of: declaration).placed(), synonyms)
    }

    private static func paths(
        ofKey name: String, among keys: [PlacedKey], _ synonyms: [String: String?]
    ) -> [JSONPath] {
        let meant = (synonyms[name.folded].flatMap(\.self) ?? name).folded
        return keys.map(\.path).filter { $0.parts.last?.folded == meant }
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

/// A section's keys, and all places where the same keys stand: two players' sections, say, or every schedule.
private struct Table {
    /// A key, and the values of the section's selectors under which it exists; none if it always does.
    private struct Row: Equatable {
        let cells: [String]
        var values: [String]
    }

    var places: [String]
    private let selectors: [String]
    private var rows: [Row] = []

    /// In the order in which the sections first occur.
    static func tables(of keys: [PlacedKey]) -> [Table] {
        var sections: [(path: JSONPath, groups: [Group])] = []
        for group in Group.groups(of: keys) {
            if let found = sections.firstIndex(where: { $0.path == group.section }) {
                sections[found].groups.append(group)
            } else {
                sections.append((group.section, [group]))
            }
        }
        return sections.map { Table($0.groups) }.reduce(into: []) { tables, table in
            if let found = tables.firstIndex(where: {
                $0.selectors == table.selectors && $0.rows == table.rows
            }) {
                tables[found].places += table.places
            } else {
                tables.append(table)
            }
        }
    }

    /// A key that means the same under several values stands once.
    private init(_ groups: [Group]) {
        places = groups.first.map { [$0.place] } ?? []
        selectors = groups.flatMap(\.ownConditions).map(\.name).reduce(into: []) { names, name in
            if !names.contains(name) { names.append(name) }
        }
        for group in groups {
            let value = group.ownConditions.map {
                selectors.count == 1 ? $0.value : "`\($0.name)` \($0.value)"
            }
            .joined(separator: " and ")
            for cells in group.rows {
                let found = rows.firstIndex { $0.cells == cells && $0.values.isEmpty == value.isEmpty }
                if let found {
                    if !rows[found].values.contains(value) && !value.isEmpty {
                        rows[found].values.append(value)
                    }
                } else {
                    rows.append(Row(cells: cells, values: value.isEmpty ? [] : [value]))
                }
            }
        }
    }

    var markdown: String {
        let condition = selectors.count == 1 ? "If `\(selectors[0])` is" : "If"
        let head = ["Key", condition, "Allowed", "Default", "Meaning"]
        let table =
            [head] + rows.map { [$0.cells[0], $0.values.joined(separator: ", ")] + $0.cells.dropFirst() }
        let shown = selectors.isEmpty ? table.map { [$0[0]] + $0.dropFirst(2) } : table
        return "## \(places.joined(separator: ", "))\n\n" + TextTable(shown.map { .cells($0) }).markdown
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

    /// What selects these keys within their section. Conditions further out are told at their own sections.
    var ownConditions: [(name: String, value: String)] {
        conditions.filter { JSONPath(Array($0.selector.parts.dropLast())) == section }
            .map { ($0.selector.parts.last ?? "", JSONWriter.quoted($0.value)) }
    }

    var rows: [[String]] { keys.map(Self.row) }

    /// A heading, then each key with what is allowed, and its meaning below.
    func text(width: Int) -> String {
        let condition = ownConditions.map { ", with \($0.name) \($0.value)" }.joined()
        let heading = (section.isRoot ? "Top level" : "\(section)") + condition
        return ([heading] + keys.map { Self.entry($0, width: width) }).joined(separator: "\n")
    }

    private static func entry(_ placed: PlacedKey, width: Int) -> String {
        let key = placed.key
        let standard = key.isRequired ? "required" : "default \(key.defaultValue ?? [:])"
        func lines(_ text: String, indent: Int) -> [String] {
            text.wrapped(to: width - indent).map { String(repeating: " ", count: indent) + $0 }
        }
        return
            (lines("\(key.name): \(key.content.allowed); \(standard)\(key.unit)", indent: 2)
            + lines(key.notes.about + key.source, indent: 6)
            + placed.cases.flatMap { lines("\(JSONWriter.quoted($0.name)): \($0.about)", indent: 6) })
            .joined(separator: "\n")
    }

    private static func row(_ placed: PlacedKey) -> [String] {
        let key = placed.key
        // What stands between < and > would be taken for HTML.
        func escaped(_ text: String) -> String { text.replacing("<", with: "&lt;") }
        let cases = placed.cases.map { "<br>\(JSONWriter.quoted($0.name)): \(escaped($0.about))" }.joined()
        // The cases are told beside their meanings.
        let allowed = placed.cases.isEmpty ? key.content.allowed : "a name"
        // A plain section has no default itself: absent, it is read as an empty one.
        let standard = key.isRequired ? "required" : "`\(key.defaultValue ?? [:])`"
        return [
            "`\(key.name)`", allowed + key.unit, standard,
            escaped(key.notes.about + key.source) + cases,
        ]
    }
}

extension KeyDescription {
    fileprivate var unit: String { notes.unit.map { "; in \($0)" } ?? "" }
    fileprivate var source: String { notes.source.map { " Source: \($0)." } ?? "" }
}
