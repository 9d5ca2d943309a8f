import Foundation
import Records
import Settings
import TestSupport
import Testing

@testable import Experiments
@testable import Runs
@testable import Storage

/// A run that is given more steps ends as one that had them from the start.
@Suite struct LengtheningTests {
    private let scratch: Scratch
    private let run: RunDirectory
    private let whole: RunDirectory

    /// Rates that do not depend on how long the run is, one of them with an end of its own.
    private static let changes = [
        #"discriminator.optimizer={"learningRate":{"kind":"linear","from":0.01,"to":0.001,"over":15}}"#,
        "record.keepEvery=4",
    ]

    init() throws {
        scratch = try Scratch()
        run = scratch.run()
        whole = scratch.run("whole")
    }

    private func train(_ steps: Int, _ changes: [String] = [], stoppingAt stop: Int = .max) throws {
        let asked = StopAt(stop)
        _ = try Training.start(
            Tiny.resolved(Self.changes + changes + ["steps=\(steps)"]), in: run, shouldStop: { asked() })
    }

    private func lengthen(to steps: Int, stoppingAt stop: Int = .max) throws -> RunSummary {
        let asked = StopAt(stop)
        return try Training.resume(run, steps: steps, shouldStop: { asked() })
    }

    /// All files but two are those of a run that was never shorter. Of metrics.csv what the longer run has is equal; the
    /// row of an earlier end has more. What was kept for pictures depends on how long the run was then.
    private func expectWhole(_ steps: Int, _ changes: [String] = []) throws {
        try Tiny.train(Self.changes + changes + ["steps=\(steps)"], in: whole)
        let differing = try run.differences(from: whole)
        #expect(Set(differing).isSubset(of: ["metrics.csv", "snapshots.csv", "surfaces.safetensors"]))
        let (mine, others) = (try run.table, try whole.table)
        #expect(mine.columns == others.columns)
        let time = mine.columns.count - 1
        for row in others.rows {
            let same = try #require(mine.rows.first { $0[0] == row[0] })
            for place in row.indices where place != time && row[place] != nil {
                #expect(same[place] == row[place], "\(mine.columns[place].name) at \(row[0] ?? 0)")
            }
        }
        let (pictures, longer) = (try run.readSnapshots(), try whole.readSnapshots())
        for moment in longer {
            if let same = pictures.first(where: { $0.step == moment.step }) {
                #expect(same.points == moment.points)
            }
        }
        #expect(pictures.last?.points == longer.last?.points)
        #expect(try run.readSurfaces().records.map(\.step) == pictures.map(\.step))
        func results(_ directory: RunDirectory) throws -> [JSONValue?] {
            let summary = try directory.readSummary()
            return ["status", "steps", "highQuality", "w1", "allModesSinceStep"].map { summary?[$0] }
        }
        #expect(try results(run) == results(whole))
    }

