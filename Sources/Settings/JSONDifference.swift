/// A place at which JSON values differ.
public struct JSONDifference: Equatable, Sendable {
    /// Where they differ.
    public let path: JSONPath
    /// What stands there in each; nil where there is no such place.
    public let values: [JSONValue?]

    package init(path: JSONPath, values: [JSONValue?]) { (self.path, self.values) = (path, values) }

    /// All places at which the values differ, each as deep inside as they are alike: lists are entered only if they
    /// name the same kinds of things.
    public static func all(among values: [JSONValue]) -> [JSONDifference] { all(among: values, at: .root) }

    private static func all(among values: [JSONValue?], at path: JSONPath) -> [JSONDifference] {
        guard values.contains(where: { $0 != values[0] }) else { return [] }
        if let objects = values.unwrapped(\.objectValue) {
            return objects.keys.flatMap { key in all(among: objects.map { $0[key] }, at: path.appending(key))
            }
        }
        if let lists = values.unwrapped(\.listValue), let kinds = lists[0].kinds,
            lists.allSatisfy({ $0.kinds == kinds })
        {
            return lists[0].indices.flatMap { index in
                all(among: lists.map { $0[index] }, at: path.appending(index))
            }
        }
        return [JSONDifference(path: path, values: values)]
    }
}

extension JSONDifference: CustomStringConvertible {
    /// For example "steps: 100 -> 200".
    public var description: String {
        let change = values.map { $0?.description ?? "absent" }.joined(separator: " -> ")
        return path.isRoot ? change : "\(path): \(change)"
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
    /// What the sections of a list call themselves; nil if one of them has no kind.
    fileprivate var kinds: [String]? {
        let kinds = compactMap { $0.objectValue?["kind"]?.textValue }
        return kinds.count == count ? kinds : nil
    }
}
