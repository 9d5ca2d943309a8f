import Foundation
import Records
import TestSupport
import Testing

@testable import Runs

@Suite struct ModesTableTests {
    /// By hand: two samples at (1, 0) and (3, 0)·σ of the first mode, one of the second, none of the third, one far away.
    @Test func eachModeHasItsRow() {
        let modes = Modes(centres: [Point(0, 0), Point(10, 0), Point(0, 10)], standardDeviation: 0.5)
        let samples = [Point(0.5, 0), Point(1.5, 0), Point(10, 0.25), Point(50, 50)]
        let rows = ModesTable.rows(of: samples, modes, within: .infinity)
        // A fourth sample is nearer to the second mode than to the others, however far.
        #expect(rows[0] == ["0", "0.0", "0.0", "2", "0.5", rows[0][5], "2.0", "0.0", "1.0", "0.0", "0.0"])
        #expect(abs((Double(rows[0][5]) ?? 0) - 1.0 / 3) < 1e-15)
        let near = ModesTable.rows(of: samples, modes, within: 4)
        #expect(
            near[1][...4] == ["1", "10.0", "0.0", "1", "0.25"] && near[1][6...] == ["0.0", "0.5", "", "", ""])
        #expect(near[2][3...4] == ["0", "0.0"] && near[2][6...] == ["", "", "", "", ""])
        #expect(rows.allSatisfy { $0.count == ModesTable.columns.count })
    }

    /// The mean of the table is what the columns of the measure say.
    @Test func agreesWithTheColumns() throws {
        let scratch = try Scratch()
        try Tiny.train(["record.samples=200", "record.within=30"], in: scratch.run())
        let rows = try StepTable.rows(of: scratch.run().modes).map { $0.map { Double($0) } }
        let table = try scratch.run().table
        let gap = rows.reduce(0) { $0 + abs(($1[4] ?? 0) - ($1[5] ?? 0)) } / 2
        #expect(abs(gap - (try #require(table.last(of: "shareGap")))) < 1e-12)
        let offsets = rows.compactMap { row in row[6].flatMap { x in row[7].map { hypot(x, $0) } } }
        let offset = offsets.reduce(0, +) / Double(offsets.count)
        #expect(abs(offset - (try #require(table.last(of: "modeOffset")))) < 1e-9)
    }

    @Test func dataWithoutModesHaveNone() throws {
        let scratch = try Scratch()
        try Tiny.train([#"data={"kind":"swissRoll"}"#], in: scratch.run())
        #expect(try !scratch.names(in: "run").contains("modes.csv"))
    }

    @Test func anotherRunsTableIsRemoved() throws {
        let scratch = try Scratch()
        try Tiny.train(in: scratch.run())
        _ = try Training.start(
            Tiny.resolved([#"data={"kind":"swissRoll"}"#]), in: scratch.run(), overwriting: true)
        #expect(try !scratch.names(in: "run").contains("modes.csv"))
    }
}
