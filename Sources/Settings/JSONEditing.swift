/// Why a value could not be set at a path.
public struct JSONPathError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The path as a whole.
    public let path: JSONPath
    /// The obstacle.
    public let reason: String

    /// For example "cannot set steps.x: steps is a number, not an object or a list".
    public var description: String { "cannot set \(path): \(reason)" }
}

extension JSONValue {
    /// The value at a path, or nil if the path leads nowhere.
    public subscript(path: JSONPath) -> JSONValue? {
        path.parts.reduce(self as JSONValue?) { value, part in
            switch value {
            case .object(let object): object[part]
            case .array(let list): Self.index(part, upTo: list.count).map { list[$0] }
            default: nil
            }
        }
    }

    /// Puts `value` at `path`, making the objects on the way that are absent or null.
    ///
    /// A part of the path that meets a list is an index; the index one past the last adds an element.
    /// If the path cannot be followed, nothing is changed.
    public mutating func set(_ value: JSONValue, at path: JSONPath) throws(JSONPathError) {
        guard path.parts.count <= JSONParser.depthLimit else {
            throw JSONPathError(path: path, reason: "it has more than \(JSONParser.depthLimit) parts")
        }
        guard !path.parts.contains("") else {
            throw JSONPathError(path: path, reason: "a part of the path is empty")
        }
        self = try setting(value, at: path, after: 0)
    }

    private func setting(
        _ value: JSONValue, at path: JSONPath, after depth: Int
    ) throws(JSONPathError) -> JSONValue {
        guard depth < path.parts.count else { return value }
        let part = path.parts[depth]
        switch self {
        case .null:
            return try JSONValue.object([:]).setting(value, at: path, after: depth)
        case .object(var object):
            object[part] = try (object[part] ?? .null).setting(value, at: path, after: depth + 1)
            return .object(object)
        case .array(var list):
            guard let index = Self.index(part, upTo: list.count + 1) else {
                throw JSONPathError(
                    path: path, reason: Self.badIndex(part, of: path, at: depth, count: list.count))
            }
            if index == list.count { list.append(.null) }
            list[index] = try list[index].setting(value, at: path, after: depth + 1)
            return .array(list)
        case .boolean, .number, .string:
            let place = Self.place(path, depth)
            throw JSONPathError(path: path, reason: "\(place) is \(typeName), not an object or a list")
        }
    }

    private static func badIndex(_ part: String, of path: JSONPath, at depth: Int, count: Int) -> String {
        let index = JSONWriter.quoted(part)
        return "\(place(path, depth)) is a list of \(count), and \(index) is not an index from 0 to \(count)"
    }

    /// How to call the value that the first parts of a path lead to.
    private static func place(_ path: JSONPath, _ depth: Int) -> String {
        depth == 0 ? "the top level" : JSONPath(Array(path.parts.prefix(depth))).description
    }

    /// Only the plain spelling of an index counts: "007" and "+1" are more likely slips than indices.
    private static func index(_ part: String, upTo end: Int) -> Int? {
        guard let index = Int(part), String(index) == part, index >= 0, index < end else { return nil }
        return index
    }
}
