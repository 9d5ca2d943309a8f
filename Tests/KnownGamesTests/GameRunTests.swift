import TestSupport
import Foundation
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
        let (columns, rows) = try StepTable.numbers(of: run.metrics)
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
        #expect(summary.position?.distance == rows.last?[columns.count - 4])
        #expect(summary.coverage == nil)
        let json = try run.text(of: "summary.json")
        #expect(
            json.contains("\"distance\": 3.0987") && !json.contains("modes") && !json.contains("highQuality"))
        #expect(
            try scratch.names(in: "run") == [
                "checkpoint.safetensors", "config.json", "machine.json", "metrics.csv", "snapshots.csv",
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
            try StepTable.numbers(of: run.metrics).rows.map { $0.dropLast() }
        }
        #expect(try rows(parts) == rows(whole))
        #expect(try Files.read(parts.checkpoint) == Files.read(whole.checkpoint))
    }

    @Test func theRecordOfARun() throws {
        let run = scratch.run()
        _ = try Training.start(try Tiny.read(Self.dirac), in: run)
        let record = try #require(try GameRecord(reading: run))
        #expect(record.positions.count == 41 && record.positions.first == [1, 1])
        #expect(record.distances.map(\.step) == Array(1...40))
        #expect(record.equilibrium == [0, 0])
        let error = #expect(throws: NoSamplesError.self) { try RunRecord(reading: run) }
        #expect(
            error?.description
                == "\(run.name) played the game \"dirac\", which has no samples to draw; its own figures: "
                + "gantrain plot \(run.name)")
        let arrows = try record.arrows(discriminator: -1...1, generator: -1...1)
        #expect(arrows.count == 225)
        for arrow in arrows {
            #expect(abs(arrow.step.discriminator - arrow.generator) < 1e-14)
            #expect(abs(arrow.step.generator + arrow.discriminator) < 1e-14)
        }
        let networks = scratch.run("networks")
        try Tiny.train(in: networks)
        #expect(try GameRecord(reading: networks) == nil)
    }

    @Test func aDamagedCheckpointIsNotTakenForNone() throws {
        let run = scratch.run()
        _ = try Training.start(try Tiny.read(Self.dirac), in: run)
        let whole = try Files.read(run.checkpoint)
        try Files.write(whole.dropLast(3), to: run.checkpoint)
        #expect(throws: CheckpointError.self) { try GameRecord(reading: run) }
        try Files.write("junk junk junk", to: run.checkpoint)
        #expect(throws: CheckpointError.self) { try GameRecord(reading: run) }
        // A run that was killed at its very start has none.
        try Files.remove(run.checkpoint)
        #expect(try GameRecord(reading: run)?.spectra.isEmpty == true)
    }

    @Test func damagedMetricsTrapNobody() throws {
        let run = scratch.run()
        _ = try Training.start(try Tiny.read(Self.dirac), in: run)
        let whole = try run.text(of: "metrics.csv")
        let header = whole.prefix { $0 != "\n" }
        let cells = header.split(separator: ",").dropFirst().map { _ in "1" }.joined(separator: ",")
        for step in ["nan", "1e19", "-inf", "", "1.5"] {
            try Files.write("\(header)\n\(step),\(cells)\n", to: run.metrics)
            #expect(try GameRecord(reading: run)?.distances.isEmpty == true, "\(step)")
        }
        for header in ["", "step", "step,distance,psi", "theta,step"] {
            try Files.write("\(header)\n1,1\n", to: run.metrics)
            let error = #expect(throws: FileError.self, "\(header)") { try GameRecord(reading: run) }
            #expect(error?.reason.hasPrefix("it has no column ") == true)
        }
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
        let spectra = try #require(try GameRecord(reading: run)).spectra
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
        #expect(try #require(summary.position).distance > 0)
    }
}
