// What a shell offers while somebody types a change.
extension ShortForms {
    /// The beginning of a change, continued by a part of its path or by its value.
    public struct Completion: Equatable, Sendable {
        /// Such as `generator.`, `steps=` or `scheme=simultaneous`.
        public let text: String
        public let about: String
    }

    /// How the beginning of a change, such as `generator.opt` or `scheme=si`, may go on. Paths go part by part: a section
    /// ends in a point, and a key in an equals sign.
    public func completions(of beginning: String) -> [Completion] {
        let halves = beginning.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = (halves.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
        guard let path = halves.first, let last = parts.last else { return [] }
        var place = Place.section(description)
        for part in halves.count == 2 ? parts[...] : parts.dropLast() {
            guard let next = place.inside(String(part)) else { return [] }
            place = next
        }
        if halves.count == 2 {
            return place.values.map { Completion(text: "\(path)=\($0.name)", about: $0.about) }
                .filter { $0.text.hasPrefix(beginning) }
        }
        let before = path.dropLast(last.count)
        return place.parts.map { Completion(text: before + $0.name, about: $0.about) }
            .filter { $0.text.hasPrefix(beginning) }
    }
}

/// A place in what a declaration asks for.
private enum Place {
    case section(SectionDescription)
    case list(of: SectionDescription)
    case key(KeyDescription.Content)

    private typealias Member = (name: String, content: KeyDescription.Content, about: String)

    /// The place that a part of a path leads to.
    func inside(_ part: String) -> Place? {
        switch self {
        case .section(let section):
            return Self.members(of: section).first { $0.name == part }.map { .key($0.content) }
        case .list(let element):
            if Int(part) != nil { return .section(element) }
            return element.cases.contains { $0.name == part } ? .section(element.narrowed(to: part)) : nil
        case .key(let content):
            switch content {
            case .numberOrSection(_, let inner), .optionalSection(let inner), .section(let inner):
                return Place.section(inner).inside(part)
            case .sections(let element, _): return Place.list(of: element).inside(part)
            case .value: return nil
            }
        }
    }

    /// What may stand between two points, or before the equals sign.
    var parts: [(name: String, about: String)] {
        switch self {
        case .section(let section):
            Self.members(of: section).flatMap { member in
                Self.endings(of: member.content).map { (member.name + $0, member.about) }
            }
        case .list(let element): element.cases.map { ("\($0.name).", $0.about) }
        case .key(let content):
            switch content {
            case .numberOrSection(_, let inner), .optionalSection(let inner), .section(let inner):
                Place.section(inner).parts
            case .sections(let element, _): Place.list(of: element).parts
            case .value: []
            }
        }
    }

    /// What may stand after the equals sign, as far as that can be listed.
    var values: [(name: String, about: String)] {
        switch self {
        case .section(let section), .list(let section): section.cases.map { ($0.name, $0.about) }
        case .key(let content):
            switch content {
            case .value(let rule): Self.values(of: rule).map { ($0, "") }
            case .section(let inner), .numberOrSection(_, let inner), .sections(let inner, _):
                inner.cases.map { ($0.name, $0.about) }
            case .optionalSection(let inner): inner.cases.map { ($0.name, $0.about) } + [("null", "None.")]
            }
        }
    }

    /// The keys of a section and of all its cases, each once.
    private static func members(of section: SectionDescription) -> [Member] {
        section.entries.flatMap { entry -> [Member] in
            switch entry {
            case .key(let key): [(key.name, key.content, key.notes.about)]
            case .variant(let variant):
                [(variant.selector.name, variant.selector.content, variant.selector.notes.about)]
                    + variant.cases.flatMap { members(of: $0.description) }
            }
        }.reduce(into: []) { members, member in
            if !members.contains(where: { $0.name == member.name }) { members.append(member) }
        }
    }

    private static func endings(of content: KeyDescription.Content) -> [String] {
        switch content {
        case .value: ["="]
        case .section(let inner): inner.cases.isEmpty ? ["."] : [".", "="]
        case .optionalSection, .numberOrSection, .sections: [".", "="]
        }
    }

    private static func values(of rule: ValueRule) -> [String] {
        switch rule {
        case .choice(let names): names
        case .boolean: ["true", "false"]
        case .either(let one, let other): values(of: one) + values(of: other)
        case .integer, .number, .text, .list, .anything, .mapping: []
        }
    }
}

extension SectionDescription {
    /// Of all variants.
    fileprivate var cases: [VariantDescription.Case] { variants.flatMap(\.cases) }

    /// With the keys of one case alone in the place of a variant that has it.
    fileprivate func narrowed(to name: String) -> SectionDescription {
        SectionDescription(
            entries: entries.flatMap { entry -> [Entry] in
                guard case .variant(let variant) = entry,
                    let chosen = variant.cases.first(where: { $0.name == name })
                else { return [entry] }
                return [.key(variant.selector)] + chosen.description.entries
            })
    }
}
