import Foundation
import Storage
import TestSupport
import Testing

@testable import Studies

@Suite struct StudyTallyTests {
    private static let members = """
        "variants": [{ "name": "a" }, { "name": "b", "changes": { "batch": 5 } }],
        "seeds": { "count": 5 }, "outcomes": ["w1"]
        """

    private func write(_ text: String, _ name: String, _ run: PlannedRun, in folder: StudyFolder) throws {
        try Folders.make(folder.folder(of: run))
        try Files.write(text, to: folder.folder(of: run).appending(name))
    }

    /// The median of an odd and of an even number, from summaries or from tables; runs without a value count as done.
    @Test func countsCellByCell() throws {
        let study = try SmallStudy(Self.members)
        let (plan, folder) = (try study.plan(), study.folder)
        let runs = plan.cells.map { cell in plan.runs.filter { $0.cell.name == cell.name } }
        for (run, value) in zip(runs[0], ["0.5", "0.1", "0.3"]) {
            try write(#"{ "status": "completed", "w1": \#(value) }"#, "summary.json", run, in: folder)
        }
        try write(#"{ "status": "completed" }"#, "summary.json", runs[1][0], in: folder)
        try write("step,w1,seconds\n5,9,1\n10,0.25,2\n12,,3\n", "metrics.csv", runs[1][0], in: folder)
        try write(#"{ "status": "completed", "w1": 0.75 }"#, "summary.json", runs[1][1], in: folder)
        try write(#"{ "status": "completed", "w1": null }"#, "summary.json", runs[1][2], in: folder)
        let states: [[RunState]] = [
            [.completed, .completed, .stopped, .diverged, .failed("x")],
            [.completed, .completed, .completed, .running, .notBegun],
        ]
        var tally = StudyTally(
            zip(runs.flatMap(\.self), states.flatMap(\.self)).map { ($0, $1) }, of: plan.study, in: folder)
        #expect(tally.outcome == "w1" && tally.cells.map(\.name) == ["a", "b"])
        #expect(tally.cells.map(\.planned) == [5, 5] && tally.cells.map(\.done) == [3, 3])
        #expect(tally.cells[0].diverged == 1 && tally.cells[0].failed == 1)
        #expect(tally.cells.map(\.median) == [0.3, 0.5])
        #expect(tally.cells.map(\.isOver) == [true, false])
        tally.note(runs[1][3], .diverged)
        tally.note(runs[1][4], .failed("y"))
        #expect(tally.cells[1].isOver)
        tally.forgetFailure(of: runs[1][4])
        #expect(!tally.cells[1].isOver && tally.cells[1].diverged == 1)
    }

    /// Two of five runs took 10 s and 20 s; two go on, of which half is taken for done, and one waits.
    @Test func whatIsLeft() throws {
        let study = try SmallStudy(#""seeds": { "count": 5 }"#)
        let (runs, folder) = (try study.plan().runs, study.folder)
        for (run, seconds) in zip(runs, [10, 20]) {
            try write(#"{ "status": "completed", "seconds": \#(seconds) }"#, "summary.json", run, in: folder)
        }
        let states: [RunState] = [.completed, .completed, .running, .running, .notBegun]
        #expect(folder.secondsLeft(of: zip(runs, states).map { ($0, $1) }) == (15 + 7.5 + 7.5) / 2)
        #expect(folder.secondsLeft(of: runs.map { ($0, .notBegun) }) == nil)
    }
}
