import Records
import Distributions
import Testing

struct PointTableTests {
    private func points(_ text: String, as format: PointTable.Format = .init()) throws -> [Point] {
        try PointTable.points(of: Array(text.utf8), as: format).points
    }

    @Test(arguments: [
        "1,2\n-3.5,4e-1\n", "x,y\n1,2\n-3.5,4e-1", "\"a\",b c\r\n1, 2\r\n -3.5\t,+0.4\r\n",
        "\u{FEFF}1,2\n-3.5,0.4\n", "\n1,2\n\n-3.5,.4\n\r\n\n", "feature_1,feature_2\n1,2\n-3.5,.4\n",
        "largeur [cm],h\u{F6}he\n1,2\n-3.5,.4\n", "1 2\n-3.5   .4\n", "x y\n 1 \t2\n-3.5 .4\n",
        "1\t2\n-3,5\t,4\n",
        "\"x;1\";\"a \"\"b\"\"\"\n1;2\n-3.5;.4\n", "# one\nx,y\n#two\n1,2\n-3.5,.4\n",
        "X.1,X.2\n1,2\n-3.5,.4\n",
    ])
    func tables(text: String) throws {
        #expect(try points(text) == [Point(1, 2), Point(-3.5, 0.4)])
    }

    @Test(arguments: [
        ("\n\n", "line 2: there are no points; expected numbers, a point a line"),
        ("1,2\n\n3,x\n", "line 3, column 2: found \"x\"; expected a finite number"),
        ("1,2\nx,y\n", "line 2, column 1: found \"x\"; expected a finite number"),
        ("1,y\n", "line 1, column 2: found \"y\"; expected a finite number"),
        ("1,2\n3,nan\n", "line 2, column 2: found \"nan\"; expected a finite number"),
        ("inf,2\n", "line 1, column 1: found \"inf\"; expected a finite number"),
        ("1,2\n3,4 5\n", "line 2, column 2: found \"4 5\"; expected a finite number"),
        (",\n3,4\n", "line 1, column 1: found \"\"; expected a finite number; the cell is empty"),
        ("1,2\n3,\n", "line 2, column 2: found \"\"; expected a finite number; the cell is empty"),
        ("1 a,2 b\n3,4\n", "line 1, column 1: found \"1 a\"; expected a finite number"),
        (
            "1;2.5\n3;4,5\n",
            "line 2, column 2: found \"4,5\"; expected a finite number; the decimal sign is a point elsewhere, or say "
                + "\"decimal\": \"comma\""
        ),
        ("1,2\n3,4\n\"5,6\n", "line 3, column 1: there is a quote that is not closed, or text beside it"),
    ])
    func whatIsNoTable(text: String, complaint: String) {
        let error = #expect(throws: PointFileError.self) { try points(text) }
        #expect(error?.description == complaint)
    }

    /// A line is never lost as a header: each is read, or the table is refused.
    @Test(arguments: [
        "NA,1", "O.5,I.2", "1.5.2,3", "--1,2", "x,2", "1,y", "\"3\",\"4\"", "\u{2013}1,2", "null,null",
    ])
    func aFirstLineIsNeverDropped(line: String) {
        #expect(throws: PointFileError.self) { try points("\(line)\n1,2\n3,4\n") }
    }

    @Test func bytesThatAreNoText() {
        #expect(throws: PointFileError.self) { try PointTable.points(of: [0x31, 0xFF, 0x2C, 0x32, 0x0A]) }
    }

    @Test func aHeaderIsWhatIsSaid() throws {
        #expect(try points("1,2\n3,4\n", as: .init(header: .present)) == [Point(3, 4)])
        let error = #expect(throws: PointFileError.self) {
            try points("x,y\n3,4\n", as: .init(header: .absent))
        }
        #expect(error?.description == "line 1, column 1: found \"x\"; expected a finite number")
    }
}
