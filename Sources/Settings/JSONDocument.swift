/// A JSON value together with the lines on which its parts were written.
public struct JSONDocument: Equatable, Sendable {
    /// The value as a whole.
    public private(set) var root: JSONValue

    /// The line of each value, counted from 1; for a member of an object the line of its key.
    public private(set) var lines: [JSONPath: Int]

    /// A document with this value, by default one that was written nowhere.
    public init(root: JSONValue, lines: [JSONPath: Int] = [:]) {
        self.root = root
        self.lines = lines
    }

    /// Reads JSON in which `//` and `/* */` comments and trailing commas are allowed.
    public static func parse(_ text: String) throws(JSONSyntaxError) -> JSONDocument {
        try parse(bytes: text.utf8)
    }

    /// Reads JSON from bytes that should be UTF-8.
    public static func parse(bytes: some Sequence<UInt8>) throws(JSONSyntaxError) -> JSONDocument {
        var parser = JSONParser(bytes: Array(bytes))
        return try parser.document()
    }

    /// Puts a value at a path, as an override from the command line does.
    ///
    /// What stands there afterwards was not read from the file, so the lines at and inside the path go.
    public mutating func set(_ value: JSONValue, at path: JSONPath) throws(JSONPathError) {
        try root.set(value, at: path)
        lines = lines.filter { !$0.key.isWithin(path) }
    }
}

extension JSONValue {
    /// Reads JSON in which `//` and `/* */` comments and trailing commas are allowed.
    public static func parse(_ text: String) throws(JSONSyntaxError) -> JSONValue {
        try JSONDocument.parse(text).root
    }
}
