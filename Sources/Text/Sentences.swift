extension StringProtocol {
    /// With a full stop, unless a mark is there.
    public var ended: String { last.map { ".!?".contains($0) } ?? true ? String(self) : self + "." }

    /// The text up to its first full stop that a space or the end follows, without the stop.
    public var firstSentence: String {
        let text = String(self)
        let end = text.indices.first { text[$0] == "." && text[text.index(after: $0)...].first ?? " " == " " }
        return String(text[..<(end ?? text.endIndex)])
    }

    /// A message of several lines, such as an error with its advice, as sentences in one line. A line that ends
    /// without a mark gets a full stop, the last one excepted.
    public var inOneLine: String {
        let lines = split(whereSeparator: \.isNewline).map { $0.split(separator: " ").joined(separator: " ") }
            .filter { !$0.isEmpty }
        let sentences = lines.dropLast().map { $0.hasSuffix(":") ? $0 : $0.ended }
        return (sentences + lines.suffix(1)).joined(separator: " ")
    }
}
