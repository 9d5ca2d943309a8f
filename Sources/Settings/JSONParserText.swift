extension JSONParser {
    /// Text in double quotes; the scanner stands on the opening quote.
    mutating func text() throws(JSONSyntaxError) -> String {
        let start = scanner.offset
        scanner.advance()
        var result = ""
        var plain = scanner.offset
        while let byte = scanner.current {
            switch byte {
            case ASCII.quote:
                result += scanner.text(plain..<scanner.offset)
                scanner.advance()
                return result
            case ASCII.backslash:
                result += scanner.text(plain..<scanner.offset)
                result.unicodeScalars.append(try escape())
                plain = scanner.offset
            case ASCII.newline:
                throw scanner.failure("the text is not closed before the end of the line", at: start)
            case 0..<0x20:
                let code = JSONWriter.quoted(String(Unicode.Scalar(byte)))
                throw scanner.failure(
                    "text must not contain the control character \(code) as is", at: scanner.offset)
            default:
                scanner.advance()
            }
        }
        throw scanner.failure("the text is not closed before the end of the line", at: start)
    }

    private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
        let start = scanner.offset
        scanner.advance()
        guard let byte = scanner.current else { throw scanner.expected("an escape after '\\'") }
        if byte == UInt8(ascii: "u") { return try unicodeEscape(from: start) }
        guard let scalar = Self.escapes[byte] else {
            throw scanner.expected("one of \" \\ / b f n r t u after '\\'")
        }
        scanner.advance()
        return scalar
    }

    private static let escapes: [UInt8: Unicode.Scalar] = [
        ASCII.quote: "\"", ASCII.backslash: "\\", ASCII.slash: "/",
        UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n",
        UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]

    /// Characters beyond U+FFFF are written as two escapes, a high and a low surrogate.
    private mutating func unicodeEscape(from start: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
        let unit = try hexadecimalUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        if UTF16.isLeadSurrogate(unit), scanner.current == ASCII.backslash,
            scanner.byte(after: 1) == UInt8(ascii: "u")
        {
            scanner.advance()
            let low = try hexadecimalUnit()
            if UTF16.isTrailSurrogate(low),
                let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
            {
                return scalar
            }
        }
        throw scanner.failure("\(scanner.text(start..<start + 6)) is half of a surrogate pair", at: start)
    }

    /// The `u` and its four digits.
    private mutating func hexadecimalUnit() throws(JSONSyntaxError) -> UInt16 {
        scanner.advance()
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = scanner.current.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
                throw scanner.expected("four hexadecimal digits after '\\u'")
            }
            unit = unit << 4 | UInt16(digit)
            scanner.advance()
        }
        return unit
    }
}
