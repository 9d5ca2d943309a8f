/// A JSON value together with the lines on which its parts were written.
public struct JSONDocument: Equatable, Sendable {
    /// The value as a whole.
    public private(set) var root: JSONValue

    /// The line of each value, counted from 1; for a member of an object the line of its key.
    public private(set) var lines: [JSONPath: Int]

    /// Where values come from that were put in later, such as "--set steps=5".
    private var origins: [JSONPath: String] = [:]

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

    /// Puts a value at a path, as an option of the command line does.
    ///
    /// What stands there afterwards was not read from the file, so the lines at and inside the path go.
    ///
    /// - Parameter origin: what to call the place that the value comes from, if something is wrong with it.
    public mutating func set(
        _ value: JSONValue, at path: JSONPath, origin: String? = nil
    ) throws(JSONPathError) {
        try root.set(value, at: path)
        lines = lines.filter { !$0.key.isWithin(path) }
        origins = origins.filter { !$0.key.isWithin(path) }
        origins[path] = origin
    }

    /// Puts the same in other words; every part keeps its line.
    mutating func rewrite(_ form: (JSONValue) -> JSONValue) { root = form(root) }

    /// Takes the member of an object away, if there is one at the path.
    mutating func remove(_ path: JSONPath) {
        let parent = JSONPath(Array(path.parts.dropLast()))
        guard let key = path.parts.last, var object = root[parent]?.objectValue else { return }
        object[key] = nil
        // The path leads to an object, so it can be followed.
        try? root.set(.object(object), at: parent)
        lines = lines.filter { !$0.key.isWithin(path) }
        origins = origins.filter { !$0.key.isWithin(path) }
    }

    /// Where the value at a path comes from; nil for the file.
    func origin(of path: JSONPath) -> String? {
        for length in stride(from: path.parts.count, through: 0, by: -1) {
            if let origin = origins[JSONPath(Array(path.parts.prefix(length)))] { return origin }
        }
        // An object that is not in the file was made for the sake of a value inside it.
        guard lines[path] == nil else { return nil }
        return origins.filter { $0.key.isWithin(path) }.min { $0.key < $1.key }?.value
    }
}

extension JSONValue {
    /// Reads JSON in which `//` and `/* */` comments and trailing commas are allowed.
    public static func parse(_ text: String) throws(JSONSyntaxError) -> JSONValue {
        try JSONDocument.parse(text).root
    }
}
