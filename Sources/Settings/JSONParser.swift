import Text

/// Turns bytes into a document by recursive descent, one function a rule of the grammar.
struct JSONParser {
    /// Bounds the recursion here and in everything that walks a value later.
    static let depthLimit = 64

    var scanner: JSONScanner
    private var lines: [JSONPath: Int] = [:]

    init(bytes: [UInt8]) {
        scanner = JSONScanner(bytes: bytes)
    }

    mutating func document() throws(JSONSyntaxError) -> JSONDocument {
        try scanner.checkEncoding()
        try scanner.skipBlanks()
        lines[.root] = scanner.line
        let root = try value(at: .root)
        try scanner.skipBlanks()
        guard scanner.isAtEnd else { throw scanner.expected("the end of the text") }
        return JSONDocument(root: root, lines: lines)
    }

    private mutating func value(
        at path: JSONPath, expecting wanted: String = "a value"
    ) throws(JSONSyntaxError) -> JSONValue {
        switch scanner.current {
        case ASCII.openBrace: return .object(try object(at: path))
        case ASCII.openBracket: return .array(try list(at: path))
        case ASCII.quote: return .string(try text())
        case ASCII.minus: return .number(try number())
        case let byte? where ASCII.digits.contains(byte): return .number(try number())
        default: return try word(expecting: wanted)
        }
    }

    private mutating func word(expecting wanted: String) throws(JSONSyntaxError) -> JSONValue {
        var length = 0
        while let byte = scanner.byte(after: length), ASCII.isWord(byte) { length += 1 }
        let value: JSONValue
        switch scanner.text(scanner.offset..<scanner.offset + length) {
        case "true": value = .boolean(true)
        case "false": value = .boolean(false)
        case "null": value = .null
        case let word:
            throw scanner.expected(wanted, remark(on: word))
        }
        scanner.advance(by: length)
        return value
    }

    /// How JSON writes what a word or a sign means to other programs, after a semicolon; empty if nothing is known.
    func remark(on word: String) -> String {
        let remark: String? =
            switch scanner.current {
            case UInt8(ascii: "'"): "JSON needs double quotes"
            case UInt8(ascii: "#"): "comments begin with //"
            case ASCII.point, ASCII.plus:
                Double(word).flatMap { $0.isFinite ? "JSON writes \(JSONWriter.number($0))" : nil }
            default: Self.spelling[word.lowercased()]
            }
        return remark.map { "; \($0)" } ?? ""
    }

    private static let spelling = [
        "true": "JSON writes true", "false": "JSON writes false", "null": "JSON writes null",
        "none": "JSON writes null", "nil": "JSON writes null", "nan": "JSON has no NaN",
        "inf": "JSON has no infinity", "infinity": "JSON has no infinity",
    ]

    private mutating func list(at path: JSONPath) throws(JSONSyntaxError) -> [JSONValue] {
        try open(at: path)
        var values: [JSONValue] = []
        while !scanner.take(ASCII.closeBracket) {
            let place = path.appending(values.count)
            lines[place] = scanner.line
            values.append(try value(at: place, expecting: "a value or ']'"))
            try separate(before: ASCII.closeBracket)
        }
        return values
    }

    private mutating func object(at path: JSONPath) throws(JSONSyntaxError) -> JSONObject {
        try open(at: path)
        var object = JSONObject()
        while !scanner.take(ASCII.closeBrace) {
            let key = try newKey(in: object, at: path)
            let place = path.appending(key)
            lines[place] = scanner.line
            try scanner.skipBlanks()
            guard scanner.take(ASCII.colon) else {
                throw scanner.expected("':' after the key \(JSONWriter.quoted(key.excerpt()))")
            }
            try scanner.skipBlanks()
            object[key] = try value(at: place)
            try separate(before: ASCII.closeBrace)
        }
        return object
    }

    private mutating func newKey(
        in object: JSONObject, at path: JSONPath
    ) throws(JSONSyntaxError) -> String {
        guard scanner.current == ASCII.quote else {
            let isComment = scanner.current == UInt8(ascii: "#")
            throw scanner.expected("a key in double quotes or '}'", isComment ? remark(on: "") : "")
        }
        let start = scanner.offset
        let key = try text()
        guard object[key] == nil else {
            let first = lines[path.appending(key)].map { "; it is already on line \($0)" } ?? ""
            throw scanner.failure(
                "the key \(JSONWriter.quoted(key.excerpt())) is given twice\(first)", at: start)
        }
        return key
    }

    /// Takes the bracket that opens a list or an object.
    private mutating func open(at path: JSONPath) throws(JSONSyntaxError) {
        guard path.parts.count < Self.depthLimit else {
            throw scanner.failure("more than \(Self.depthLimit) levels of nesting", at: scanner.offset)
        }
        scanner.advance()
        try scanner.skipBlanks()
    }

    /// After a value there is a comma, the closing bracket, or both.
    private mutating func separate(before close: UInt8) throws(JSONSyntaxError) {
        try scanner.skipBlanks()
        if scanner.take(ASCII.comma) {
            try scanner.skipBlanks()
        } else if scanner.current != close {
            let isComment = scanner.current == UInt8(ascii: "#")
            throw scanner.expected(
                "a comma or '\(Character(Unicode.Scalar(close)))' after the value",
                isComment ? remark(on: "") : "")
        }
    }
}
