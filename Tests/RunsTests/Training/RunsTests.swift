import TestSupport
import Foundation
import Machines
import Networks
import Records
import Settings
import Synchronization
import Testing

@testable import Experiments
@testable import Runs
@testable import Storage

@Suite struct RunsTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let files = [
        "checkpoint.safetensors", "columns.json", "config.json", "latents.csv", "machine.json", "metrics.csv",
        "modes.csv",
        "samples.csv",
        "snapshots.csv", "summary.json", "surfaces.safetensors",
    ]

    @Test(arguments: ["float32", "float64"]) func aRunLeavesItsFiles(precision: String) throws {
        let run = scratch.run()
        let summary = try Tiny.train(["precision=\(precision)"], in: run)
        #expect(summary.status == .completed)
        #expect(summary.steps == 12)
        #expect(summary.divergence == nil)
        #expect(try scratch.names(in: "run") == Self.files)
        let expected = JSONWriter.pretty(try Tiny.resolved(["precision=\(precision)"]).json)
        #expect(try run.text(of: "config.json") == expected)
        #expect(try Checkpoint(reading: run.checkpoint).step == 12)
        func lines(_ file: String) throws -> [Substring] { try run.text(of: file).split(separator: "\n") }
        #expect(try lines("samples.csv").first == "x,y")
        #expect(try lines("samples.csv").count == 7)
        #expect(try lines("latents.csv").first == "z0,z1")
        #expect(try lines("latents.csv").count == 7)
        #expect(try lines("snapshots.csv").count == 1 + 3 * 6)
        #expect(try lines("modes.csv").count == 1 + 3)
        #expect(Set(try StepTable.rows(of: run.snapshots).map { $0[0] }) == ["1", "4", "12"])
        let table = try run.table
        let (columns, rows) = (table.columns, table.rows)
        #expect(
            columns.map(\.name) == [
                "step", "discriminatorLoss", "generatorLoss", "r1", "wganGP", "discriminatorGradientNorm",
                "generatorGradientNorm", "modes", "highQuality", "reverseKL", "slicedW1", "w1", "w2",
                "shareGap", "modeOffset", "modeSpread", "slopeReal", "slopeGenerated", "slopeBetween",
                "scoreSize", "discriminatorObjective", "generatorObjective", "seconds",
            ])
        #expect(columns[7].most == 3 && columns[7].format == .integer && columns[3].role == .penalty)
        #expect(rows.map { $0[0] } == [2, 3, 4, 6, 8, 9, 10, 12])
        for row in rows {
            #expect(row.count == columns.count)
            #expect(row[1...6].allSatisfy { $0?.isFinite == true })
            // Judged at multiples of 3 only.
            #expect((row[7] != nil) == ((row[0] ?? 0).truncatingRemainder(dividingBy: 3) == 0))
            #expect((row[10] != nil) == (row[7] != nil))
        }
    }

    @Test func equalRunsHaveEqualBytesAndOtherSeedsOthers() throws {
        try Tiny.train(in: scratch.run("a"))
        try Tiny.train(in: scratch.run("b"))
        #expect(try scratch.run("a").differences(from: scratch.run("b")) == [])
        try Tiny.train(["seed=1"], in: scratch.run("c"))
        #expect(
            try scratch.run("a").differences(from: scratch.run("c")) == [
                "checkpoint.safetensors", "config.json", "latents.csv", "metrics.csv", "modes.csv",
                "samples.csv",
                "snapshots.csv", "surfaces.safetensors",
            ])
    }

    @Test(
        arguments: ["float32", "float64"],
        [[0], [1], [5], [11], [3, 0, 1, 4]])
    func anInterruptedRunEndsLikeOneThatWasNot(precision: String, stops: [Int]) throws {
        let changes = [
            "precision=\(precision)", #"scheme={"discriminatorSteps":2}"#,
            #"generator.optimizer={"kind":"sgd","momentum":0.9,"learningRate":0.01}"#,
            "discriminator.spectralNormalization={}",
        ]
        let (whole, pieces) = (scratch.run("whole"), scratch.run("pieces"))
        try Tiny.train(changes, in: whole)
        var done = 0
        for (index, stop) in stops.enumerated() {
            let asked = StopAt(stop)
            let summary =
                index == 0
                ? try Training.start(Tiny.resolved(changes), in: pieces, shouldStop: { asked() })
                : try Training.resume(pieces, shouldStop: { asked() })
            done += stop
            #expect(summary.status == .interrupted)
            #expect(summary.steps == done)
            #expect(try Checkpoint(reading: pieces.checkpoint).step == done)
            #expect(try pieces.text(of: "summary.json").contains(#""status": "interrupted""#))
        }
        #expect(try Training.resume(pieces).status == .completed)
        #expect(try pieces.differences(from: whole) == [])
        #expect(try timeless(pieces) == timeless(whole))
    }

    /// A kill leaves the last checkpoint and rows that were written after it, the last of them torn.
    @Test(arguments: [4, 8]) func aKilledRunEndsLikeOneThatWasNot(checkpoint: Int) throws {
        let (whole, killed) = (scratch.run("whole"), scratch.run("killed"))
        try Tiny.train(in: whole)
        let asked = StopAt(checkpoint)
        _ = try Training.start(Tiny.resolved(), in: killed, shouldStop: { asked() })
        let saved = try killed.bytes(of: "checkpoint.safetensors")
        let askedLater = StopAt(3)
        _ = try Training.resume(killed, shouldStop: { askedLater() })
        try Files.write(saved, to: killed.checkpoint)
        for table in [killed.metrics, killed.snapshots] {
            try Files.write(try Files.read(table) + Data("9,1.5,2".utf8), to: table)
        }
        try scratch.write("half", as: "killed/checkpoint.safetensors.partial")
        try Files.remove(killed.summary)
        _ = try Training.resume(killed)
        #expect(try killed.differences(from: whole) == [])
        #expect(try scratch.names(in: "killed") == Self.files)
    }

    /// Only losses and gradients are looked at before a step; what they make of the parameters is looked at
    /// before it is saved.
    @Test func aStateThatIsNotFiniteIsNeverSaved() throws {
        let run = scratch.run()
        let changes = ["steps=1", #"generator.optimizer={"kind":"sgd","learningRate":1e300}"#]
        let summary = try Training.start(Tiny.resolved(changes), in: run)
        #expect(summary.status == .diverged)
        #expect(summary.divergence.map { "\($0)" } == "step 1: the generator's parameters are not finite")
        #expect(try Checkpoint(reading: run.checkpoint).step == 0)
        let overflowing = #"generator.initializer={"kind":"orthogonal","gain":1e300}"#
        let atOnce = try Training.start(Tiny.resolved([overflowing]), in: scratch.run("at once"))
        #expect(atOnce.status == .diverged)
        #expect(atOnce.divergence.map { "\($0)" } == "step 0: the generator's parameters are not finite")
    }

    @Test func withoutACheckpointARunBeginsAnew() throws {
        let (whole, run) = (scratch.run("whole"), scratch.run())
        try Tiny.train(in: whole)
        try Tiny.train(in: run)
        for file in [run.checkpoint, run.metrics, run.snapshots, run.summary] { try Files.remove(file) }
        #expect(try Training.resume(run).steps == 12)
        #expect(try run.differences(from: whole) == [])
    }

    /// A kill after the last checkpoint and before the summary.
    @Test func whatIsMissingAfterTheLastStepIsMadeUpFor() throws {
        let (whole, run) = (scratch.run("whole"), scratch.run())
        try Tiny.train(in: whole)
        try Tiny.train(in: run)
        for file in [run.summary, run.samples, run.latents] { try Files.remove(file) }
        #expect(try Training.resume(run).status == .completed)
        #expect(try run.differences(from: whole) == [])
    }

    @Test func overwritingStartsAfresh() throws {
        let (whole, run) = (scratch.run("whole"), scratch.run())
        try Tiny.train(["seed=1"], in: whole)
        try Tiny.train(in: run)
        #expect(throws: FileError.self) { try Tiny.train(["seed=1"], in: run) }
        _ = try Training.start(Tiny.resolved(["seed=1"]), in: run, overwriting: true)
        #expect(try run.differences(from: whole) == [])
    }

    @Test func resumeIsRefusedWithTheReason() throws {
        let run = scratch.run()
        func complaint() -> String? {
            #expect(throws: ResumeError.self) { try Training.resume(run) }?.description
        }
        #expect(complaint() == "\(run.name) holds no run of gantrain: it has no config.json")
        let asked = StopAt(5)
        _ = try Training.start(Tiny.resolved(), in: run, shouldStop: { asked() })
        let changed = try Tiny.resolved(["steps=13", "penalties.1.lambda=5", "average=null"])
        try Files.write(JSONWriter.pretty(changed.json), to: run.configuration)
        #expect(
            complaint() == """
                \(run.name)/config.json is not the configuration this run was started with:
                  steps: 12 -> 13
                  penalties.1.lambda: 10 -> 5
                  average: {"decay": 0.9} -> null
                Undo the change, or start a new run with the changed file.
                """)
        // How a configuration is written does not matter.
        try Files.write("// same\n" + Tiny.text, to: run.configuration)
        #expect(try Training.resume(run).steps == 12)
        #expect(complaint() == "\(run.name) is complete: all 12 steps are done")
    }

    @Test func damagedFilesAreNamed() throws {
        let run = scratch.run()
        try Tiny.train(in: run)
        let whole = try run.bytes(of: "checkpoint.safetensors")
        try Files.write(whole.dropLast(3), to: run.checkpoint)
        let error = #expect(throws: CheckpointError.self) { try Training.resume(run) }
        #expect(error?.path == run.checkpoint.string)
        try Files.write(whole, to: run.checkpoint)
        try Files.write("{", to: run.configuration)
        let half = #expect(throws: FileError.self) { try Training.resume(run) }
        #expect(half?.path == run.configuration.string)
        try Files.write(#"{"steps": 0}"#, to: run.configuration)
        #expect(throws: ConfigurationError.self) { try Training.resume(run) }
    }

    @Test func aDivergedRunSaysWhereAndKeepsFiniteNumbers() throws {
        let run = scratch.run()
        let summary = try Tiny.train(Tiny.diverging, in: run)
        #expect(summary.status == .diverged)
        let divergence = try #require(summary.divergence)
        #expect(divergence.step == summary.steps + 1)
        #expect(!divergence.value.isFinite)
        #expect(divergence.movedBefore == [.discriminator])
        let said = """
            step \(divergence.step): the \(divergence.player)'s loss is \(divergence.value), \
            after the discriminator had moved
            """
        #expect("\(divergence)" == said)
        for entry in try Safetensors(decoding: run.bytes(of: "checkpoint.safetensors")).entries {
            guard case .float32(let numbers) = entry.values else {
                Issue.record("\(entry.name) is not in single precision")
                continue
            }
            #expect(numbers.allSatisfy { $0.isFinite }, "\(entry.name)")
        }
        #expect(try run.text(of: "summary.json").contains("\"divergence\": \"\(said)\""))
        let error = #expect(throws: ResumeError.self) { try Training.resume(run) }
        #expect(error?.description == "\(run.name) diverged at \(said); going on would only repeat it")
    }

    /// The step that broke is the last row, and in the record.
    @Test func theStepThatBrokeIsRecorded() throws {
        let run = scratch.run()
        let keeper = RecordKeeper()
        let summary = try Training.start(Tiny.resolved(Tiny.diverging), in: run, observers: [keeper])
        let divergence = try #require(summary.divergence)
        let table = try run.table
        let row = try #require(table.rows.last)
        #expect(row[0] == Double(divergence.step))
        #expect(table.columns.indices.contains { row[$0]?.isFinite == false })
        #expect(row[1] != nil && table.rows.count { $0[0] == row[0] } == 1)
        // Nothing is measured of it.
        #expect(zip(table.columns, row).allSatisfy { $0.role != .outcome || $1 == nil })
        for record in [keeper.record, try RunRecord(reading: run)] {
            #expect(record.brokenStep == divergence.step)
            #expect(record.table.rows.last?[0] == row[0])
        }
    }

    /// A file that cannot be written ends the run with a word on how to go on; what is saved stays whole.
    @Test(arguments: ["checkpoint.safetensors", "samples.csv", "latents.csv", "summary.json"])
    func whatCannotBeWrittenIsNamed(file: String) throws {
        let run = scratch.run()
        let blocker = Blocker(run, file)
        let error = #expect(throws: FileError.self) {
            try Training.start(Tiny.resolved(), in: run, shouldStop: { blocker.block() })
        }
        let saved = file == "checkpoint.safetensors" ? 0 : 12
        #expect(
            error?.description == """
                cannot write \(run.name)/\(file): it is a folder
                The checkpoint of step \(saved) is whole. When there is room again: gantrain resume \(run.name)
                """)
        try FileManager.default.removeItem(atPath: "\(run.name)/\(file)")
        if let checkpoint = blocker.checkpoint { try Files.write(checkpoint, to: run.checkpoint) }
        #expect(try Training.resume(run).status == .completed)
        try Tiny.train(in: scratch.run("whole"))
        #expect(try run.differences(from: scratch.run("whole")) == [])
    }

    private func timeless(_ run: RunDirectory) throws -> [String] {
        let times = [
            "seconds", "stepsPerSecond", "allModesSinceSeconds", "secondsToFirstStep", "peakMemoryMB",
        ]
        // The process's date comes last.
        let lines = try run.text(of: "summary.json").split(separator: "\n").map(String.init)
        return lines.prefix { !$0.contains("\"provenance\"") }.filter { line in
            !times.contains { line.contains("\"\($0)\"") }
        }
    }
}

/// Puts a folder in a file's place after the first step.
private final class Blocker {
    private let run: RunDirectory
    private let file: String
    private var asked = 0
    /// The checkpoint that stood in its place.
    private(set) var checkpoint: Data?

    init(_ run: RunDirectory, _ file: String) {
        self.run = run
        self.file = file
    }

    /// Asked before each step; never stops.
    func block() -> Bool {
        asked += 1
        guard asked == 2 else { return false }
        let path = run.path.appending(file)
        do {
            if Files.exists(path) {
                checkpoint = try Files.read(path)
                try Files.remove(path)
            }
            try Folders.make(path)
        } catch { Issue.record(error) }
        return false
    }
}
