import Distributions
import Foundation
import Records
import Testing

/// Files as other programs leave them, in Tests/Fixtures/points. The arrays were written by NumPy 2.
struct PointFilesTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/points")

    private static func read(_ name: String, as format: PointTable.Format = .init()) throws -> PointList {
        let bytes = try Data(contentsOf: folder.appending(path: name))
        return name.hasSuffix(".npy")
            ? try NumPyPoints.points(of: bytes) : try PointTable.points(of: bytes, as: format)
    }

    private static let two = [Point(1.5, 2.5), Point(-3, 0.4)]

    @Test(arguments: [
        "plain.csv", "no-header.csv", "blank-lines.csv", "cr-lf.csv", "utf-8-mark.csv", "semicolon.csv",
        "decimal-comma.csv", "tab.tsv", "aligned.txt", "commented.csv",
    ])
    func isReadAsItIs(_ name: String) throws {
        #expect(try Self.read(name) == PointList(Self.two))
    }

    @Test(
        arguments: [
            ("label.csv", [.name("x"), .name("y")]), ("label.csv", [.number(1), .number(2)]),
            ("label-first.csv", [.name("x"), .name("y")]), ("label-first.csv", [.number(2), .number(3)]),
            ("r-row-names.csv", [.name("X.1"), .name("X.2")]),
            ("pandas-index.csv", [.number(2), .name("y")]),
        ] as [(String, [PointTable.Format.Column])])
    func isReadWithColumns(_ name: String, _ columns: [PointTable.Format.Column]) throws {
        #expect(try Self.read(name, as: .init(columns: columns)) == PointList(Self.two))
    }

    @Test func isReadOnceItIsSaid() throws {
        #expect(try Self.read("percent-comment.csv", as: .init(comment: "%")) == PointList(Self.two))
        #expect(try Self.read("latin-1.csv", as: .init(header: .present)) == PointList(Self.two))
        #expect(
            try Self.read("decimal-comma.csv", as: .init(separator: .semicolon, decimal: .comma))
                == PointList(Self.two))
        #expect(
            try Self.read("plain.csv", as: .init(columns: [.name("y"), .name("x")])).points[0]
                == Point(2.5, 1.5))
        #expect(
            try Self.read("leading-comma.csv", as: .init(columns: [.number(2), .number(3)])).points
                == [Point(15, 25), Point(-3, 4)])
    }

    @Test func oneColumnIsALine() throws {
        let line = [Point(1.5, 0), Point(-3, 0), Point(0.4, 0)]
        #expect(try Self.read("one-column.csv") == PointList(line, width: 1))
        let column = try Self.read("label.csv", as: .init(columns: [.name("y")]))
        #expect(column == PointList([Point(2.5, 0), Point(0.4, 0)], width: 1))
    }

    @Test(arguments: [
        "float64.npy", "float32.npy", "float64-fortran.npy", "float32-big-endian.npy",
        "float64-big-endian-fortran.npy", "version-2.npy",
    ])
    func isReadAsNumPyWroteIt(_ name: String) throws {
        let single = name.hasPrefix("float32")
        let points = [Point(1.5, 2.5), Point(-3, single ? Double(Float(0.4)) : 0.4), Point(7, -8.25)]
        #expect(try Self.read(name) == PointList(points))
    }

    @Test(arguments: ["line.npy", "line-column.npy"]) func anArrayOfALine(_ name: String) throws {
        #expect(try Self.read(name) == PointList([Point(1.5, 0), Point(-3, 0), Point(7, 0)], width: 1))
    }

    @Test(arguments: [
        ("missing-first.csv", "line 1, column 1: found \"NA\"; expected a finite number"),
        ("null-first.csv", "line 1, column 1: found \"null\"; expected a finite number"),
        (
            "unicode-minus.csv",
            "line 1, column 1: found \"\u{2212}1.5\"; expected a finite number; its minus sign is not the one of the "
                + "keyboard"
        ),
        ("quoted-first.csv", "line 1, column 1: found \"\"7.5\"\"; expected a finite number without quotes"),
        ("typing-error-first.csv", "line 1, column 1: found \"l.5\"; expected a finite number"),
        ("two-points-first.csv", "line 1, column 1: found \"1.2.3\"; expected a finite number"),
        ("nul.csv", "line 2, column 2: there is a NUL byte; the file is damaged or no text"),
        ("nul-beside-separator.csv", "line 3, column 1: there is a NUL byte; the file is damaged or no text"),
        (
            "mixed-separators.csv",
            "line 1, column 1: found \"5;6\"; expected a finite number; there is a semicolon in it"
        ),
        (
            "old-mac.csv",
            "line 1: its lines end in CR alone, as on old Macs; save it with line ends LF or CR LF"
        ),
        ("utf-16-le.csv", "it is written in UTF-16; save it as UTF-8"),
        ("utf-16-be.csv", "it is written in UTF-16; save it as UTF-8"),
        ("utf-16-no-mark.csv", "it seems to be written in UTF-16; save it as UTF-8"),
        (
            "latin-1.csv",
            "line 1, column 1: found \"L\u{FFFD}nge\"; expected a finite number; the file is not UTF-8"
        ),
        (
            "mixed-decimals.csv",
            "line 3, column 2: found \"0.4\"; expected a finite number; the decimal sign is a comma elsewhere"
        ),
        (
            "percent-comment.csv",
            "line 1: it begins with \"%\"; if that begins a comment, say so: \"comment\": \"%\""
        ),
        (
            "label.csv",
            "line 1: there are 3 columns (\"x\", \"y\", \"class\"); choose the one or two to read, such as "
                + "\"columns\": [\"x\", \"y\"]"
        ),
        (
            "label-first.csv",
            "line 1: there are 3 columns (\"set\", \"x\", \"y\"); choose the one or two to read, such as "
                + "\"columns\": [\"x\", \"y\"]"
        ),
        (
            "r-row-names.csv",
            "line 1: there are 3 columns (\"\", \"X.1\", \"X.2\"); choose the one or two to read, such as "
                + "\"columns\": [\"X.1\", \"X.2\"]"
        ),
        (
            "pandas-index.csv",
            "line 1: there are 3 columns (\"\", \"x\", \"y\"); choose the one or two to read, such as "
                + "\"columns\": [\"x\", \"y\"]"
        ),
        (
            "leading-comma.csv",
            "line 1: there are 3 columns; choose the one or two to read, such as \"columns\": [2, 3]"
        ),
        ("short-line.csv", "line 3: found 1 column, but line 1 has 2"),
        (
            "other-separator-later.csv",
            "line 3: found 1 column, but line 1 has 2; there is a semicolon in it, and the separator is a comma"
        ),
        ("open-quote.csv", "line 1, column 1: there is a quote that is not closed, or text beside it"),
        ("empty.csv", "line 1: there are no points; expected numbers, a point a line"),
        ("header-only.csv", "line 1: there are no points below the header"),
        ("infinite.csv", "line 2, column 2: found \"inf\"; expected a finite number"),
        ("too-large.csv", "line 2, column 1: found \"1e39\"; expected a finite number"),
        ("hexadecimal.csv", "line 2, column 1: found \"0x10\"; expected a finite number"),
        (
            "three-columns.npy",
            "its shape is (2, 3); expected (n, 2), or (n,) or (n, 1) for points on a line"
        ),
        (
            "integers.npy",
            "its numbers are of the type \"<i8\"; save it as float32 or float64, such as a.astype(\"float64\")"
        ),
        ("no-rows.npy", "there are no points"),
        ("not-finite.npy", "row 1, column 1, from 0: found nan; expected a finite number"),
        (
            "cut-off.npy",
            "its header says 3 \u{D7} 2 numbers of 8 bytes, but 45 bytes follow"
        ),
    ])
    func isRefusedWithAReason(_ name: String, _ reason: String) throws {
        let error = #expect(throws: PointFileError.self) { try Self.read(name) }
        #expect(error?.description == reason)
    }

    @Test func recordsAndOtherFiles() throws {
        let records = #expect(throws: PointFileError.self) { try Self.read("records.npy") }
        #expect(records?.description.hasPrefix("its header is damaged, or it holds records: ") == true)
        let bytes = try Data(contentsOf: Self.folder.appending(path: "float64.npy"))
        let table = #expect(throws: PointFileError.self) { try PointTable.points(of: bytes) }
        #expect(table?.description == "it is an array of NumPy; write \"kind\": \"npy\"")
        let other = #expect(throws: PointFileError.self) { try NumPyPoints.points(of: Array("x,y\n".utf8)) }
        #expect(other?.description == "it is no array of NumPy")
        // Every beginning of a file is refused or is whole.
        for count in 0..<bytes.count {
            #expect(throws: PointFileError.self) { try NumPyPoints.points(of: bytes.prefix(count)) }
        }
    }

    @Test func columnsThatAreNotThere() throws {
        func reason(_ format: PointTable.Format) -> String? {
            #expect(throws: PointFileError.self) { try Self.read("label.csv", as: format) }?.description
        }
        #expect(
            reason(.init(columns: [.name("z")]))
                == "line 1: there is no column \"z\"; there are \"x\", \"y\", \"class\"")
        #expect(reason(.init(columns: [.number(4)])) == "line 1: there is no column 4; there are 3")
        #expect(
            reason(.init(header: .absent, columns: [.name("x")]))
                == "line 1: columns are chosen by name, but header is \"absent\"")
        #expect(
            reason(.init(separator: .semicolon))
                == "line 2, column 1: found \"1.5,2.5,0\"; expected a finite number")
    }
}
