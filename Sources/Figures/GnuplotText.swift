/// Text for gnuplot scripts.
enum GnuplotText {
    /// A string of gnuplot that holds exactly this text, whatever quotes, backslashes or dollars are in it:
    /// between single quotes nothing is special but the single quote, which is doubled. At the start of a string
    /// gnuplot takes a doubled quote for an empty string, so quotes there become separate strings. Line
    /// breaks and other control characters, which no title should have, become spaces.
    static func quoted(_ text: String) -> String {
        let line = oneLine(text)
        let rest = line.drop { $0 == "'" }
        let literal = "'" + rest.replacing("'", with: "''") + "'"
        let quotes = line.count - rest.count
        return quotes == 0 ? literal : "(\"" + String(repeating: "'", count: quotes) + "\".\(literal))"
    }

    /// The text on one line, free of control characters.
    static func oneLine(_ text: String) -> String {
        String(text.map { $0.isControl ? " " : $0 })
    }

    /// The text, cut with an ellipsis if it is longer than fits.
    static func shortened(_ text: String, to length: Int) -> String {
        text.count <= length ? text : text.prefix(max(length - 1, 0)) + "…"
    }

    /// The ends of an axis, as `set xrange` takes them.
    static func range(_ range: ClosedRange<Double>) -> String {
        "[\(Numbers.plain(range.lowerBound)):\(Numbers.plain(range.upperBound))]"
    }

    /// The places and labels of an axis, as `set xtics` takes them.
    static func ticks(_ ticks: [Tick]) -> String {
        "(" + ticks.map { "\(quoted($0.label)) \(Numbers.plain($0.value))" }.joined(separator: ", ") + ")"
    }
}

extension Character {
    fileprivate var isControl: Bool {
        unicodeScalars.contains { $0.properties.generalCategory == .control } || isNewline
    }
}
