import TestSupport
import Experiments
import Foundation
import Records
import Testing

@testable import KnownGames
@testable import Runs
@testable import Storage

/// A game with a known answer as a run in a folder.
struct GameRunTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let dirac = """
        {
          "precision": "float64", "steps": 40, "game": { "kind": "dirac" }, "objective": "wasserstein",
          "scheme": { "kind": "simultaneous" },
          "generator": { "optimizer": { "kind": "sgd", "learningRate": 0.2 } },
          "discriminator": { "optimizer": { "kind": "sgd", "learningRate": 0.2 } },
          "record": { "metricsEvery": 1, "checkpointEvery": 10 }
        }
        """

    /// √2·√1.04ⁿ after n steps.
    @Test func theDistanceIsRecorded() throws {
        let run = scratch.run()
        let summary = try Training.start(try Tiny.read(Self.dirac), in: run)
        let table = try run.table
        let (columns, rows) = (table.columns.map(\.name), table.rows)
        #expect(columns.suffix(4) == ["distance", "psi", "theta", "seconds"])
        #expect(!columns.contains("modes"))
        #expect(rows.count == 40)
        for row in rows {
            let step = try #require(row[0])
            let (distance, psi, theta) = (
                try #require(row[columns.count - 4]), try #require(row[columns.count - 3]),
                try #require(row[columns.count - 2])
            )
            #expect(abs(distance / (2.0.squareRoot() * pow(1.04, step / 2)) - 1) < 1e-12)
            #expect(abs(distance - hypot(psi, theta)) < 1e-12)
        }
        #expect(summary.outcome("distance") == rows.last?[columns.count - 4])
        #expect(summary.results.map(\.column.name) == ["distance"])
        let json = try run.text(of: "summary.json")
        #expect(
            json.contains("\"distance\": 3.0987") && !json.contains("modes") && !json.contains("highQuality"))
        #expect(
            try scratch.names(in: "run") == [
                "checkpoint.safetensors", "columns.json", "config.json", "machine.json", "metrics.csv",
                "snapshots.csv",
                "summary.json",
            ])
    }

    @Test func aRunThatWasInterruptedEndsWithTheSameNumbers() throws {
        let whole = scratch.run("whole")
        _ = try Training.start(try Tiny.read(Self.dirac), in: whole)
        let parts = scratch.run("parts")
        var left = 17
        let first = try Training.start(try Tiny.read(Self.dirac), in: parts) {
            left -= 1
            return left < 0
        }
        #expect(first.status == .interrupted && first.steps == 17)
        #expect(try Training.resume(parts).status == .completed)
        func rows(_ run: RunDirectory) throws -> [[Double?]] {
            try run.table.rows.map { $0.dropLast() }
        }
        #expect(try rows(parts) == rows(whole))
        #expect(try Files.read(parts.checkpoint) == Files.read(whole.checkpoint))
    }

    @Test func theRecordOfARun() throws {
        let run = scratch.run()
        _ = try Training.start(try Tiny.read(Self.dirac), in: run)
        let record = try #require(try self.record(of: run))
        let orbit = try #require(record.panels.first?.lines.first).points
        #expect(orbit.count == 41 && orbit.first == Point(1, 1))
        #expect(record.distances.first?.points.map(\.x) == (1...40).map(Double.init))
        #expect(record.equilibria == [.zero])
        let arrows = try #require(record.panels.first).field
        #expect(arrows.count == 225)
        for arrow in arrows {
            #expect(abs(arrow.direction.y - arrow.start.x) < 1e-12)
            #expect(abs(arrow.direction.x + arrow.start.y) < 1e-12)
        }
        let networks = scratch.run("networks")
        try Tiny.train(in: networks)
        #expect(try self.record(of: networks) == nil)
    }

    private func record(of run: RunDirectory) throws -> GameRecord? {
        try GameRecord(of: RunRecord(reading: run), StoredRun(reading: run).configuration)
    }

    /// Files that somebody has damaged are refused with a word, whatever is wrong with them; version 0.1, whose folders
    /// have no columns.json, included.
    @Test(
        arguments: [true, false],
        [
            ("step,", "step", "its header"), ("distance", "dist", "its header"), (",psi", "", "its header"),
            ("\n5,", "\nnan,", "line 6 is damaged"), ("\n5,", "\n1e19,", "line 6 is damaged"),
            ("\n5,", "\n3,", "line 6 is damaged"), ("\n5,", "\n\n5,", "line 6 is damaged"),
        ])
    func aDamagedTableIsRefused(hasColumns: Bool, damage: (text: String, by: String, reason: String)) throws {
        let run = scratch.run()
        _ = try Training.start(try Tiny.read(Self.dirac), in: run)
        if !hasColumns { try Files.remove(run.columns) }
        #expect(try record(of: run) != nil)
        let text = try run.text(of: "metrics.csv")
        let place = try #require(text.range(of: damage.text))
        try Files.write(text.replacingCharacters(in: place, with: damage.by), to: run.metrics)
        let error = #expect(throws: FileError.self) { try self.record(of: run) }
        #expect(error?.reason.hasPrefix(damage.reason) == true, "\(error?.reason ?? "")")
    }

    @Test func aDamagedCheckpointIsNotTakenForNone() throws {
        let run = scratch.run()
        _ = try Training.start(try Tiny.read(Self.dirac), in: run)
        let whole = try Files.read(run.checkpoint)
        try Files.write(whole.dropLast(3), to: run.checkpoint)
        #expect(throws: CheckpointError.self) { try self.record(of: run) }
        try Files.write("junk junk junk", to: run.checkpoint)
        #expect(throws: CheckpointError.self) { try self.record(of: run) }
        // A run that was killed at its very start has none.
        try Files.remove(run.checkpoint)
        #expect(try record(of: run)?.spectra.isEmpty == true)
    }

    /// `record.spectrumEvery`: R1's pair −0.15 ± 0.477i at the end.
    @Test func spectraOnTheWayAreRecorded() throws {
        let run = scratch.run()
        let text = Self.dirac.replacing("\"wasserstein\"", with: "\"minimax\"")
            .replacing("\"steps\": 40", with: "\"steps\": 400")
            .replacing("\"checkpointEvery\": 10", with: "\"spectrumEvery\": 200")
            .replacing("{ \"metricsEvery\"", with: "{ \"spectrumBatches\": 1, \"metricsEvery\"")
        let plain = text.replacing(
            "\"scheme\"", with: #""penalties": [{"kind": "r1", "gamma": 0.3}], "scheme""#)
        _ = try Training.start(try Tiny.read(plain), in: run)
        let spectra = try #require(try record(of: run)).spectra
        #expect(spectra.map(\.step) == [0, 200, 400])
        let last = try #require(spectra.last).eigenvalues
        #expect(last.count == 2)
        for value in last {
            #expect(abs(value.x + 0.15) < 1e-9 && abs(abs(value.y) - 0.4769696) < 1e-7)
        }
    }

    /// Games of several dimensions, fresh batches, noise and every scheme work as runs.
    @Test(arguments: [
        #""game": { "kind": "gaussian", "stochastic": true }, "instanceNoise": {}"#,
        #""game": { "kind": "quadratic", "stochastic": true }, "batch": 16, "instanceNoise": {}"#,
        #""game": { "kind": "dirac" }, "instanceNoise": {}, "penalties": [{ "kind": "wganGP" }, { "kind": "dragan" }]"#,
        #""game": { "kind": "bilinear", "x": [1, 2, 3], "y": [0, 1, 0] }, "scheme": { "kind": "extragradient" }"#,
        #""game": { "kind": "gaussian" }, "scheme": { "kind": "unrolled" }, "lookahead": {}, "average": {}"#,
        #""game": { "kind": "dirac" }, "scheme": { "kind": "optimistic" }, "fieldMethods": [{ "kind": "sga" }]"#,
    ])
    func combinations(keys: String) throws {
        let summary = try Training.start(try Tiny.read("{ \"steps\": 6, \(keys) }"), in: scratch.run())
        #expect(summary.status == .completed)
        #expect(try #require(summary.outcome("distance")) > 0)
    }
}
