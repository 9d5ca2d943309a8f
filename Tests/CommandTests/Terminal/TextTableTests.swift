import Testing

@testable import gantrain

@Suite struct TextTableTests {
    @Test func linesUp() {
        let table = TextTable(rows: [
            .cells("", ["one", "two"]), .heading("a heading that is wider than anything else here"),
            .cells("label", ["1", "a longer cell"]), .cells("x", ["", "2"]),
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
        let table = TextTable(
            rows: [
                .cells(
                    "discriminator.optimizer.learningRate",
                    ["one two three four", "five-six-seven-eight-nine", "x"])
            ],
            width: 69)
        #expect(
            table.text == """
                discriminator.optimizer.  one two three four  five-six-seven-       x
                learningRate                                  eight-nine
                """)
    }

    @Test(arguments: 1...12) func keepsItsWidth(count: Int) {
        let cells = (0..<count).map { "run-\($0)-with-a-long-name wasserstein lambda=10,target=1" }
        let table = TextTable(rows: [
            .cells("discriminator.optimizer.learningRate", cells), .cells("x", cells),
        ])
        let lines = table.text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 100 }, "\(table.text)")
        // Five runs stand side by side, more go on below.
        #expect(table.text.split(separator: "\n\n").count == (count + 4) / 5)
        let letters = table.text.filter { !$0.isWhitespace }.count
        #expect(letters >= cells.joined().filter { !$0.isWhitespace }.count * 2)
    }

    @Test(arguments: [
        ("", 5, [""]), ("abc", 5, ["abc"]), ("ab cd ef", 5, ["ab cd", "ef"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("a.b.c", 4, ["a.b.", "c"]), ("0.125 nats", 6, ["0.125", "nats"]),
    ])
    func wraps(text: String, width: Int, lines: [String]) {
        #expect(TextTable.wrapped(text, width) == lines)
    }
}
