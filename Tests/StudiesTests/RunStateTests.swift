import Experiments
import Runs
import Settings
import Storage
import TestSupport
import Testing

@testable import Studies

/// A run of a study is done only if its checkpoint says so too.
@Suite struct RunStateTests {
    private let study: SmallStudy
    private let run: PlannedRun
    private let directory: RunDirectory

    init() throws {
        study = try SmallStudy()
        run = try study.plan().runs[0]
        directory = RunDirectory(study.folder.folder(of: run).string)
    }

    private func train(stopAfter steps: Int? = nil) throws {
        let resolved = try ExperimentConfiguration.read(
            JSONDocument(root: run.configuration), name: "study.json")
        let stop = StopAt(steps ?? .max)
        _ = try Training.start(resolved, in: directory, shouldStop: { stop() })
    }

    private var state: RunState { get throws { try study.folder.state(of: run) } }

    @Test func asTrainingLeavesIt() throws {
        #expect(try state == .notBegun)
        try train(stopAfter: 5)
        #expect(try state == .interrupted)
        _ = try Training.resume(directory)
        #expect(try state == .completed)
    }

    @Test(arguments: ["completed", "diverged"]) func aSummaryAloneIsNoResult(status: String) throws {
        try Folders.make(directory.path)
        let summary = #"{ "status": "\#(status)", "steps": 12, "seed": 0 }"#
        try Files.write(summary, to: directory.summary)
        #expect(try state == .notBegun)
        try Files.remove(directory.summary)
        try Folders.remove(directory.path)
        try train(stopAfter: 5)
        try Files.write(#"{ "status": "completed", "steps": 12, "seed": 0 }"#, to: directory.summary)
        #expect(try state == .interrupted)
    }

    /// As after an edit, a bad disk, or a copy over another run.
    @Test(arguments: ["metrics.csv", "config.json", "checkpoint.safetensors"])
    func aDamagedRunHasFailed(file: String) throws {
        try train()
        try Damage.done(to: file, of: directory)
        guard case .failed(let reason) = try state else {
            Issue.record("the state is \(try state)")
            return
        }
        #expect(reason.contains(file))
    }

    @Test func successThatTheCheckpointDoesNotKnow() throws {
        try train(stopAfter: 5)
        try directory.noteSuccess(at: 6)
        #expect(try state == .interrupted)
        try directory.noteSuccess(at: 5)
        #expect(try state == .stopped)
        try Files.remove(directory.checkpoint)
        #expect(try state == .interrupted)
    }
}
