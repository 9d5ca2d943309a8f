/// The words that accompany a key in the documentation.
struct KeyNotes: Equatable, Sendable {
    var unit: String?
    let about: String
    var source: String?
}

/// What a declaration asks of a section, as data: the keys in the order in which they are read.
///
/// A declaration is code; running it on an empty section leaves its description behind, from which the
/// documentation, the schema and the guide are made.
struct SectionDescription: Equatable, Sendable {
    enum Entry: Equatable, Sendable {
        case key(KeyDescription)
        case variant(VariantDescription)
    }

    var entries: [Entry] = []

    /// All keys that may occur, including the keys of every case of a variant.
    var keys: [String] {
        entries.flatMap { entry in
            switch entry {
            case .key(let key): [key.name]
            case .variant(let variant): [variant.selector.name] + variant.cases.flatMap(\.description.keys)
            }
        }
    }

    /// Which kinds of objects there are, in words that follow "an object"; empty if there is one kind only.
    var allowedKinds: String {
        guard let variant = variants.first else { return "" }
        let names = variant.cases.map { JSONWriter.quoted($0.name) }
        return " whose \(JSONWriter.quoted(variant.selector.name)) is "
            + (names.count == 1 ? names.joined() : "one of \(names.joined(separator: ", "))")
    }

    /// The keys that select a case.
    var variants: [VariantDescription] {
        entries.compactMap { if case .variant(let variant) = $0 { variant } else { nil } }
    }

    /// Whether an empty section would lack something.
    var needsValues: Bool {
        entries.contains { entry in
            switch entry {
            case .key(let key): key.isRequired
            case .variant(let variant):
                variant.selector.isRequired || variant.defaultCase?.description.needsValues ?? true
            }
        }
    }
}

/// A key and what may stand there.
struct KeyDescription: Equatable, Sendable {
    enum Content: Equatable, Sendable {
        case value(ValueRule)
        case section(SectionDescription)
        case optionalSection(SectionDescription)
        case sections(SectionDescription, count: ClosedRange<Int>)
        case numberOrSection(NumberRange, SectionDescription)
    }

    let name: String
    let content: Content
    /// Nil if there is none, which for anything but a plain section makes the key required.
    let defaultValue: JSONValue?
    let notes: KeyNotes

    /// The section inside, if there is one.
    var inner: SectionDescription? {
        switch content {
        case .value: nil
        case .section(let description), .optionalSection(let description), .sections(let description, _),
            .numberOrSection(_, let description):
            description
        }
    }

    var isRequired: Bool {
        if case .section(let description) = content { return description.needsValues }
        return defaultValue == nil
    }
}

extension KeyDescription.Content {
    /// In words that fit after "allowed is".
    var allowed: String {
        switch self {
        case .value(let rule): rule.allowed
        case .section: "an object"
        case .optionalSection: "an object or null"
        case .sections(_, let count): "a list of \(ValueRule.amount(count, of: "objects"))"
        case .numberOrSection(let range, _): "\(range), or an object"
        }
    }
}

/// A key whose value selects which further keys its section has.
struct VariantDescription: Equatable, Sendable {
    struct Case: Equatable, Sendable {
        let name: String
        let about: String
        let description: SectionDescription
    }

    let selector: KeyDescription
    let cases: [Case]

    var defaultCase: Case? {
        cases.first { $0.name == selector.defaultValue?.textValue }
    }
}
