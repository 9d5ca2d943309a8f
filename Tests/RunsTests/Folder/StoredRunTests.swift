import Foundation
import Records
import Settings
import TestSupport
import Testing

@testable import Experiments
@testable import Runs
@testable import Storage

/// Everyone who reads a run is told if its files do not belong together.
@Suite struct StoredRunTests {
    private let scratch: Scratch
    private let run: RunDirectory

    init() throws {
        scratch = try Scratch()
        run = scratch.run()
    }

    private func set(_ change: String) throws {
        var document = try JSONDocument.parse(try run.text(of: "config.json"))
        try Change(setting: change).apply(to: &document)
        try Files.write(JSONWriter.pretty(document.root), to: run.configuration)
    }

    /// What each way to read a run says of it; nil if nothing.
    private func complaints() -> [ResumeError?] {
        let readings: [() throws -> Void] = [
            { _ = try StoredRun(reading: run) }, { _ = try RunRecord(reading: run) },
            { _ = try RunSpectrum(of: run, SpectrumOptions(batches: 1)) },
            { _ = try RunSpectrum(of: run, at: 4, SpectrumOptions(batches: 1)) },
        ]
        return readings.map { read in
            do {
                try read()
                return nil
            } catch { return error as? ResumeError ?? .noRun("\(error)") }
        }
    }

    @Test(arguments: [
        ("penalties.0.gamma=50", "penalties.0.gamma: 1 -> 50"),
        ("record.samples=7", "record.samples: 6 -> 7"),
        (
            #"generator.activation={"kind":"tanh"}"#,
            #"generator.activation.kind: "lrelu" -> "tanh""#
        ),
    ])
    func anEditedRunIsNotBelieved(change: String, difference: String) throws {
        try Tiny.train(["record.keepEvery=4"], in: run)
        #expect(complaints() == [nil, nil, nil, nil])
        try set(change)
        for complaint in complaints() {
            guard case .changed(run.name, let differences) = complaint else {
                Issue.record("\(String(describing: complaint))")
                continue
            }
            #expect(differences.first == difference)
        }
    }

    @Test func aCheckpointOfAnotherRunIsNotBelieved() throws {
        try Tiny.train(["record.keepEvery=4"], in: run)
        try Tiny.train(["seed=1"], in: scratch.run("other"))
        let (own, other) = (try Files.read(run.checkpoint), try Files.read(scratch.run("other").checkpoint))
        let expected = ResumeError.changed(run.name, ["seed: 1 -> 0"])
        try Files.write(other, to: run.checkpoint)
        #expect(complaints() == [expected, expected, expected, expected])
        try Files.write(own, to: run.checkpoint)
        try Files.write(other, to: run.keptCheckpoint(of: 4))
        #expect(complaints() == [nil, nil, nil, expected])
    }

    /// What belongs to the machine or the record may differ.
    @Test func whatIsNotStudiedMayChange() throws {
        try Tiny.train(["record.keepEvery=4"], in: run)
        for change in [
            "threads=2", "record.checkpointEvery=1", "record.spectrumEvery=5", "record.keepEvery=0",
        ] {
            try set(change)
        }
        #expect(complaints() == [nil, nil, nil, nil])
    }

    @Test func aFolderOfOthersIsNoRun() throws {
        try Folders.make(run.path)
        try scratch.write("{}", as: "run/config.json")
        #expect(throws: ResumeError.foreign(run.name)) { try StoredRun(reading: run) }
        #expect(throws: ResumeError.foreign(run.name)) { try Training.resume(run) }
        #expect(try scratch.names(in: "run") == ["config.json"])
    }

    /// The state is not wrong because the configuration is written in another way.
    @Test func aSparseConfigurationWithACheckpointIsARun() throws {
        try Tiny.train(in: run)
        try Files.write("// by hand\n" + Tiny.text, to: run.configuration)
        #expect(try StoredRun(reading: run).checkpoint?.step == 12)
        #expect(try run.holdsRun)
    }

    @Test(arguments: [
        ("metrics.csv", "rows missing before the checkpoint", 3...3, 0),
        ("metrics.csv", "a row twice", 3...3, 2), ("snapshots.csv", "rows missing", 8...9, 0),
        ("snapshots.csv", "rows twice", 8...9, 2), ("metrics.csv", "the first row missing", 1...1, 0),
    ])
    func resumeLooksAtEveryRow(table: String, what: String, lines: ClosedRange<Int>, copies: Int) throws {
        let asked = StopAt(9)
        _ = try Training.start(Tiny.resolved(), in: run, shouldStop: { asked() })
        let before = try run.text(of: table).split(separator: "\n", omittingEmptySubsequences: false)
        let part = before[lines]
        let after =
            before.prefix(lines.lowerBound) + (0..<copies).flatMap { _ in part }
            + before[(lines.upperBound + 1)...]
        try Files.write(after.joined(separator: "\n"), to: run.path.appending(table))
        let error = #expect(throws: FileError.self, "\(what)") { try Training.resume(run) }
        #expect(error?.path == run.path.appending(table).string)
        #expect(error?.reason.contains("missing, doubled or in another place") == true)
        try Files.write(before.joined(separator: "\n"), to: run.path.appending(table))
        #expect(try Training.resume(run).status == .completed)
    }

