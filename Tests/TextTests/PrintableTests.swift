import Testing
import Text

@Suite struct PrintableTests {
    /// C0, DEL, C1, the separators of lines and paragraphs, and every mark that changes the direction of writing.
    static let unprintable: [Unicode.Scalar] = [
        0x00...0x1F, 0x7F...0x9F, 0x061C...0x061C, 0x200E...0x200F, 0x2028...0x2029, 0x202A...0x202E,
        0x2066...0x2069,
    ].flatMap { (range: ClosedRange<UInt32>) in range.compactMap { Unicode.Scalar($0) } }

    @Test func everyUnprintableCharacterIsEscaped() {
        for scalar in Self.unprintable {
            let text = "a\(Character(scalar))b"
            #expect(scalar.isUnprintable, "\(scalar.value)")
            #expect(text.printable == "a\(scalar.escape)b")
            #expect(text.printableLines == (scalar == "\n" ? text : "a\(scalar.escape)b"))
            #expect(!text.printable.unicodeScalars.contains { $0.isUnprintable })
        }
    }

    @Test func theEscapesOfJSON() {
        #expect("\u{1B}[31m\n\t\r\u{202E}\u{9B}".printable == #"\u001b[31m\n\t\r\u202e\u009b"#)
    }

    @Test func everythingElseStays() {
        let text = "|λ| ≤ ‖v‖ – é e\u{301} 漢字 👩‍👩‍👧 \\u001b \u{AD} ~\u{A0}"
        #expect(text.printable == text)
        #expect("a\nb".printableLines == "a\nb")
        #expect("a\nb".printable.printable == "a\\nb")
    }

    /// No scalar above U+FFFF is unprintable, so that four digits are enough.
    @Test func fourDigitsSuffice() {
        let above = (UInt32(0x10000)...0x10FFFF).compactMap { Unicode.Scalar($0) }
        #expect(above.allSatisfy { !$0.isUnprintable })
        let all = (UInt32(0)...0xFFFF).compactMap { Unicode.Scalar($0) }.filter(\.isUnprintable)
        #expect(all == Self.unprintable)
    }
}
