extension String {
    /// The text, cut with an ellipsis if it is wider than `width`. No character is measured twice, and none beyond
    /// the cut.
    ///
    /// - Parameter measure: the width of a character, in the unit of `width`.
    public func fitted<Width: AdditiveArithmetic & Comparable>(
        to width: Width, measuring measure: (Character) -> Width
    ) -> String {
        let ellipsis = measure("…")
        var used = Width.zero
        var cut = startIndex
        for index in indices {
            if used + ellipsis <= width { cut = index }
            used += measure(self[index])
            if used > width { return self[..<cut] + "…" }
        }
        return self
    }

    /// What fits into a sentence: at most so many Unicode scalars.
    public func excerpt(_ limit: Int = 40) -> String {
        fitted(to: limit) { $0.unicodeScalars.count }
    }

    /// The text in lines of at most `width`, broken where a reader would break them if that is possible: after a
    /// space, a comma or a hyphen, or after a point before a letter. Spaces at the ends of lines are dropped.
    ///
    /// - Parameter measure: the width of a character. It is asked once for each.
    public func wrapped(
        to width: Int, measuring measure: (Character) -> Int = { $0.columns }
    ) -> [String] {
        let letters = Array(self)
        var lines: [String] = []
        var start = 0
        var used = 0
        /// The last place at which the line may end, and how much of the width is used before it.
        var place: (index: Int, used: Int)?
        func finishLine(before end: Int) {
            lines.append(Self.trimmed(letters[start..<end]))
            start = end
        }
        for (index, letter) in letters.enumerated() {
            if index > start, Self.mayBreak(between: letters[index - 1], and: letter) {
                place = (index, used)
            }
            let share = measure(letter)
            // A space may stand beyond the edge, for it will be dropped.
            while used + share > width, letter != " ", index > start {
                finishLine(before: place?.index ?? index)
                used -= place?.used ?? used
                place = nil
            }
            used += share
        }
        finishLine(before: letters.count)
        return lines
    }

    private static func mayBreak(between previous: Character, and next: Character) -> Bool {
        switch previous {
        case " ", ",", "-": next != " "
        case ".": next.isLetter
        default: false
        }
    }

    private static func trimmed(_ letters: ArraySlice<Character>) -> String {
        String(
            letters.prefix(
                (letters.lastIndex { $0 != " " } ?? letters.startIndex - 1) - letters.startIndex + 1))
    }
}
