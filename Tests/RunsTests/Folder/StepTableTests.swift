import TestSupport
import Foundation
import SystemPackage
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

    @Test(arguments: ["", "step,x", "\n\n\n", "step,x\nfour,b\n,\n", "step,x\n\n99999999999999999999,a\n"])
    func bearsWhatIsNoTable(contents: String) throws {
        try scratch.write(contents, as: "table.csv")
        _ = try open(keepingUpTo: 5)
        #expect(try text == "step,x\n")
    }

    @Test func aMissingTableIsMadeAnew() throws {
        _ = try open(keepingUpTo: 5)
        #expect(try text == "step,x\n")
    }

    @Test func numbersAreNilWhereThereIsNone() throws {
        try scratch.write("step,x,y\n1,,2.5\n2,word,inf\n3,1e9\n4,1", as: "table.csv")
        let (columns, rows) = try StepTable.numbers(of: path)
        #expect(columns == ["step", "x", "y"])
        #expect(rows == [[1, nil, 2.5], [2, nil, .infinity], [3, 1e9]])
    }

    @Test func cannotBeOpenedInAMissingFolder() {
        let missing = scratch.file("missing").appending("table.csv")
        let error = #expect(throws: FileError.self) {
            try StepTable.open(missing, columns: ["step"], keepingUpTo: 0)
        }
        #expect(error?.description == "cannot write \(missing): No such file or directory")
    }
}
