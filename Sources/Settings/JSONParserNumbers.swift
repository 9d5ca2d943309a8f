import Text

extension JSONParser {
    mutating func number() throws(JSONSyntaxError) -> Double {
        let start = scanner.offset
        if scanner.take(ASCII.minus), !isAtDigit {
            var length = 0
            while let byte = scanner.byte(after: length), ASCII.isLetter(byte) { length += 1 }
            let word = scanner.text(scanner.offset..<scanner.offset + length)
            throw scanner.expected("a digit after '-'", remark(on: word))
        }
        let leadingZero = scanner.offset
        if scanner.take(UInt8(ascii: "0")) {
            guard !isAtDigit else { throw scanner.failure("a number may not start with 0", at: leadingZero) }
        } else {
            skipDigits()
        }
        if scanner.take(ASCII.point) {
            try requireDigit("a digit after the decimal point")
            skipDigits()
        }
        let mantissaEnd = scanner.offset
        if scanner.take(UInt8(ascii: "e")) || scanner.take(UInt8(ascii: "E")) {
            if !scanner.take(ASCII.plus) { _ = scanner.take(ASCII.minus) }
            try requireDigit("a digit in the exponent")
            skipDigits()
        }
        return try converted(start..<scanner.offset, mantissa: start..<mantissaEnd)
    }

    private func converted(
        _ range: Range<Int>, mantissa: Range<Int>
    ) throws(JSONSyntaxError) -> Double {
        let text = scanner.text(range)
        guard let value = Double(text), value.isFinite else {
            throw scanner.failure("the number \(text.excerpt()) is too large", at: range.lowerBound)
        }
        // A learning rate of 1e-400 that silently became 0 would be a puzzle.
        let digits = (UInt8(ascii: "1")...UInt8(ascii: "9"))
        guard value != 0 || !scanner.bytes[mantissa].contains(where: digits.contains) else {
            throw scanner.failure("the number \(text.excerpt()) is too close to 0", at: range.lowerBound)
        }
        return value
    }

    private var isAtDigit: Bool {
        scanner.current.map(ASCII.digits.contains) ?? false
    }

    private func requireDigit(_ wanted: String) throws(JSONSyntaxError) {
        guard isAtDigit else { throw scanner.expected(wanted) }
    }

    private mutating func skipDigits() {
        while isAtDigit { scanner.advance() }
    }
}
