import Testing
import Text

@Suite struct TextTableTests {
    @Test func linesUp() {
        let table = TextTable([
            .cells(["", "one", "two"]), .heading("a heading that is wider than anything else here"),
            .cells(["label", "1", "a longer cell"]), .cells(["x", "", "2"]),
        ])
        #expect(
            table.text == """
                       one  two
                a heading that is wider than anything else here
                label  1    a longer cell
                x           2
                """)
    }

    @Test func breaksCellsToFit() {
        var table = TextTable([
            .cells([
                "discriminator.optimizer.learningRate", "one two three four", "five-six-seven-eight-nine",
                "x",
            ])
        ])
        table.width = 69
        #expect(
            table.text == """
                discriminator.optimizer.  one two three four  five-six-seven-       x
                learningRate                                  eight-nine
                """)
    }

    @Test(arguments: 1...12) func keepsItsWidth(count: Int) {
        let cells = (0..<count).map { "run-\($0)-with-a-long-name wasserstein lambda=10,target=1" }
        var table = TextTable([
            .cells(["discriminator.optimizer.learningRate"] + cells), .cells(["x"] + cells),
        ])
        table.width = 100
        let lines = table.text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 100 }, "\(table.text)")
        // Five runs stand side by side, more go on below.
        #expect(table.text.split(separator: "\n\n").count == (count + 4) / 5)
        let letters = table.text.filter { !$0.isWhitespace }.count
        #expect(letters >= cells.joined().filter { !$0.isWhitespace }.count * 2)
    }

    @Test func numbersStandToTheRightAndTheLastCellOfAShortRowRunsOn() {
        var table = TextTable([
            .cells(["method", "radius", "steps"]), .cells(["R1", "0.5", "1200"]),
            .cells(["NK", "none: the field is not smooth there"]),
        ])
        table.indent = 2
        table.alignments = [.left, .right]
        #expect(
            table.text == """
                  method  radius  steps
                  R1         0.5   1200
                  NK      none: the field is not smooth there
                """)
    }

    @Test func factsLineUpFromTableToTable() {
        #expect(
            TextTable.facts([("run", "a"), ("a name of many letters", "b")]).text == """
                  run                     a
                  a name of many letters  b
                """)
        #expect(TextTable.facts([("run", "a")]).text == "  run             a")
    }

    @Test func wideCharactersTakeTwoColumns() {
        #expect(TextTable([.cells(["漢字", "x"]), .cells(["abcde", "y"])]).text == "漢字   x\nabcde  y")
    }

    @Test func nothingInACellSteersTheTerminal() {
        var table = TextTable([.heading("a\u{1B}b\nc"), .cells(["d\te", "\u{202E}f\u{9B}"])])
        #expect(table.text == "a\\u001bb\\nc\nd\\te  \\u202ef\\u009b")
        table.width = 40
        #expect(table.text == "a\\u001bb\\nc\nd\\te  \\u202ef\\u009b")
    }

    @Test func markdown() {
        let table = TextTable([.cells(["a", "b"]), .cells(["x|y", "two\nlines\u{1B}"])])
        #expect(table.markdown == "| a | b |\n|---|---|\n| x\\|y | two lines\\u001b |")
    }

    @Test func withoutRows() {
        #expect(TextTable([]).text == "")
        #expect(TextTable([]).markdown == "")
        #expect(TextTable([.heading("alone")]).text == "alone")
    }
}
