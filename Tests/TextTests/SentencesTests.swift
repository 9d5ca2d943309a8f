import Testing
import Text

@Suite struct SentencesTests {
    @Test(arguments: [
        ("", ""), ("\n", ""), ("no such file", "no such file"), ("a\nb", "a. b"), ("a.\nb!\nc", "a. b! c"),
        ("2 problems:\n  steps: 0\n\n  batch: -1\n", "2 problems: steps: 0. batch: -1"),
        ("it is there\r\nReplace it:    add --overwrite", "it is there. Replace it: add --overwrite"),
    ])
    func aMessageInOneLine(text: String, line: String) { #expect(text.inOneLine == line) }

    @Test(arguments: [("", ""), ("a", "a."), ("a.", "a."), ("a?", "a?")])
    func ends(text: String, sentence: String) { #expect(text.ended == sentence) }
}
