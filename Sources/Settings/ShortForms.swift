/// What may be written short in a change of a configuration, such as an option of the command line makes.
///
/// - The name of a case stands for a section that has it: `scheme=simultaneous` for `scheme.kind=simultaneous`. In a file
///   it does too, also as an element of a list.
/// - It stands for a list of such sections as well, and for an element of one: `penalties=r1` and `penalties=["r1"]`
///   for `penalties=[{"kind": "r1"}]`.
/// - In a path it stands for the index of the element: `penalties.r1.gamma=10` for `penalties.0.gamma=10`.
///
/// A change that chooses a case leaves out the keys that the file has for another case.
public struct ShortForms: Sendable {
    let description: SectionDescription

    /// The short forms of the keys that a declaration asks for.
    public init<T>(of declaration: (ConfigurationSection) -> T) {
        description = ConfigurationReader.description(of: declaration)
    }

    /// Puts a value into a document at a path, both of which may be short.
    ///
    /// - Parameter origin: what to call the place that the value comes from.
    /// - Returns: the keys that are left out, since they belong to other cases than the one that was chosen.
    public func set(
        _ value: JSONValue, at path: JSONPath, of document: inout JSONDocument, origin: String
    ) throws(JSONPathError) -> [JSONPath] {
        document.rewrite(description.writtenOut)
        var cursor = Cursor(at: description, of: document.root)
        for part in path.parts { try cursor.follow(part, of: path) }
        let change = cursor.change(to: value)
        try document.set(change.value, at: change.path, origin: origin)
        guard let chosen = change.value.textValue,
            let section = cursor.sections.last(where: { section in
                section.description.variants.contains {
                    section.path.appending($0.selector.name) == change.path
                }
            })
        else { return [] }
        let strangers = section.description.strangers(to: chosen).map(section.path.appending)
            .filter { document.root[$0] != nil && document.origin(of: $0) == nil }
        for key in strangers { document.remove(key) }
        return strangers
    }
}

/// A place in a document and what a declaration asks for there.
private struct Cursor {
    private enum Place {
        case section(SectionDescription)
        case list(of: SectionDescription)
        case value
    }

    private let root: JSONValue
    private var path = JSONPath.root
    private var place: Place
    /// The sections on the way, from the outside in.
    private(set) var sections: [(path: JSONPath, description: SectionDescription)]

    init(at description: SectionDescription, of root: JSONValue) {
        self.root = root
        place = .section(description)
        sections = [(.root, description)]
    }

    mutating func follow(_ part: String, of whole: JSONPath) throws(JSONPathError) {
        switch place {
        case .section(let section):
            enter(section.content(of: part, in: root[path]), at: path.appending(part))
        case .list(let element):
            let name = try index(part, of: element, in: whole)
            enter(.section(element), at: path.appending(name))
        case .value:
            path = path.appending(part)
        }
    }

    private mutating func enter(_ content: KeyDescription.Content?, at path: JSONPath) {
        self.path = path
        switch content {
        case .section(let inner), .optionalSection(let inner), .numberOrSection(_, let inner):
            place = .section(inner)
            sections.append((path, inner))
        case .sections(let element, _): place = .list(of: element)
        case .value, nil: place = .value
        }
    }

    /// The index that a part of a path means: itself, or the place of the only element of that case.
    private func index(
        _ part: String, of element: SectionDescription, in whole: JSONPath
    ) throws(JSONPathError) -> String {
        let list = root[path]?.listValue ?? []
        guard let selector = element.selector(of: part) else {
            if Int(part) == nil, let owner = Self.owner(of: part, among: list, of: element) {
                throw JSONPathError(path: whole, reason: "did you mean \(path).\(owner).\(part)?")
            }
            return part
        }
        let places = list.indices.filter { list[$0].objectValue?[selector]?.textValue == part }
        guard let place = places.first, places.count == 1 else {
            let count = places.isEmpty ? "no" : "\(places.count) times"
            throw JSONPathError(path: whole, reason: "\(path) has \(count) \(JSONWriter.quoted(part))")
        }
        return String(place)
    }

    /// The case of the first section of a list that may have a key.
    private static func owner(
        of key: String, among list: [JSONValue], of element: SectionDescription
    ) -> String? {
        let owner = list.first { element.content(of: key, in: $0) != nil }?.objectValue
        return element.variants.lazy.compactMap { owner?[$0.selector.name]?.textValue }.first
    }

    /// Where a value goes, and what it is written out.
    func change(to value: JSONValue) -> (path: JSONPath, value: JSONValue) {
        if case .list(let element) = place, let items = value.listValue {
            return (path, .array(items.map { Self.section(named: $0, of: element) ?? $0 }))
        }
        guard let name = value.textValue else { return (path, value) }
        switch place {
        case .section(let section):
            guard let selector = section.selector(of: name) else { return (path, value) }
            // A number that may become a section is replaced by one.
            let isSection = root[path]?.objectValue != nil
            return isSection
                ? (path.appending(selector), value) : (path, .object([selector: value]))
        case .list(let element):
            return (path, Self.section(named: value, of: element).map { [$0] } ?? value)
        case .value:
            return (path, value)
        }
    }

    /// The section that the name of one of its cases stands for.
    private static func section(named value: JSONValue, of element: SectionDescription) -> JSONValue? {
        value.textValue.flatMap(element.selector).map { .object([$0: value]) }
    }
}

extension SectionDescription {
    /// A section with the names of cases in it, or in its place, written out as the sections that they stand for.
    func writtenOut(_ value: JSONValue) -> JSONValue {
        if let name = value.textValue {
            return selector(of: name).map { .object([$0: value]) } ?? value
        }
        guard var object = value.objectValue else { return value }
        for member in object.members {
            switch content(of: member.key, in: value) {
            case .section(let inner), .optionalSection(let inner):
                object[member.key] = inner.writtenOut(member.value)
            case .sections(let element, _):
                object[member.key] =
                    member.value.listValue.map { .array($0.map(element.writtenOut)) }
                    ?? member.value
            case .numberOrSection, .value, nil: break
            }
        }
        return .object(object)
    }

    /// The key that selects the case of this name, if the section has the case.
    fileprivate func selector(of name: String) -> String? {
        variants.first { $0.cases.contains { $0.name == name } }?.selector.name
    }

    /// What may stand at a key; of keys that several cases have, the one of the case that `value` chooses.
    fileprivate func content(of key: String, in value: JSONValue?) -> KeyDescription.Content? {
        for entry in entries {
            switch entry {
            case .key(let known) where known.name == key: return known.content
            case .key: break
            case .variant(let variant):
                if variant.selector.name == key { return variant.selector.content }
                let chosen = value?.objectValue?[variant.selector.name]?.textValue
                let cases = variant.cases.filter { $0.name == chosen } + variant.cases
                let found = cases.lazy.compactMap { $0.description.content(of: key, in: value) }.first
                if let found { return found }
            }
        }
        return nil
    }

    /// The keys of other cases that the case of this name does not have.
    fileprivate func strangers(to name: String) -> [String] {
        guard let variant = variants.first(where: { $0.cases.contains { $0.name == name } }) else {
            return []
        }
        let shared = entries.compactMap { if case .key(let key) = $0 { key.name } else { nil } }
        let others = variants.filter { $0.selector.name != variant.selector.name }.flatMap { other in
            [other.selector.name] + other.cases.flatMap(\.description.keys)
        }
        let own = variant.cases.first { $0.name == name }?.description.keys ?? []
        let known = Set(shared + others + own + [variant.selector.name])
        return variant.cases.flatMap(\.description.keys).filter { !known.contains($0) }
            .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
