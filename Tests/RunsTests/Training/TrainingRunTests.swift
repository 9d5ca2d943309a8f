import TestSupport
import Foundation
import Networks
import Testing

@testable import Runs

/// What is recorded changes nothing in training.
@Suite struct TrainingRunTests {
    private func parameters(_ changes: [String]) throws -> [Safetensors.Entry] {
        let scratch = try Scratch()
        try Tiny.train(changes, in: scratch.run())
        return try Safetensors(decoding: scratch.run().bytes(of: "checkpoint.safetensors")).entries
    }

    @Test(arguments: [
        "record.metricsEvery=1", "record.metricsEvery=1000", "record.evaluateEvery=1",
        "record.evaluateEvery=1000", "record.checkpointEvery=1", "record.checkpointEvery=1000",
        "record.snapshots=1", "record.snapshots=12", "record.samples=1", "record.samples=100",
        "record.within=0.5", "record.keepEvery=5", "record.spectrumEvery=5", "name=another",
        "record.measures=[]", #"record.measures=[{"kind":"transport","every":1},{"kind":"discriminator"}]"#,
    ])
    func recordingLeavesTrainingAlone(change: String) throws {
        #expect(try parameters([change]) == parameters([]))
    }

    @Test func anythingElseDoesNot() throws {
        #expect(try parameters(["batch=5"]) != parameters([]))
    }

    @Test func snapshotsAndSamplesAreThoseOfTheirStep() throws {
        let scratch = try Scratch()
        let run = scratch.run()
        try Tiny.train(in: run)
        let last = try StepTable.rows(of: run.snapshots).filter { $0[0] == "12" }
        let samples = try run.text(of: "samples.csv").split(separator: "\n").dropFirst()
        #expect(last.map { $0.dropFirst().joined(separator: ",") } == samples.map(String.init))
    }

    @Test func losingNoDigits() throws {
        let scratch = try Scratch()
        try Tiny.train(["precision=float64"], in: scratch.run())
        let rows = try scratch.run().text(of: "latents.csv").split(separator: "\n").dropFirst()
        let cells = rows.flatMap { $0.split(separator: ",") }
        #expect(cells.allSatisfy { Double($0).map { "\($0)" } == String($0) })
        #expect(cells.contains { $0.count > 15 })
    }
}
