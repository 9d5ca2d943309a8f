import Records
import Runs
import TestSupport
import Testing

@testable import Experiments

/// When measures are taken, and what becomes of them.
@Suite struct MeasureCadenceTests {
    private static let own =
        #"record.measures=[{"kind":"transport","points":5,"every":5},{"kind":"energy"},{"kind":"discriminator","every":0}]"#

    private func table(_ changes: [String]) throws -> Table {
        let scratch = try Scratch()
        try Tiny.train(changes, in: scratch.run())
        return try scratch.run().table
    }

    private func steps(_ table: Table, _ column: String) -> [Int] { table.values(of: column).map(\.step) }

    /// Of 12 steps every second is logged and every third evaluated.
    @Test func eachMeasureHasItsOwn() throws {
        let table = try table([Self.own])
        #expect(table.rows.map { $0[0] } == [2, 3, 4, 5, 6, 8, 9, 10, 12])
        #expect(steps(table, "w1") == [5, 10, 12] && steps(table, "w2") == [5, 10, 12])
        #expect(steps(table, "energyDistance") == [3, 6, 9, 12])
        #expect(steps(table, "slopeReal") == [12])
        #expect(steps(table, "slicedW1") == [3, 6, 9, 12])
        #expect(steps(table, "generatorObjective") == [2, 3, 4, 5, 6, 8, 9, 10, 12])
        #expect(table.place(of: "shareGap") == nil)
    }

    /// Exact distances of the last step are given up; the run goes on from its last checkpoint with the same bytes. The
    /// training asks before each of twelve steps, and then the measure asks.
    @Test(arguments: [12, 13, 15]) func whoStopsDoesNotWaitForMeasures(_ number: Int) throws {
        let scratch = try Scratch()
        let (run, whole) = (scratch.run(), scratch.run("whole"))
        let stop = StopAt(number)
        let summary = try Training.start(Tiny.resolved(), in: run, shouldStop: { stop() })
        #expect(summary.status == .interrupted && summary.steps == 8)
        #expect(summary.outcomes.allSatisfy { $0.value == nil })
        #expect(try run.table.rows.last?[0] == 10)
        #expect(try Training.resume(run).status == .completed)
        try Tiny.train(in: whole)
        #expect(try run.differences(from: whole) == [])
    }

    @Test func usuallyTransportIsMeasuredAtTheEnd() throws {
        let table = try table([])
        #expect(steps(table, "w1") == [12])
        #expect(
            steps(table, "shareGap") == [3, 6, 9, 12] && steps(table, "slopeBetween") == [3, 6, 9, 12])
    }

    @Test func dataWithoutModesHaveOthers() throws {
        let table = try table([#"data={"kind":"swissRoll"}"#, "record.samples=9"])
        for column in ["precision", "recall", "density", "coverage", "energyDistance"] {
            #expect(steps(table, column) == [3, 6, 9, 12])
        }
        #expect(table.place(of: "modeSpread") == nil)
    }

    @Test func noneAtAll() throws {
        let table = try table(["record.measures=[]"])
        #expect(
            table.columns.suffix(4).map(\.name) == [
                "slicedW1", "discriminatorObjective", "generatorObjective", "seconds",
            ])
    }

    @Test func theSummaryHasThem() throws {
        let scratch = try Scratch()
        let summary = try Tiny.train(in: scratch.run())
        let atTheEnd = try scratch.run().table.last(of: "w1")
        #expect(atTheEnd != nil && summary.outcome("w1") == atTheEnd)
        #expect(try #require(summary.outcome("slopeReal")) > 0)
    }

    /// Nobody who interrupts a run waits for it.
    @Test func anInterruptedRunIsNotMeasuredAsAtItsEnd() throws {
        let scratch = try Scratch()
        let stop = StopAt(7)
        let summary = try Training.start(Tiny.resolved(), in: scratch.run(), shouldStop: { stop() })
        #expect(summary.status == .interrupted && summary.outcome("w1") == nil)
        #expect(summary.outcome("slicedW1") != nil)
        #expect(try #require(Training.resume(scratch.run()).outcome("w1")) > 0)
        let whole = try Scratch()
        try Tiny.train(in: whole.run())
        #expect(
            try scratch.run().table.rows.map { $0.dropLast() } == whole.run().table.rows.map { $0.dropLast() }
        )
    }

    @Test func aGameWithAKnownAnswerHasNoneOfThem() throws {
        let resolved = try Tiny.read(#"{"game":{"kind":"dirac"},"steps":4,"record":{"metricsEvery":1}}"#)
        #expect(resolved.json["record"]?["measures"] == .array([]))
        let scratch = try Scratch()
        _ = try Training.start(resolved, in: scratch.run())
        #expect(
            try scratch.run().table.columns.map(\.name).suffix(4) == ["distance", "psi", "theta", "seconds"])
    }

    @Test(arguments: [
        (#"record.measures=[{"kind":"energy"},{"kind":"energy"}]"#, "stands in record.measures twice"),
        (#"record.measures=[{"kind":"spred"}]"#, "did you mean \"spread\""),
    ])
    func problemsAreNamed(change: String, message: String) throws {
        do {
            _ = try Tiny.resolved([change])
            Issue.record("nothing is wrong with \(change)")
        } catch { #expect("\(error)".contains(message)) }
    }

    @Test func spreadNeedsModes() throws {
        do {
            _ = try Tiny.resolved([#"data={"kind":"swissRoll"}"#, #"record.measures=[{"kind":"spread"}]"#])
            Issue.record("nothing is wrong")
        } catch { #expect("\(error)".contains("needs data with modes")) }
    }
}
