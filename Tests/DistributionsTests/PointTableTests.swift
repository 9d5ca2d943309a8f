import Records
import Distributions
import Testing

struct PointTableTests {
    private func points(_ text: String) throws -> [Point] { try PointTable.points(of: Array(text.utf8)) }

    @Test(arguments: [
        "1,2\n-3.5,4e-1\n", "x,y\n1,2\n-3.5,4e-1", "\"a\",b c\r\n1, 2\r\n -3.5\t,+0.4\r\n",
        "\u{FEFF}x,y\n1,2\n-3.5,.4\n", "\u{FEFF}1,2\n-3.5,0.4\n",
    ])
    func tables(text: String) throws {
        #expect(try points(text) == [Point(1, 2), Point(-3.5, 0.4)])
    }

    @Test(arguments: [
        ("", "line 1: there are no points; expected two numbers, x and y, on each line"),
        ("x,y\n", "line 1: there are no points; expected two numbers, x and y, on each line"),
        ("x,y\n1,2\n3\n", "line 3: found 1 number; expected two, x and y"),
        ("1,2,3\n", "line 1: found 3 numbers; expected two, x and y"),
        ("1,2\n\n3,4\n", "line 2: found 0 numbers; expected two, x and y"),
        ("1,2\nx,y\n", "line 2, column 1: found \"x\"; expected a finite number"),
        ("1,y\n", "line 1, column 2: found \"y\"; expected a finite number"),
        ("1,2\n3,nan\n", "line 2, column 2: found \"nan\"; expected a finite number"),
        ("inf,2\n", "line 1, column 1: found \"inf\"; expected a finite number"),
        ("1e39,2\n", "line 1, column 1: found \"1e39\"; expected a finite number"),
        ("0x10,2\n", "line 1, column 1: found \"0x10\"; expected a finite number"),
        ("1,2\n3,4 5\n", "line 2, column 2: found \"4 5\"; expected a finite number"),
        ("1;2\n", "line 1: found 1 number; expected two, x and y"),
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
