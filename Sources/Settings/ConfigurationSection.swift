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
    private(set) var description = SectionDescription()
    /// The values in the order in which they were asked for, defaults filled in.
    private(set) var resolved = JSONObject()
    /// Those of ``resolved`` that are not the defaults.
    private(set) var essential = JSONObject()
    private var unchosen: [UnchosenCases] = []
    /// What the sections of a list may have, of lists that were read; it is only looked up if there is an unknown key.
    private var lists: [(key: String, description: () -> SectionDescription)] = []

    init(path: JSONPath, input: JSONObject, log: ProblemLog?) {
        self.path = path
        self.input = input
        self.log = log
    }

    /// A section that is read for the description it leaves behind, or for a placeholder.
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
        log.add(message, at: place, blaming: inputs)
    }
}

// What the methods that read keys are made of.
extension ConfigurationSection {
    func given(_ key: String) -> JSONValue? { input[key] }

    func record(_ entry: SectionDescription.Entry) {
        description.entries.append(entry)
    }

    /// - Parameter essential: the part that is not the default; nil if it is the default.
    func resolve(_ key: String, as value: JSONValue, essential: JSONValue?) {
        resolved[key] = value
        self.essential[key] = essential
    }

    /// Reads a value under a rule; nil if there is a problem or nothing to read.
    func value(_ key: String, _ rule: ValueRule, default: JSONValue?, _ notes: KeyNotes) -> JSONValue? {
        record(.key(KeyDescription(name: key, content: .value(rule), defaultValue: `default`, notes: notes)))
        return checked(key, rule, default: `default`)
    }

    /// The value that was given or else the default, if it keeps to the rule.
    func checked(_ key: String, _ rule: ValueRule, default: JSONValue?) -> JSONValue? {
        guard let log else { return nil }
        guard let value = given(key) ?? `default` else {
            // An option that chose another case may have left a key of it out.
            log.add(
                "missing; allowed is \(rule.allowed)", at: path.appending(key), isUnread: true,
                blaming: unchosen.map { path.appending($0.selector) })
            return nil
        }
        let breaches = rule.breaches(of: value)
        for breach in breaches {
            // Only a mistake in the declaration makes a default break the rule, so it must be told apart.
            let found =
                given(key) == nil ? "the default \(breach.value.excerpt)" : log.excerpt(of: breach.value)
            log.reject(
                found, allowed: breach.rule.allowed, hint: log.hint(for: breach.value, under: breach.rule),
                at: JSONPath(path.appending(key).parts + breach.place))
        }
        guard breaches.isEmpty else { return nil }
        resolve(key, as: value, essential: value == `default` ? nil : value)
        return value
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

        /// The cases that have a key.
        func owners(of key: String) -> [String] {
            cases.filter { $0.keys().contains(key) }.map(\.name)
        }
    }

    func remember(_ cases: UnchosenCases) {
        unchosen.append(cases)
    }

    func remember(list key: String, of description: @escaping () -> SectionDescription) {
        lists.append((key, description))
    }

    /// Reports unknown keys. To be called when the declaration has asked for all keys.
    func finish() {
        guard let log else { return }
        let known = description.keys
        // Editors find the schema of a file by this key.
        let unknown = input.keys.filter { !known.contains($0) && !(path.isRoot && $0 == "$schema") }
        guard !unknown.isEmpty else { return }
        let undecided = unchosen.filter { $0.chosen == nil }.flatMap { $0.cases.flatMap { $0.keys() } }
        for key in unknown where !undecided.contains(key) {
            if let other = unchosen.first(where: { $0.chosen != nil && !$0.owners(of: key).isEmpty }) {
                reportKeyOfOtherCase(key, other, to: log)
            } else {
                let nearest = nearest(to: key, among: known + undecided, log)
                log.add(
                    "unknown key\(log.remark(onMissing: key))"
                        + ProblemLog.question(nearest.map(JSONWriter.quoted)),
                    at: path.appending(key))
            }
        }
    }

    /// What was probably meant by a key. What is known elsewhere under its name may lie in a section inside this one, and
    /// is more likely than a key that is spelt alike.
    private func nearest(to key: String, among names: [String], _ log: ProblemLog) -> String? {
        if let synonym = log.synonym(of: key), !names.contains(synonym), let place = placeInside(synonym) {
            return place
        }
        return log.nearest(to: key, among: names) ?? placeInside(key)
    }

    private func reportKeyOfOtherCase(_ key: String, _ cases: UnchosenCases, to log: ProblemLog) {
        let chosen = cases.chosen ?? ""
        let owners = cases.owners(of: key).map(JSONWriter.quoted).joined(separator: " or ")
        let selector = path.appending(cases.selector)
        var message =
            "\(JSONWriter.quoted(key)) is a key of \(cases.selector) \(owners), not of \(JSONWriter.quoted(chosen))"
        if log.isFromOption(selector), !log.isFromOption(path.appending(key)) {
            // Whoever changes the case of a section does not want the keys that the file has for another.
            message += "; to leave it out, set \(path)=\(JSONValue.object([cases.selector: .string(chosen)]))"
        } else if log.isFromOption(path.appending(key)), !log.isFromOption(selector),
            let owner = cases.owners(of: key).first
        {
            message += "; set \(selector)=\(owner) too"
        }
        log.add(message, at: path.appending(key), blaming: [selector])
    }

    /// The paths of keys of this name in sections inside this one.
    private func placeInside(_ key: String) -> String? {
        let inLists = lists.flatMap { $0.description().placed(at: path.appending($0.key).appending("*")) }
        return (description.placed(at: path) + inLists).map(\.path)
            .first { $0.parts.last?.folded == key.folded && $0.parts.count > path.parts.count + 1 }
            .map { "\($0)".replacing("*", with: "0") }
    }
}
