import Records
import Testing

@testable import Figures

struct ThinnedTableTests {
    private func table(columns: [String], rows: [[Double?]]) -> Table {
        Table(columns: columns.map { $0 == "step" ? .step : Column($0, .outcome) }, rows: rows)
    }

    @Test func keepsAShortTableAsItIs() {
        let metrics = table(
            columns: ["step", "modes", "seconds"], rows: [[0, 1, 0.5], [10, nil, 0.6], [20, 3], []])
        let thinned = ThinnedTable(metrics, columns: ["modes", "absent"])
        #expect(thinned.csv == "step,modes\n0,1\n20,3\n")
        #expect(!thinned.hasBands)
        #expect(thinned.lastStep == 20)
    }

    @Test func keepsEverySpikeOfALongOne() {
        var rows = (0..<100_000).map { [Double($0), 1.0] as [Double?] }
        rows[54_321][1] = 99
        let thinned = ThinnedTable(table(columns: ["step", "loss"], rows: rows), columns: ["loss"])
        #expect(thinned.steps.count == ThinnedTable.mostBuckets)
        #expect(thinned.spans(of: "loss").map(\.high).max() == 99)
        #expect(thinned.spans(of: "loss").allSatisfy { $0.median == 1 })
        #expect(thinned.csv.hasPrefix("step,loss,loss.low,loss.high\n124,1,1,1\n"))
        #expect(thinned.firstStep == 0 && thinned.lastStep == 99_999)
    }

    @Test func dropsWhatIsNotANumberAndSortsTheSteps() {
        let metrics = table(
            columns: ["step", "loss", "other"],
            rows: [[2, 5, 1], [.nan, 1, 1], [nil, 1, 1], [1, .infinity, 7], [0, .nan, nil]])
        let thinned = ThinnedTable(metrics, columns: ["loss", "other"])
        #expect(thinned.csv == "step,loss,other\n1,,7\n2,5,1\n")
    }

    @Test func needsNeitherRowsNorColumns() {
        #expect(ThinnedTable(table(columns: [], rows: [[1]]), columns: ["loss"]).csv == "step\n")
        #expect(ThinnedTable(table(columns: ["step"], rows: []), columns: ["loss"]).lastStep == 0)
    }

    @Test func keepsNamesOutOfTheWayOfCommas() {
        let metrics = table(columns: ["step", "a,b\nc"], rows: [[0, 1]])
        #expect(ThinnedTable(metrics, columns: ["a,b\nc"]).csv == "step,a b c\n0,1\n")
    }
}
