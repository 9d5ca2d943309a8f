import Testing
import Text

@Suite struct FittingTests {
    @Test(arguments: [
        ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("abcd", 1, "…"), ("abcd", 0, "…"), ("", 0, ""),
        ("漢字", 4, "漢字"),
        ("漢字漢", 4, "漢…"),
    ])
    func fits(text: String, width: Int, result: String) {
        #expect(text.fitted(to: width) { $0.columns } == result)
    }

    /// A character may be a letter with thousands of accents.
    @Test func anExcerptCountsScalars() {
        #expect(String(repeating: "x", count: 40).excerpt() == String(repeating: "x", count: 40))
        #expect(String(repeating: "x", count: 41).excerpt() == String(repeating: "x", count: 39) + "…")
        #expect(("a" + String(repeating: "\u{301}", count: 1000)).excerpt().unicodeScalars.count <= 40)
    }

    @Test(arguments: [
        ("", 5, [""]), ("abc", 5, ["abc"]), ("ab cd ef", 5, ["ab cd", "ef"]), ("ab cd ", 5, ["ab cd"]),
        ("ab   cd", 4, ["ab", "cd"]), ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("ab cdefghij", 5, ["ab", "cdefg", "hij"]),
        ("a.b.c", 4, ["a.b.", "c"]), ("0.125 nats", 6, ["0.125", "nats"]), ("漢字漢", 4, ["漢字", "漢"]),
        ("a,b-c", 2, ["a,", "b-", "c"]), ("x漢y", 2, ["x", "漢", "y"]),
    ])
    func wraps(text: String, width: Int, lines: [String]) {
        #expect(text.wrapped(to: width) == lines)
    }

    @Test func noLineIsWiderThanAllowedAndNoLetterIsLost() {
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1
            return Int(state >> 33) % bound
        }
        for _ in 0..<2000 {
            let text = String((0..<next(60)).map { _ in Array("ab.,- 漢1")[next(8)] })
            let width = 2 + next(12)
            let lines = text.wrapped(to: width)
            #expect(lines.allSatisfy { $0.columns <= width }, "\(text)")
            #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
        }
    }

    /// Counted and not timed: a status of 10,000 characters once held `compare` up for minutes.
    @Test func theWorkGrowsWithTheText() {
        let text = String(repeating: "abcdefghi ", count: 1000)
        for width in [1, 10, 5000, 20_000] {
            var asked = 0
            func measure(_ letter: Character) -> Int {
                asked += 1
                return letter.columns
            }
            _ = text.wrapped(to: width, measuring: measure)
            #expect(asked == 10_000)
            asked = 0
            _ = text.fitted(to: width, measuring: measure)
            // The ellipsis is measured once too.
            #expect(asked <= min(width + 2, 10_001))
        }
    }
}
