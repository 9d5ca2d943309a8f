/// A key of a declaration and where it stands, for the documentation.
struct PlacedKey {
    /// The condition under which a key exists: that another key has a certain value.
    struct Condition: Equatable {
        let selector: JSONPath
        let value: String
    }

    /// `*` stands for any index of a list.
    let path: JSONPath
    /// The variants that the key belongs to, from the outside in; all of them must hold.
    let conditions: [Condition]
    let key: KeyDescription
    /// The cases among which the key selects; none for most keys.
    var cases: [VariantDescription.Case] = []
}

extension SectionDescription {
    /// All keys of the section and of the sections inside it, including the keys of every case of a variant.
    func placed(at path: JSONPath = .root, under conditions: [PlacedKey.Condition] = []) -> [PlacedKey] {
        entries.flatMap { entry in
            switch entry {
            case .key(let key):
                [PlacedKey(path: path.appending(key.name), conditions: conditions, key: key)]
                    + (key.inner?.placed(at: key.innerPath(in: path), under: conditions) ?? [])
            case .variant(let variant):
                variant.placed(at: path, under: conditions)
            }
        }
    }
}

extension VariantDescription {
    fileprivate func placed(at path: JSONPath, under conditions: [PlacedKey.Condition]) -> [PlacedKey] {
        let place = path.appending(selector.name)
        return [PlacedKey(path: place, conditions: conditions, key: selector, cases: cases)]
            + cases.flatMap { variant in
                variant.description.placed(
                    at: path, under: conditions + [.init(selector: place, value: variant.name)])
            }
    }
}

extension KeyDescription {
    /// Where the keys of the section inside stand.
    fileprivate func innerPath(in section: JSONPath) -> JSONPath {
        let path = section.appending(name)
        if case .sections = content { return path.appending("*") }
        return path
    }
}
