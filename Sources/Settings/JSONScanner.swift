import Text

/// The bytes that mean something in JSON.
enum ASCII {
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let slash = UInt8(ascii: "/")
    static let star = UInt8(ascii: "*")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let minus = UInt8(ascii: "-")
    static let plus = UInt8(ascii: "+")
    static let point = UInt8(ascii: ".")
    static let newline = UInt8(ascii: "\n")
    static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    static func isWord(_ byte: UInt8) -> Bool {
        isLetter(byte) || digits.contains(byte) || [UInt8(ascii: "_"), minus, plus, point].contains(byte)
    }
}

/// Walks over the bytes of a text, knows the line, and words the errors.
struct JSONScanner {
    let bytes: [UInt8]
    private(set) var offset = 0
    private(set) var line = 1

    init(bytes: [UInt8]) {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        self.bytes = bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(byteOrderMark.count)) : bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    /// The next byte, or nil at the end.
    var current: UInt8? { byte(after: 0) }

    func byte(after distance: Int) -> UInt8? {
        offset + distance < bytes.count ? bytes[offset + distance] : nil
    }

    mutating func advance(by count: Int = 1) {
        offset = min(offset + count, bytes.count)
    }

    /// Takes the byte if it is the next one.
    mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        offset += 1
        return true
    }

    /// The valid UTF-8 between two offsets.
    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    func checkEncoding() throws(JSONSyntaxError) {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw failure("the text is not valid UTF-8", at: error.byteOffsets.lowerBound)
        }
    }

    /// Passes over white space and comments, the only places where a line may end.
    mutating func skipBlanks() throws(JSONSyntaxError) {
        while let byte = current {
            switch byte {
            case ASCII.newline:
                line += 1
                advance()
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                advance()
            case ASCII.slash:
                try skipComment()
            default:
                return
            }
        }
    }

    private mutating func skipComment() throws(JSONSyntaxError) {
        let start = offset
        switch byte(after: 1) {
        case ASCII.slash:
            while let byte = current, byte != ASCII.newline { advance() }
        case ASCII.star:
            advance(by: 2)
            while !(current == ASCII.star && byte(after: 1) == ASCII.slash) {
                guard let byte = current else { throw failure("the comment is not closed by */", at: start) }
                if byte == ASCII.newline { line += 1 }
                advance()
            }
            advance(by: 2)
        default:
            throw failure("a comment starts with // or /*", at: start)
        }
    }
}

extension JSONScanner {
    /// An error at the current place that says what would have been right and what is there.
    func expected(_ wanted: String, _ remark: String = "") -> JSONSyntaxError {
        let found = isAtEnd ? "the end of the text" : upcoming
        return failure("expected \(wanted), found \(found)\(remark)", at: offset)
    }

    func failure(_ message: String, at offset: Int) -> JSONSyntaxError {
        let before = bytes.prefix(offset)
        let lineStart = before.lastIndex(of: ASCII.newline).map { $0 + 1 } ?? 0
        // Continuation bytes 10xxxxxx do not start a scalar and so do not take up a column.
        let column = bytes[lineStart..<max(lineStart, offset)].count { $0 & 0xC0 != 0x80 } + 1
        return JSONSyntaxError(
            line: before.count { $0 == ASCII.newline } + 1, column: column, message: message)
    }

    /// The text, word or single character that comes next, in quotes and cut short if it is long.
    private var upcoming: String {
        let scalars = String(decoding: bytes[offset...].prefix(200), as: UTF8.self).unicodeScalars
        var token = String(scalars.prefix { $0.isASCII && ASCII.isWord(UInt8(truncatingIfNeeded: $0.value)) })
        if current == ASCII.quote {
            let body = scalars.dropFirst().prefix { $0 != "\"" && $0 != "\n" }
            let isClosed = body.endIndex < scalars.endIndex && scalars[body.endIndex] == "\""
            token = "\"\(String(body))\(isClosed ? "\"" : "")"
        } else if token.isEmpty {
            token = String(scalars.prefix(1))
        }
        return JSONWriter.quoted(token.excerpt())
    }
}
