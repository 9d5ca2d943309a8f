// Keys with sections inside.
extension ConfigurationSection {
    /// Reads a section. An absent one is read as an empty one, so that all its defaults apply.
    public func section<T>(
        _ key: String, about: String, source: String? = nil, read: (ConfigurationSection) -> T
    ) -> T {
        let (value, inner) = child(given(key) ?? [:], at: key, read)
        resolve(
            key, as: .object(inner.resolved),
            essential: inner.essential.isEmpty ? nil : .object(inner.essential))
        record(key, .section(inner.description), default: nil, KeyNotes(about: about, source: source))
        return value
    }

    /// Reads a section that may be left out or null, which gives nil.
    public func optionalSection<T>(
        _ key: String, about: String, source: String? = nil, read: (ConfigurationSection) -> T
    ) -> T? {
        let given = isHarvesting ? [:] : given(key) ?? .null
        let notes = KeyNotes(about: about, source: source)
        guard given != .null else {
            resolve(key, as: .null, essential: nil)
            record(key, .optionalSection(SectionDescription()), default: .null, notes)
            return nil
        }
        let (value, inner) = child(given, at: key, orNull: true, read)
        resolve(key, as: .object(inner.resolved), essential: .object(inner.essential))
        record(key, .optionalSection(inner.description), default: .null, notes)
        return value
    }

    /// Reads a list of sections that have the same declaration.
    ///
    /// After a problem with the list itself the result is empty, whatever the count.
    public func sections<T>(
        _ key: String, default: [JSONValue], count: ClosedRange<Int> = 0...Int.max, about: String,
        source: String? = nil, read: @escaping (ConfigurationSection) -> T
    ) -> [T] {
        let notes = KeyNotes(about: about, source: source)
        let list = given(key) ?? .array(`default`)
        guard !isHarvesting, let items = list.listValue, count.contains(items.count) else {
            let (value, description) = Self.harvest(read)
            let content = KeyDescription.Content.sections(description, count: count)
            record(key, content, default: .array(`default`), notes)
            guard let log else { return [value] }
            let place = path.appending(key)
            log.reject(
                log.excerpt(of: list), allowed: content.allowed + description.allowedKinds,
                hint: log.hint(for: list, at: place, in: description, isList: true), at: place)
            return []
        }
        record(key, .sections(SectionDescription(), count: count), default: .array(`default`), notes)
        remember(list: key) { Self.harvest(read).description }
        let sections = items.enumerated().map { index, item in
            Self.read(item, at: path.appending(key).appending(index), log: log, read)
        }
        let resolved = JSONValue.array(sections.map { .object($0.section.resolved) })
        let essential = JSONValue.array(sections.map { .object($0.section.essential) })
        let isDefault = given(key) == nil || resolved == Self.resolved(`default`, read)
        resolve(key, as: resolved, essential: isDefault ? nil : essential)
        return sections.map(\.value)
    }

    /// A list of sections with their defaults.
    private static func resolved<T>(_ list: [JSONValue], _ read: (ConfigurationSection) -> T) -> JSONValue {
        let log = ProblemLog(JSONDocument(root: .array(list)), synonyms: [:])
        return .array(
            list.map { item in
                .object(Self.read(item, at: .root, log: log, read).section.resolved)
            })
    }

    /// Reads a key at which a number is short for a section, as a learning rate is for a constant schedule.
    public func numberOrSection<T>(
        _ key: String, default: Double, in range: NumberRange, unit: String? = nil, about: String,
        source: String? = nil, number: (Double) -> T, section read: (ConfigurationSection) -> T
    ) -> T {
        let notes = KeyNotes(unit: unit, about: about, source: source)
        let found = given(key) ?? .number(`default`)
        if isHarvesting || found.objectValue != nil {
            let (value, inner) = child(given(key) ?? [:], at: key, read)
            resolve(key, as: .object(inner.resolved), essential: .object(inner.essential))
            record(key, .numberOrSection(range, inner.description), default: .number(`default`), notes)
            return isHarvesting ? number(`default`) : value
        }
        let content = KeyDescription.Content.numberOrSection(range, SectionDescription())
        record(key, content, default: .number(`default`), notes)
        guard let value = found.numberValue, range.contains(value) else {
            reject(found, at: key, allowed: content.allowed, or: Self.harvest(read).description)
            return number(`default`)
        }
        resolve(key, as: found, essential: value == `default` ? nil : found)
        return number(value)
    }
}

extension ConfigurationSection {
    /// Reads the section at a path, or the one that the name of one of its cases stands for. If there is neither, the
    /// problem is reported and what `read` makes of nothing is handed back as a placeholder.
    ///
    /// - Parameter orNull: whether null would have been allowed too.
    static func read<T>(
        _ input: JSONValue, at path: JSONPath, log: ProblemLog?, orNull: Bool = false,
        _ read: (ConfigurationSection) -> T
    ) -> (value: T, section: ConfigurationSection) {
        guard let object = input.objectValue ?? object(named: input, read) else {
            let section = harvesting()
            let value = read(section)
            let isNone = orNull && input.isNothing
            log?.reject(
                log?.excerpt(of: input) ?? "",
                allowed: "an object\(section.description.allowedKinds)\(orNull ? " or null" : "")",
                hint: isNone ? "null" : log?.hint(for: input, at: path, in: section.description), at: path)
            return (value, section)
        }
        let section = ConfigurationSection(path: path, input: object, log: log)
        let value = read(section)
        section.finish()
        return (value, section)
    }

    /// The object that the name of a case stands for; nil for what is no such name.
    private static func object<T>(named value: JSONValue, _ read: (ConfigurationSection) -> T) -> JSONObject?
    {
        guard value.textValue != nil else { return nil }
        return harvest(read).description.writtenOut(value).objectValue
    }

    private static func harvest<T>(_ read: (ConfigurationSection) -> T) -> (
        value: T, description: SectionDescription
    ) {
        let section = harvesting()
        let value = read(section)
        return (value, section.description)
    }

    /// Reports what is neither a number nor a section.
    private func reject(
        _ found: JSONValue, at key: String, allowed: String, or section: SectionDescription
    ) {
        let place = path.appending(key)
        log?.reject(
            log?.excerpt(of: found) ?? "", allowed: allowed + section.allowedKinds,
            hint: log?.hint(for: found, at: place, in: section), at: place)
    }

    private func child<T>(
        _ input: JSONValue, at key: String, orNull: Bool = false, _ read: (ConfigurationSection) -> T
    ) -> (value: T, section: ConfigurationSection) {
        Self.read(input, at: path.appending(key), log: log, orNull: orNull, read)
    }

    private func record(
        _ key: String, _ content: KeyDescription.Content, default: JSONValue?, _ notes: KeyNotes
    ) {
        record(.key(KeyDescription(name: key, content: content, defaultValue: `default`, notes: notes)))
    }
}
