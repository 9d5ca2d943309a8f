import Settings

/// A place of the configuration at which runs differ.
public struct SettingDifference: Equatable, Sendable {
    public let path: JSONPath
    /// One for each run; nil where the configuration has no such place.
    public let values: [JSONValue?]

    /// All places at which configurations differ, each as deep inside as they are alike: lists of methods are
    /// entered only if they name the same methods.
    static func all(among configurations: [JSONValue]) -> [SettingDifference] {
        all(among: configurations, at: .root)
    }

    private static func all(among values: [JSONValue?], at path: JSONPath) -> [SettingDifference] {
        guard values.contains(where: { $0 != values[0] }) else { return [] }
        if let objects = values.unwrapped({ $0.objectValue }) {
            return objects.keys.flatMap { key in all(among: objects.map { $0[key] }, at: path.appending(key))
            }
        }
        if let lists = values.unwrapped({ $0.listValue }), Set(lists.map(\.kinds)).count == 1,
            lists[0].kinds.allSatisfy({ $0 != nil })
        {
            return lists[0].indices.flatMap { index in
                all(among: lists.map { $0[index] }, at: path.appending(index))
            }
        }
        return [SettingDifference(path: path, values: values)]
    }
}

extension [JSONValue?] {
    /// What all the values are, or nil if one is something else.
    fileprivate func unwrapped<Part>(_ part: (JSONValue) -> Part?) -> [Part]? {
        let parts = compactMap { $0.flatMap(part) }
        return parts.count == count ? parts : nil
    }
}

extension [JSONObject] {
    /// The keys of all objects, each once, in the order of the first that has it.
    fileprivate var keys: [String] {
        reduce(into: []) { keys, object in
            keys += object.keys.filter { !keys.contains($0) }
        }
    }
}

extension [JSONValue] {
    /// What the sections of a list call themselves.
    fileprivate var kinds: [String?] { map { $0.objectValue?["kind"]?.textValue } }
}
