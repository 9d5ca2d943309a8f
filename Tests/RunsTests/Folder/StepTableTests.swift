import TestSupport
import Foundation
import SystemPackage
import Records
import Testing

@testable import Runs
@testable import Storage

@Suite struct StepTableTests {
    private let scratch: Scratch
    private var path: FilePath { scratch.file("table.csv") }
    private var text: String {
        get throws { String(decoding: try Files.read(path), as: UTF8.self) }
    }

    init() throws { scratch = try Scratch() }

    private func open(keepingUpTo step: Int) throws -> (table: StepTable, kept: [[Substring]]) {
        try StepTable.open(path, columns: ["step", "x"], keepingUpTo: step)
    }

    @Test func growsByWholeRows() throws {
        let (table, kept) = try open(keepingUpTo: 0)
        #expect(kept.isEmpty)
        #expect(try text == "step,x\n")
        try table.append([["1", "0.5"]])
        try table.append([["2", ""], ["2", "nan"]])
        #expect(try text == "step,x\n1,0.5\n2,\n2,nan\n")
    }

    @Test(arguments: [
        (0, []), (1, []), (2, ["2,a"]), (3, ["2,a"]), (4, ["2,a", "4,b", "4,c"]),
        (99, ["2,a", "4,b", "4,c", "10,d"]),
    ])
    func keepsRowsUpToAStep(step: Int, rows: [String]) throws {
        try scratch.write("step,x\n2,a\n4,b\n4,c\n10,d\n", as: "table.csv")
        let (table, kept) = try open(keepingUpTo: step)
        #expect(kept.map { $0.joined(separator: ",") } == rows)
        try table.append([["11", "e"]])
        #expect(try text == (["step,x"] + rows + ["11,e"]).map { $0 + "\n" }.joined())
        #expect(try scratch.names() == ["table.csv"])
    }

    /// A kill may tear the last row anywhere, even where what is left still reads as a row.
    @Test func dropsATornLastRow() throws {
        let whole = "step,x\n1,a\n12,0.25\n"
        for length in "step,x\n1,a\n".count..<whole.count {
            try scratch.write(String(whole.prefix(length)), as: "table.csv")
            _ = try open(keepingUpTo: 12)
            #expect(try text == "step,x\n1,a\n", "\(length) characters")
        }
    }

    @Test(arguments: ["step,x", "step,x\nfour,b\n,\n", "step,x\n\n99999999999999999999,a\n"])
    func bearsRowsThatAreNone(contents: String) throws {
        try scratch.write(contents, as: "table.csv")
        _ = try open(keepingUpTo: 5)
        #expect(try text == "step,x\n")
    }

    @Test func aMissingTableIsMadeAnew() throws {
        _ = try open(keepingUpTo: 5)
        #expect(try text == "step,x\n")
    }

    @Test(arguments: ["", "\n\n\n", "step,y\n1,2\n", "step,x,x\n"]) func refusesAnotherHeader(
        contents: String
    ) throws {
        try scratch.write(contents, as: "table.csv")
        let error = #expect(throws: FileError.self) { try open(keepingUpTo: 5) }
        #expect(error?.reason == "its header is not that of this run")
    }

    /// A run of an earlier version goes on with the columns of this one.
    @Test func newColumnsAreEmptyInOldRows() throws {
        try scratch.write("step,x\n2,a\n4,b\n", as: "table.csv")
        let (_, kept) = try StepTable.open(path, columns: ["step", "new", "x"], keepingUpTo: 4)
        #expect(kept.map { $0.joined(separator: ",") } == ["2,,a", "4,,b"])
        #expect(try text == "step,new,x\n2,,a\n4,,b\n")
    }

    private static let columns = [Column.step, Column("x", .loss), Column("y", .outcome)]

    private func numbers() throws -> Table {
        try Table(StepTable.read(path), columns: Self.columns, of: path)
    }

    @Test func numbersAreNilWhereACellIsEmpty() throws {
        try scratch.write("step,x,y\n1,,2.5\n2,nan,inf\n3,1e9,\n4,1", as: "table.csv")
        let rows = try numbers().rows
        #expect(rows[0] == [1, nil, 2.5])
        #expect(rows[1][1]?.isNaN == true && rows[1][2] == .infinity)
        #expect(rows[2] == [3, 1e9, nil] && rows.count == 3)
    }

    @Test(arguments: [
        ("1,2", "it has 2 cells; expected 3"), ("", "it has 1 cells; expected 3"),
        ("1,2,3,4", "it has 4 cells; expected 3"),
        ("1,word,2", "x is no number"), ("1,2,0 ", "y is no number"),
        ("nan,1,2", "the step must be"), ("inf,1,2", "the step must be"), ("1e19,1,2", "the step must be"),
        ("1.5,1,2", "the step must be"), (",1,2", "the step must be"), ("-1,1,2", "the step must be"),
        ("0,1,2", "the step must be"),
    ])
    func refusesADamagedRow(row: String, reason: String) throws {
        try scratch.write("step,x,y\n1,1,1\n\(row)\n", as: "table.csv")
        let error = #expect(throws: FileError.self) { try numbers() }
        #expect(error?.reason.hasPrefix("line 3 is damaged: \(reason)") == true, "\(error?.reason ?? "")")
    }

    @Test func cannotBeOpenedInAMissingFolder() {
        let missing = scratch.file("missing").appending("table.csv")
        let error = #expect(throws: FileError.self) {
            try StepTable.open(missing, columns: ["step"], keepingUpTo: 0)
        }
        #expect(error?.description == "cannot write \(missing): No such file or directory")
    }
}
