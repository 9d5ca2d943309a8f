/// A key of a configuration, described for people.
public struct KeyDocumentation: Equatable, Sendable {
    /// The condition under which a key exists: that another key has a certain value.
    public struct Condition: Equatable, Sendable, CustomStringConvertible {
        /// The selecting key.
        public let path: JSONPath
        /// The value it must have.
        public let value: String

        /// For example `optimizer.kind "adam"`.
        public var description: String { "\(path) \(JSONWriter.quoted(value))" }
    }

    /// `*` stands for any index of a list.
    public let path: JSONPath
    /// One or a few words, such as "integer" or "list of sections".
    public let type: String
    /// What is allowed, as in the problems.
    public let allowed: String
    /// The default as JSON; nil if the key is required.
    public let defaultText: String?
    /// The unit of the number, if it has one.
    public let unit: String?
    /// What the key means.
    public let about: String
    /// Where a default or a definition comes from.
    public let source: String?
    /// The variants the key belongs to, from the outside in; all of them must hold.
    public let conditions: [Condition]
    /// What each case of a variant means, if this key selects one.
    public let cases: [Case]

    /// A case of a variant.
    public struct Case: Equatable, Sendable {
        /// The value of the selecting key.
        public let name: String
        /// What the case is.
        public let about: String
    }

    /// The conditions in words, such as `optimizer.kind "adam"`; nil if there are none.
    public var variant: String? {
        conditions.isEmpty ? nil : conditions.map(\.description).joined(separator: " and ")
    }
}

extension SectionShape {
    func documentation(at path: JSONPath, under conditions: [KeyDocumentation.Condition])
        -> [KeyDocumentation]
    {
        entries.flatMap { entry in
            switch entry {
            case .key(let key):
                key.documentation(in: path, under: conditions)
            case .variant(let variant):
                variant.documentation(in: path, under: conditions)
            }
        }
    }
}

extension KeyShape {
    /// The key itself and those of the section inside it.
    func documentation(in section: JSONPath, under conditions: [KeyDocumentation.Condition])
        -> [KeyDocumentation]
    {
        [documentation(in: section, under: conditions, cases: [])]
            + (inner?.documentation(at: innerPath(in: section), under: conditions) ?? [])
    }

    func documentation(
        in section: JSONPath, under conditions: [KeyDocumentation.Condition], cases: [KeyDocumentation.Case]
    ) -> KeyDocumentation {
        KeyDocumentation(
            path: section.appending(name), type: content.typeName, allowed: allowed, defaultText: defaultText,
            unit: notes.unit, about: notes.about, source: notes.source, conditions: conditions, cases: cases)
    }

    /// Where the keys of the section inside stand.
    func innerPath(in section: JSONPath) -> JSONPath {
        let path = section.appending(name)
        if case .sections = content { return path.appending("*") }
        return path
    }

    /// The default as JSON; nil if the key is required.
    var defaultText: String? {
        if isRequired { return nil }
        // A plain section has no default of its own: absent, it is read as an empty one.
        return JSONWriter.compact(defaultValue ?? [:])
    }
}

extension VariantShape {
    func documentation(in section: JSONPath, under conditions: [KeyDocumentation.Condition])
        -> [KeyDocumentation]
    {
        let cases = cases.map { KeyDocumentation.Case(name: $0.name, about: $0.about) }
        let selection = selector.documentation(in: section, under: conditions, cases: cases)
        return [selection]
            + self.cases.flatMap { variant in
                let condition = KeyDocumentation.Condition(path: selection.path, value: variant.name)
                return variant.shape.documentation(at: section, under: conditions + [condition])
            }
    }
}
