// What a user names may contain anything: files, columns and settings come from other people too. A character that
// steers the terminal, or that makes a line read in another order, must never reach it from there.
extension StringProtocol {
    /// The text with every unprintable character written as an escape, such as `\n` or `\u001b`. Use it for a name
    /// or a value inside a message.
    public var printable: String { escaped { $0.isUnprintable } }

    /// The same for a text of several lines: line breaks stay. Everything that is printed passes through here.
    public var printableLines: String { escaped { $0.isUnprintable && $0 != "\n" } }

    private func escaped(where isEscaped: (Unicode.Scalar) -> Bool) -> String {
        guard unicodeScalars.contains(where: isEscaped) else { return String(self) }
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if isEscaped(scalar) {
                result.append(contentsOf: scalar.escape.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    /// Whether terminals and editors obey the character instead of showing it: control characters (C0, DEL, C1),
    /// separators of lines and paragraphs, and the marks that change the direction of writing.
    public var isUnprintable: Bool {
        if value < 0x7F { return value < 0x20 }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        default: return properties.isBidiControl
        }
    }

    /// The character as JSON escapes it. All unprintable characters lie below U+10000, so that four digits suffice.
    public var escape: String {
        switch self {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default:
            let digits = String(value, radix: 16)
            return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
    }
}
