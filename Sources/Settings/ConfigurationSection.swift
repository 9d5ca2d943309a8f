import Text

/// One object of a configuration, as a declaration reads it.
///
/// A declaration is a function that asks a section for each of its keys in turn. The same function serves
/// twice: run on a file it yields the values, and run on nothing it yields the documentation. It must
/// therefore ask for the same keys every time (a `variant` is the way to have keys that depend on a value),
/// and it must bear any allowed value, for after a problem it is handed harmless placeholders so that all
/// problems are found in one pass. A declaration must not contain itself.
public final class ConfigurationSection {
    let path: JSONPath
    private let input: JSONObject
    /// Nil while harvesting: then nothing is missing, unknown or in conflict.
    let log: ProblemLog?
    /// The keys that have been asked for.
    private(set) var shape = SectionShape()
    /// The values in the order in which they were asked for, defaults filled in.
    private(set) var resolved = JSONObject()
    private var unchosen: [UnchosenCases] = []

    init(path: JSONPath, input: JSONObject, log: ProblemLog?) {
        self.path = path
        self.input = input
        self.log = log
    }

    /// A section that is read for the shape it leaves behind, or for a placeholder.
    static func harvesting() -> ConfigurationSection {
        ConfigurationSection(path: .root, input: JSONObject(), log: nil)
    }

    var isHarvesting: Bool { log == nil }

    /// A key's value as it will be kept, its defaults filled in; nil if it could not be read, was not asked for yet,
    /// or nothing is being read.
    public func resolvedValue(_ key: String) -> JSONValue? { isHarvesting ? nil : resolved[key] }

    /// Adds a problem that a check across keys has found, at a key of this section or at the section itself.
    ///
    /// It is dropped if `key` or one of the keys `involved` (or, if none is named, any key of the section)
    /// could not be read: the check then saw a placeholder, and its verdict means nothing.
    public func report(_ message: String, at key: String? = nil, involving involved: [String] = []) {
        guard let log else { return }
        let place = key.map(path.appending) ?? path
        let keys = involved + (key.map { [$0] } ?? [])
        let inputs = keys.isEmpty ? [path] : keys.map(path.appending)
        guard !inputs.contains(where: log.hasPlaceholder(within:)) else { return }
        log.add(.conflict(message), at: place)
    }
}

// What the methods that read keys are made of.
extension ConfigurationSection {
    func given(_ key: String) -> JSONValue? { input[key] }

    func record(_ entry: SectionShape.Entry) {
        shape.entries.append(entry)
    }

    func resolve(_ key: String, as value: JSONValue) {
        resolved[key] = value
    }

    /// Reads a value under a rule; nil if there is a problem or nothing to read.
    func value(_ key: String, _ rule: ValueRule, default: JSONValue?, _ notes: KeyNotes) -> JSONValue? {
        record(.key(KeyShape(name: key, content: .value(rule), defaultValue: `default`, notes: notes)))
        return checked(key, rule, default: `default`)
    }

    /// The value that was given or else the default, if it keeps to the rule.
    func checked(_ key: String, _ rule: ValueRule, default: JSONValue?) -> JSONValue? {
        guard !isHarvesting else { return nil }
        guard let value = given(key) ?? `default` else {
            missing(key, allowed: rule.allowed)
            return nil
        }
        let breaches = rule.breaches(of: value)
        for breach in breaches { reject(breach, at: key) }
        guard breaches.isEmpty else { return nil }
        resolve(key, as: value)
        return value
    }

    func missing(_ key: String, allowed: String) {
        log?.add(.missing(allowed: allowed), at: path.appending(key))
    }

    func reject(_ value: JSONValue, at key: String, allowed: String) {
        reject(ValueRule.Breach(found: value.excerpt, allowed: allowed), at: key)
    }

    private func reject(_ breach: ValueRule.Breach, at key: String) {
        // Only a mistake in the declaration makes a default break the rule, so it must be told apart.
        let found = given(key) == nil ? "the default \(breach.found)" : breach.found
        log?.add(
            .notAllowed(found: found, allowed: breach.allowed, nearest: breach.nearest),
            at: JSONPath(path.appending(key).parts + breach.place))
    }
}

// The keys that nobody asked for.
extension ConfigurationSection {
    /// The cases of a variant that were not chosen; their keys are only looked up if there is an unknown key.
    struct UnchosenCases {
        let selector: String
        /// Nil if the selector itself has a problem: then any case may have been meant.
        let chosen: String?
        let cases: [(name: String, keys: () -> [String])]
    }

    func remember(_ cases: UnchosenCases) {
        unchosen.append(cases)
    }

    /// Reports unknown keys. To be called when the declaration has asked for all keys.
    func finish() {
        guard let log else { return }
        let known = shape.keys
        // Editors find the schema of a file by this key.
        let unknown = input.keys.filter { !known.contains($0) && !(path.isRoot && $0 == "$schema") }
        guard !unknown.isEmpty else { return }
        let others = unchosen.map { group in
            (group: group, keys: group.cases.map { (name: $0.name, keys: $0.keys()) })
        }
        let undecided = others.filter { $0.group.chosen == nil }.flatMap { $0.keys.flatMap(\.keys) }
        for key in unknown where !undecided.contains(key) {
            let owners = others.lazy.compactMap { other -> ConfigurationProblem.Kind? in
                let names = other.keys.filter { $0.keys.contains(key) }.map(\.name)
                guard let chosen = other.group.chosen, !names.isEmpty else { return nil }
                return .keyOfOtherCase(
                    key: key, selector: other.group.selector, owners: names, chosen: chosen)
            }
            let nearest = Spelling.nearest(to: key, among: known + undecided) ?? placeInside(key)
            log.add(owners.first ?? .unknownKey(nearest: nearest), at: path.appending(key))
        }
    }

    /// Where a key of this name stands in a section inside this one.
    private func placeInside(_ key: String) -> String? {
        shape.documentation(at: path, under: []).map(\.path)
            .first { $0.parts.last == key && $0.parts.count > path.parts.count + 1 }.map { "\($0)" }
    }
}

/// The problems found so far, shared by all sections of a document.
final class ProblemLog {
    private let lines: [JSONPath: Int]
    private(set) var problems: [ConfigurationProblem] = []

    init(lines: [JSONPath: Int]) {
        self.lines = lines
    }

    func add(_ kind: ConfigurationProblem.Kind, at path: JSONPath) {
        problems.append(ConfigurationProblem(path: path, line: lines[path], kind: kind))
    }

    /// Whether something at or inside the path could not be read, so that a placeholder stands for it.
    func hasPlaceholder(within path: JSONPath) -> Bool {
        problems.contains { problem in
            switch problem.kind {
            case .missing, .notAllowed: problem.path.isWithin(path)
            case .unknownKey, .keyOfOtherCase, .conflict: false
            }
        }
    }
}
