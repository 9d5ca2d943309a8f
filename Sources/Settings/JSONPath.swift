import Text

/// Where a value stands inside a JSON document: the keys and list indices that lead to it from the top.
///
/// Written with dots, list indices included: `penalties.0.weight`. The same notation is used in problems, in
/// overrides and in documentation, where `*` stands for any index.
public struct JSONPath: Hashable, Sendable {
    /// The keys and indices from the top.
    public let parts: [String]

    /// A path of these keys and indices.
    public init(_ parts: [String]) {
        self.parts = parts
    }

    /// Reads `penalties.0.weight`; the empty text is the top level.
    public init(_ text: String) {
        parts =
            text.isEmpty ? [] : text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }

    /// The path of the whole document.
    public static let root = JSONPath([String]())

    /// Whether this is the path of the whole document.
    public var isRoot: Bool { parts.isEmpty }

    /// The path of a member of the object here.
    public func appending(_ key: String) -> JSONPath {
        JSONPath(parts + [key])
    }

    /// The path of an element of the list here.
    public func appending(_ index: Int) -> JSONPath {
        appending(String(index))
    }

    /// Whether this is `other` itself or a place inside it.
    public func isWithin(_ other: JSONPath) -> Bool {
        parts.starts(with: other.parts)
    }
}

extension JSONPath: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    /// The path in its dotted form.
    public init(stringLiteral text: String) {
        self.init(text)
    }

    /// The path part by part.
    public init(arrayLiteral parts: String...) {
        self.init(parts)
    }
}

extension JSONPath: CustomStringConvertible {
    /// The parts joined by dots. A part that would be misread (a dot, a space, a control character inside it)
    /// is put in quotes, so a hostile key can neither pose as another nor reach the terminal unescaped.
    public var description: String {
        parts.map { Self.isPlain($0) ? $0 : JSONWriter.quoted($0) }.joined(separator: ".")
    }

    private static func isPlain(_ part: String) -> Bool {
        !part.isEmpty
            && part.unicodeScalars.allSatisfy { scalar in
                scalar != "." && scalar != "\"" && scalar != "\\" && !scalar.properties.isWhitespace
                    && !scalar.isUnprintable
            }
    }
}

extension JSONPath: Comparable {
    /// Part by part; list indices compare as numbers, so that 10 comes after 9, and come before keys.
    public static func < (left: JSONPath, right: JSONPath) -> Bool {
        for (mine, other) in zip(left.parts, right.parts) where mine != other {
            return (Int(mine) ?? .max, mine) < (Int(other) ?? .max, other)
        }
        return left.parts.count < right.parts.count
    }
}
