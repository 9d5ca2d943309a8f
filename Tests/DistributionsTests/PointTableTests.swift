import Records
import Distributions
import Testing

struct PointTableTests {
    private func points(_ text: String) throws -> [Point] { try PointTable.points(of: Array(text.utf8)) }

    @Test(arguments: [
        "1,2\n-3.5,4e-1\n", "x,y\n1,2\n-3.5,4e-1", "\"a\",b c\r\n1, 2\r\n -3.5\t,+0.4\r\n",
        "\u{FEFF}x,y\n1,2\n-3.5,.4\n", "\u{FEFF}1,2\n-3.5,0.4\n", "\n1,2\n\n-3.5,.4\n\r\n\n",
        "feature_1,feature_2\n1,2\n-3.5,.4\n", "largeur [cm],h\u{F6}he\n1,2\n-3.5,.4\n",
    ])
    func tables(text: String) throws {
        #expect(try points(text) == [Point(1, 2), Point(-3.5, 0.4)])
    }

    @Test(arguments: [
        ("", "line 1: there are no points; expected two numbers, x and y, on each line"),
        ("x,y\n", "line 1: there are no points; expected two numbers, x and y, on each line"),
        ("x,y\n1,2\n3\n", "line 3: found 1 cell; expected two numbers, x and y, with a comma between them"),
        ("1,2,3\n", "line 1: found 3 cells; expected two numbers, x and y, with a comma between them"),
        ("1,2\n\n3,x\n", "line 3, column 2: found \"x\"; expected a finite number"),
        ("\n\n", "line 2: there are no points; expected two numbers, x and y, on each line"),
        ("1,2\nx,y\n", "line 2, column 1: found \"x\"; expected a finite number"),
        ("1,y\n", "line 1, column 2: found \"y\"; expected a finite number"),
        ("1,2\n3,nan\n", "line 2, column 2: found \"nan\"; expected a finite number"),
        ("inf,2\n", "line 1, column 1: found \"inf\"; expected a finite number"),
        ("1e39,2\n", "line 1, column 1: found \"1e39\"; expected a finite number"),
        ("0x10,2\n", "line 1, column 1: found \"0x10\"; expected a finite number"),
        ("1,2\n3,4 5\n", "line 2, column 2: found \"4 5\"; expected a finite number"),
        (
            "1;2\n",
            "line 1: found 1 cell; expected two numbers, x and y, with a comma between them and not a semicolon"
        ),
        (
            "1,5;2,5\n3;4\n",
            "line 1: found 3 cells; expected two numbers, x and y, with a comma between them and not a semicolon"
        ),
        (
            "1\t2\n",
            "line 1: found 1 cell; expected two numbers, x and y, with a comma between them and not a tab"
        ),
        (
            "1 2\n",
            "line 1: found 1 cell; expected two numbers, x and y, with a comma between them and not a space"
        ),
        ("NA,NA\n1,2\n", "line 1, column 1: found \"NA\"; expected a finite number"),
        ("null,none\n1,2\n", "line 1, column 1: found \"null\"; expected a finite number"),
        (
            "\"1.5\",\"2.5\"\n3,4\n",
            "line 1, column 1: found \"\"1.5\"\"; expected a finite number without quotes"
        ),
        (
            "\u{2212}1.5,2\n3,4\n",
            "line 1, column 1: found \"\u{2212}1.5\"; expected a finite number; its minus sign is not the one of the "
                + "keyboard"
        ),
        (
            "x,y\n1,2\0\n",
            "line 2, column 2: found \"2\0\"; expected a finite number; there is a NUL byte in it"
        ),
        (
            "# made by a program, 2024\n1,2\n",
            "line 1, column 1: found \"# made by a program\"; expected a finite number; there are no comments in such "
                + "a file"
        ),
        ("1 a,2 b\n3,4\n", "line 1, column 1: found \"1 a\"; expected a finite number"),
        ("1;2,3;4\n5,6\n", "line 1, column 1: found \"1;2\"; expected a finite number"),
        (",\n3,4\n", "line 1, column 1: found \"\"; expected a finite number"),
        ("1,2\n3,\n", "line 2, column 2: found \"\"; expected a finite number"),
    ])
    func whatIsNoTable(text: String, complaint: String) {
        let error = #expect(throws: PointTableError.self) { try points(text) }
        #expect(error?.description == complaint)
    }

    @Test func bytesThatAreNoText() {
        #expect(throws: PointTableError.self) { try PointTable.points(of: [0x31, 0xFF, 0x2C, 0x32, 0x0A]) }
    }
}