    @Test(arguments: ["float32", "float64"]) func aFinishedRunGoesOn(precision: String) throws {
        try train(12, ["precision=\(precision)"])
        let summary = try lengthen(to: 20)
        #expect(summary.status == .completed && summary.steps == 20)
        try expectWhole(20, ["precision=\(precision)"])
        #expect(
            try run.readMachine()?.lengthenings == [MachineRecord.Lengthening(step: 12, from: 12, to: 20)])
        #expect(try run.table.rows.map { $0[0] } == [2, 3, 4, 6, 8, 9, 10, 12, 14, 15, 16, 18, 20])
        #expect(try run.readSnapshots().map(\.step) == [1, 4, 12, 20])
    }

    @Test func anInterruptedRunIsLengthened() throws {
        try train(12, stoppingAt: 5)
        #expect(try lengthen(to: 20).steps == 20)
        try expectWhole(20)
        #expect(try run.readSnapshots().map(\.step) == [1, 4, 6, 20])
    }

    @Test func againAndAgainWithStopsBetween() throws {
        try train(5)
        #expect(try lengthen(to: 12, stoppingAt: 3).steps == 8)
        #expect(try lengthen(to: 20, stoppingAt: 0).steps == 8)
        #expect(try Training.resume(run).steps == 20)
        #expect(try lengthen(to: 27).steps == 27)
        try expectWhole(27)
        #expect(try run.readMachine()?.lengthenings.map(\.from) == [5, 12, 20])
        // Asked for what it has, there is nothing to do.
        #expect(throws: ResumeError.complete(run.name, steps: 27)) { try lengthen(to: 27) }
    }

    /// A kill may come after any file that the lengthening writes or removes, and before the first checkpoint after it.
    @Test(arguments: 0..<6) func aKillOnTheWayLosesNothing(moment: Int) throws {
        try train(12)
        var json = try StoredRun(reading: run).resolved.json
        try json.set(20, at: "steps")
        let record = try #require(try run.readMachine())
        let steps: [() throws -> Void] = [
            {
                var record = record
                record.lengthenings.append(.init(step: 12, from: 12, to: 20))
                try run.write(record)
            },
            { try Files.remove(run.summary) }, { try Files.remove(run.samples) },
            { try Files.remove(run.latents) },
            { try Files.write(JSONWriter.pretty(json), to: run.configuration) },
        ]
        for step in steps.prefix(moment) { try step() }
        #expect(try StoredRun(reading: run).configuration.steps == (moment == 5 ? 20 : 12))
        #expect(try StoredRun(reading: run).summary(beside: run.table) == nil || moment < 2)
        if moment < 5 {
            // It is the run of 12 steps that it was.
            if moment > 1 { #expect(try Training.resume(run).steps == 12) }
            #expect(try lengthen(to: 20).steps == 20)
        } else {
            #expect(try Training.resume(run).steps == 20)
        }
        try expectWhole(20)
    }

    /// Everyone who reads a run reads one that was given steps and has not made them yet, and its kept checkpoints.
    @Test func itIsReadBeforeItsNextCheckpoint() throws {
        try train(12)
        #expect(try lengthen(to: 20, stoppingAt: 0).status == .interrupted)
        #expect(try RunRecord(reading: run).step == 12)
        #expect(try RunSpectrum(of: run, at: 4, SpectrumOptions(batches: 1)).spectrum.record.step == 4)
        #expect(try run.text(of: "summary.json").contains(#""status": "interrupted""#))
        // Steps that nobody has given it are still an edit.
        try Files.write(
            run.text(of: "config.json").replacing(#""steps": 20"#, with: #""steps": 21"#),
            to: run.configuration)
        #expect(throws: ResumeError.changed(run.name, ["steps: 20 -> 21"])) {
            try StoredRun(reading: run)
        }
    }

    @Test func whatCannotBeLengthened() throws {
        try Tiny.train(in: run)
        let before = try run.comparable()
        #expect(throws: ResumeError.shorter(run.name, steps: 12, asked: 11)) { try lengthen(to: 11) }
        let schedule = #"{"kind": "linear", "from": 0.01, "to": 0, "over": 0}"#
        #expect(
            throws: ResumeError.boundToItsSteps(
                run.name, steps: 12, asked: 20,
                schedules: ["discriminator.optimizer.learningRate: \(schedule)"])
        ) { try lengthen(to: 20) }
        #expect(try run.comparable() == before)
        #expect(try run.readMachine()?.lengthenings == [])
        let diverged = scratch.run("diverged")
        try Tiny.train(Tiny.diverging, in: diverged)
        #expect(throws: ResumeError.self) { try Training.resume(diverged, steps: 20) }
        #expect(try diverged.readMachine()?.lengthenings == [])
    }

    @Test(arguments: [
        #"[{"step": 13, "from": 12, "to": 20}]"#, #"[{"step": 12, "from": 12, "to": 12}]"#, "[1]",
    ]) func aDamagedRecordIsRefused(entries: String) throws {
        try train(12, stoppingAt: 5)
        let text = try run.text(of: "machine.json")
        try Files.write("{\"lengthened\": \(entries)," + text.dropFirst(), to: run.machine)
        #expect(throws: FileError.self) { try Training.resume(run) }
    }

    /// Wherever a schedule may stand.
    @Test func schedulesThatLastAsLongAsTheRun() throws {
        let course = #"{"kind":"cosine","from":1,"to":0.1}"#
        let ended = #"{"kind":"exponential","from":1,"to":0.1,"over":9}"#
        let json = try Tiny.resolved([
            "discriminator.optimizer.learningRate=\(ended)", "generator.optimizer.learningRate=\(course)",
            #"penalties=[{"kind":"r1","gamma":1},{"kind":"l2","lambda":\#(course)}]"#,
            #"fieldMethods=[{"kind":"consensus","gamma":\#(course)}]"#,
            #"instanceNoise={"sigma":\#(course)}"#,
        ]).json
        #expect(
            json.schedulesOfTheWholeRun.map(\.description).sorted() == [
                "fieldMethods.0.gamma", "generator.optimizer.learningRate", "instanceNoise.sigma",
                "penalties.1.lambda",
            ])
    }
}
