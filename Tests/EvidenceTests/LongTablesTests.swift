import Records
import Testing

@testable import Evidence

@Suite struct LongTablesTests {
    @Test func aLineARun() throws {
        let table = LongTables(try HandMade.whole.get()).runsCSV
        let lines = table.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.count == 32)
        #expect(lines[0] == "cell,variant,gamma,seed,status,steps,reachedAt,modes,highQuality,reverseKL")
        #expect(lines[1] == "none,none,,0,completed,1000,800,3,0.61,0.5")
        #expect(lines[2] == "none,none,,1,completed,1000,,3,0.55,0.42")
        #expect(lines[14] == "r1-gamma=1,r1,1,3,diverged,120,,,,")
        #expect(lines[30] == "r1-gamma=10,r1,10,9,completed,1000,250,3,0.8,0.16")
        #expect(lines[31] == "")
    }

    /// Columns of all runs, each once; what a run lacks is empty, and there are no times.
    @Test func aLineALoggedStep() throws {
        var runs = Array(HandMade.runs.prefix(2))
        runs[1].table = Table(
            columns: [.step, Column("r1", .penalty), .seconds], rows: [[0, 0.25, 1.5], [10, .infinity, 2]])
        let table = LongTables(try HandMade.evidence(HandMade.members, runs)).curvesCSV
        #expect(
            table == """
                cell,seed,step,modes,highQuality,reverseKL,r1
                none,0,500,2,0.5,,
                none,1,0,,,,0.25
                none,1,10,,,,inf

                """)
    }

    @Test func cellsAreQuoted() {
        var table = CSV(["a,b", "say \"no\"", "two\nlines", "plain"])
        table.add([CSV.number(-0.0), CSV.number(1e300), CSV.number(nil), CSV.number(-.infinity)])
        #expect(table.text == "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",plain\n0,1e+300,,-inf\n")
    }
}