    @Test func rowsOutOfOrderAreFound() throws {
        let asked = StopAt(9)
        _ = try Training.start(Tiny.resolved(), in: run, shouldStop: { asked() })
        var rows = try run.text(of: "metrics.csv").split(separator: "\n", omittingEmptySubsequences: false)
        rows.swapAt(2, 3)
        try Files.write(rows.joined(separator: "\n"), to: run.metrics)
        let error = #expect(throws: FileError.self) { try Training.resume(run) }
        #expect(
            error?.description == """
                cannot read \(run.metrics): the rows of step 3 are missing, doubled or in another place than \
                record in config.json asks for
                Put table and record back as they were, or train anew with --overwrite.
                """)
    }

    /// gantrain wrote the file, so it is damage and no slip of a user's.
    @Test(arguments: [("", "it is empty"), ("{ \"name\": \"ti", "it is damaged: line 1")])
    func halfAConfigurationIsDamage(text: String, complaint: String) throws {
        try Tiny.train(in: run)
        try Files.write(text, to: run.configuration)
        let error = #expect(throws: FileError.self) { try StoredRun(reading: run) }
        #expect(error?.action == .read)
        #expect(error?.path == run.configuration.string)
        #expect(error?.reason.hasPrefix(complaint) == true)
    }

    /// Double("1\0x") is 1.
    @Test func aNULInATableIsDamage() throws {
        try Tiny.train(in: run)
        try Files.write(try run.text(of: "metrics.csv").replacing("\n2,", with: "\n2\0x,"), to: run.metrics)
        let error = #expect(throws: FileError.self) { try run.readTable(of: Tiny.resolved().configuration) }
        #expect(error?.reason == "line 2 is damaged: step is no number")
    }

    @Test func nothingIsWrittenThroughALink() throws {
        try Tiny.train(in: run)
        try Folders.make(scratch.file("elsewhere"))
        for name in ["figures", "spectrum", "checkpoints", "spectra"] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(run.name)/\(name)", withDestinationPath: scratch.file("elsewhere").string)
        }
        #expect(throws: FileError.self) { try run.figuresFolder() }
        #expect(throws: FileError.self) { try RunSpectrum(of: run, SpectrumOptions(batches: 1)) }
        #expect(throws: FileError.self) { try run.checkPlaces() }
        #expect(try scratch.names(in: "elsewhere") == [])
    }
}

/// A folder that version 0.1.0 has written: threads and an absolute data path in `config.json`, checkpoints with
/// the whole configuration.
@Suite struct FirstVersionTests {
    private let scratch: Scratch
    private let run: RunDirectory
    private let kept: Data

    init() throws {
        scratch = try Scratch()
        run = scratch.run()
        try FileManager.default.copyItem(
            atPath: projectFolder + "/Tests/Fixtures/run-0.1", toPath: run.name)
        kept = try Files.read(run.keptCheckpoint(of: 8))
    }

    /// The data lie beside the configuration, no longer where its path says.
    @Test func itIsRead() throws {
        let stored = try StoredRun(reading: run)
        #expect(stored.checkpoint?.step == 12)
        #expect(stored.configuration.threads == 2)
        let record = try RunRecord(reading: run)
        #expect(record.table.rows.count == 8)
        #expect(record.spectra.map(\.step) == [0, 6, 12])
        #expect(try RunSpectrum(of: run, at: 8, SpectrumOptions(batches: 1)).spectrum.step == 8)
        #expect(throws: ResumeError.complete(run.name, steps: 12)) { try Training.resume(run) }
    }

    @Test func itIsGoneOnWith() throws {
        let before = try run.table
        #expect(before.columns.map(\.role).count { $0 == .outcome } == 3)
        try Files.write(kept, to: run.checkpoint)
        for file in [run.summary, run.samples, run.latents] { try Files.remove(file) }
        #expect(try Training.resume(run).status == .completed)
        let after = try run.table
        #expect(after.rows.map { $0[0] } == before.rows.map { $0[0] })
        for column in before.columns.dropLast() {
            let (old, new) = (before.values(of: column.name), after.values(of: column.name))
            #expect(old.map(\.step) == new.map(\.step), "\(column.name)")
            // Other processors round otherwise.
            #expect(zip(old, new).allSatisfy { abs($0.value - $1.value) < 1e-3 }, "\(column.name)")
        }
        // Measures that version 0.1 did not have begin with the rows of this one.
        #expect(after.values(of: "slicedW1").map(\.step) == [9, 12])
        #expect(try StoredRun(reading: run).checkpoint?.step == 12)
        #expect(try run.readMachine()?.threads == 2)
    }

    /// Its summary says which kernels it was trained with.
    @Test func itGoesOnUnderOtherKernels() throws {
        try Files.write(kept, to: run.checkpoint)
        let summary = try run.text(of: "summary.json")
        try Files.write(
            summary.replacingOccurrences(of: "completed", with: "interrupted").replacingOccurrences(
                of: "\"steps\": 12", with: "\"steps\": 8"
            ).replacingOccurrences(of: "Haswell", with: "Katmai"), to: run.summary)
        #expect(try Training.resume(run).status == .completed)
        #expect(try run.readMachine()?.kernels == "Katmai")
        #expect(try run.readMachine()?.changes.map(\.step) == [8])
    }

    @Test func itIsNotBelievedIfItWasEdited() throws {
        let text = try run.text(of: "config.json")
        try Files.write(
            text.replacingOccurrences(of: "\"gamma\": 1", with: "\"gamma\": 2"), to: run.configuration)
        #expect(throws: ResumeError.changed(run.name, ["penalties.0.gamma: 1 -> 2"])) {
            try StoredRun(reading: run)
        }
    }

    @Test func itCanBeReplaced() throws {
        _ = try run.prepare(overwriting: true)
        #expect(try scratch.names(in: "run") == ["config.json", "points.csv"])
    }
}
