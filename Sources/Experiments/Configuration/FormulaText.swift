import Games
import Text

extension FormulaError {
    /// The reason, and below it the formula with a caret under the place.
    ///
    /// - Parameter indent: before the formula.
    package func marked(indent: Int = 2) -> String {
        let letters = Array(formula)
        let place = min(offset, letters.count)
        // What fits beside the place on a terminal; characters that steer it are escaped, and so grow wider.
        let first = max(0, place - 50)
        let before = (first > 0 ? "…" : "") + String(letters[first..<place]).printable
        let last = min(letters.count, place + 25)
        let after = String(letters[place..<last]).printable + (last < letters.count ? "…" : "")
        let margin = String(repeating: " ", count: indent)
        return """
            \(reason)
            \(margin)\(before)\(after)
            \(margin)\(String(repeating: " ", count: before.columns))^
            """
    }
}
