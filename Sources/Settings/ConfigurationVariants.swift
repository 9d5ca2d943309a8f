/// One of the forms that a section can take, with the keys that only this form has.
public struct Variant<T> {
    /// The value of the selecting key.
    public let name: String
    /// What this form is, for the documentation.
    public let about: String
    let read: (ConfigurationSection) -> T

    /// A form whose own keys `read` asks for.
    public init(_ name: String, about: String, read: @escaping (ConfigurationSection) -> T) {
        self.name = name
        self.about = about
        self.read = read
    }
}

extension ConfigurationSection {
    /// Reads a key whose value selects the case that reads the remaining keys of this same section.
    /// The default nil makes the key required. There must be at least one case.
    public func variant<T>(
        _ key: String = "kind", default: String?, about: String, source: String? = nil, cases: [Variant<T>]
    ) -> T {
        guard let fallback = cases.first(where: { $0.name == `default` }) ?? cases.first else {
            preconditionFailure("the variant \(path.appending(key)) has no cases")
        }
        let selector = KeyDescription(
            name: key, content: .value(.choice(cases.map(\.name))),
            defaultValue: `default`.map { .string($0) }, notes: KeyNotes(about: about, source: source))
        guard !isHarvesting else { return harvest(selector, cases, fallback) }

        record(.key(selector))
        let name = checked(key, .choice(cases.map(\.name)), default: selector.defaultValue)?.textValue
        let others = cases.filter { $0.name != name }
        remember(
            UnchosenCases(
                selector: key, chosen: name,
                cases: others.map { other in (name: other.name, keys: { Self.keys(of: other) }) }))
        guard let chosen = cases.first(where: { $0.name == name }) else {
            return fallback.read(Self.harvesting())
        }
        return chosen.read(self)
    }

    /// Runs every case, each on a separate section so that their keys do not mix.
    private func harvest<T>(_ selector: KeyDescription, _ cases: [Variant<T>], _ fallback: Variant<T>) -> T {
        let descriptions = cases.map { variant in
            let section = Self.harvesting()
            _ = variant.read(section)
            return VariantDescription.Case(
                name: variant.name, about: variant.about, description: section.description)
        }
        record(.variant(VariantDescription(selector: selector, cases: descriptions)))
        return fallback.read(Self.harvesting())
    }

    private static func keys<T>(of variant: Variant<T>) -> [String] {
        let section = harvesting()
        _ = variant.read(section)
        return section.description.keys
    }
}
