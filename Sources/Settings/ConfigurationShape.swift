/// The words that accompany a key in the documentation.
struct KeyNotes: Equatable, Sendable {
    var unit: String?
    let about: String
    var source: String?
}

/// What a declaration asks of a section, as data: the keys in the order in which they are read.
///
/// A declaration is code; running it on an empty section leaves its shape behind, from which the
/// documentation, the schema and the guide are made.
struct SectionShape: Equatable, Sendable {
    enum Entry: Equatable, Sendable {
        case key(KeyShape)
        case variant(VariantShape)
    }

    var entries: [Entry] = []

    /// All keys that may occur, those of every case of a variant included.
    var keys: [String] {
        entries.flatMap { entry in
            switch entry {
            case .key(let key): [key.name]
            case .variant(let variant): [variant.selector.name] + variant.cases.flatMap(\.shape.keys)
            }
        }
    }

    /// The keys that select a case.
    var variants: [VariantShape] {
        entries.compactMap { if case .variant(let variant) = $0 { variant } else { nil } }
    }

    /// Whether an empty section would lack something.
    var needsValues: Bool {
        entries.contains { entry in
            switch entry {
            case .key(let key): key.isRequired
            case .variant(let variant):
                variant.selector.isRequired || variant.defaultCase?.shape.needsValues ?? true
            }
        }
    }
}

/// A key and what may stand there.
struct KeyShape: Equatable, Sendable {
    enum Content: Equatable, Sendable {
        case value(ValueRule)
        case section(SectionShape)
        case optionalSection(SectionShape)
        case sections(SectionShape, count: ClosedRange<Int>)
        case numberOrSection(NumberRange, SectionShape)
    }

    let name: String
    let content: Content
    /// Nil if there is none, which for anything but a plain section makes the key required.
    let defaultValue: JSONValue?
    let notes: KeyNotes

    /// The section inside, if there is one.
    var inner: SectionShape? {
        switch content {
        case .value: nil
        case .section(let shape), .optionalSection(let shape), .sections(let shape, _),
            .numberOrSection(_, let shape):
            shape
        }
    }

    var isRequired: Bool {
        if case .section(let shape) = content { return shape.needsValues }
        return defaultValue == nil
    }
}

extension KeyShape.Content {
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
struct VariantShape: Equatable, Sendable {
    struct Case: Equatable, Sendable {
        let name: String
        let about: String
        let shape: SectionShape
    }

    let selector: KeyShape
    let cases: [Case]

    var defaultCase: Case? {
        cases.first { $0.name == selector.defaultValue?.textValue }
    }
}
