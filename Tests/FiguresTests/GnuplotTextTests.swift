import Records
import Testing

@testable import Figures

struct GnuplotTextTests {
    @Test(arguments: [
        ("plain", "'plain'"), ("it's", "'it''s'"), (#"C:\new "x""#, #"'C:\new "x"'"#),
        ("two\nlines\tand\r\nmore\0", "'two lines and more '"), ("", "''"),
    ])
    func quotesAnything(text: String, quoted: String) {
        #expect(GnuplotText.quoted(text) == quoted)
    }

    @Test func shortens() {
        #expect(GnuplotText.shortened("abcdef", to: 4) == "abc…")
        #expect(GnuplotText.shortened("abcd", to: 4) == "abcd")
        #expect(GnuplotText.shortened("abcd", to: -1) == "…")
    }

    @Test func putsTransparencyInFront() {
        #expect(Palette.translucent("#0072B2", opacity: 1) == "#000072B2")
        #expect(Palette.translucent("#0072B2", opacity: 0.22) == "#C70072B2")
    }

    @Test func numbersOnlyBlocksThatHoldSomething() {
        var blocks = DataBlocks()
        #expect(blocks.add("none", points: [Point(x: .nan, y: 0)], most: 5) == nil)
        #expect(blocks.add("some", points: [Point(x: 1, y: 2)], most: 5) == 0)
        #expect(blocks.add("rows", rows: ["a", "b"]) == 1)
        #expect(blocks.text == "# some: x y\n1 2\n\n\n# rows\na\nb\n")
    }

    @Test func spreadsAChoiceEvenly() {
        #expect(Array(0..<9).spread(over: 3) == [0, 4, 8])
        #expect([1, 2].spread(over: 3) == [1, 2])
        #expect([1, 2].spread(over: 1) == [2])
        #expect([1, 2].spread(over: 0).isEmpty)
    }
}
