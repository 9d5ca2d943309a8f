import Text

/// A JSON value. Numbers are doubles, as in most JSON readers, so integers are exact up to 2^53.
public enum JSONValue: Equatable, Sendable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue {
    /// The type in words that fit after "found" and "is".
    public var typeName: String {
        switch self {
        case .null: "null"
        case .boolean: "true or false"
        case .number: "a number"
        case .string: "text"
        case .array: "a list"
        case .object: "an object"
        }
    }

    /// The truth value, if it is one.
    public var booleanValue: Bool? {
        if case .boolean(let value) = self { value } else { nil }
    }

    /// The number, if it is one.
    public var numberValue: Double? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The number as an integer, if it is one.
    public var integerValue: Int? {
        numberValue.flatMap { Int(exactly: $0) }
    }

    /// The text, if it is one.
    public var textValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The elements, if it is a list.
    public var listValue: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The object, if it is one.
    public var objectValue: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }

    /// Whether the value has no values inside it.
    var isScalar: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }
}

extension JSONValue: CustomStringConvertible {
    /// The value as JSON on one line.
    public var description: String { JSONWriter.compact(self) }
}

extension JSONValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }

    /// A number without a fraction.
    public init(integerLiteral value: Int) { self = .number(Double(value)) }

    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }

    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }

    /// A list.
    public init(arrayLiteral values: JSONValue...) { self = .array(values) }

    /// An object.
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        var object = JSONObject()
        for (key, value) in members { object[key] = value }
        self = .object(object)
    }
}

extension JSONValue {
    /// What was found, for a message: a scalar as it is written, of a list or an object only the type.
    var excerpt: String {
        switch self {
        case .array(let values): "a list of \(values.count)"
        case .object: typeName
        case .string(let text): JSONWriter.quoted(text.excerpt())
        default: JSONWriter.compact(self)
        }
    }
}
