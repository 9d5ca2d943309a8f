import Foundation
import Machines
import Settings
import Synchronization
import TestSupport
import Testing

@testable import Experiments
@testable import Runs
@testable import Storage

/// A run whose files were edited is not gone on with as if nothing had happened.
@Suite struct EditedRunTests {
    private let scratch: Scratch
    private let run: RunDirectory

    init() throws {
        scratch = try Scratch()
        run = scratch.run()
    }

    private func edit(_ file: String, _ old: String, _ new: String) throws {
        let text = try run.text(of: file)
        #expect(text.contains(old))
        try Files.write(text.replacing(old, with: new), to: run.path.appending(file))
    }

    private func trainHalf() throws {
        let stop = StopAt(6)
        _ = try Training.start(Tiny.resolved(), in: run, shouldStop: { stop() })
    }

    /// The identity in a checkpoint does not have how often something is recorded.
    @Test func anEditedRecordIsNotBelieved() throws {
        try trainHalf()
        // A change that the rows so far do not contradict.
        try edit("config.json", #""checkpointEvery": 4"#, #""checkpointEvery": 5"#)
        #expect(
            throws: ResumeError.changed(
                run.name, ["record.checkpointEvery: 4 -> 5"])
        ) { try Training.resume(run) }
        try edit("config.json", #""checkpointEvery": 5"#, #""checkpointEvery": 4"#)
        #expect(try Training.resume(run).status == .completed)
    }

    @Test func editedThreadsAreNotTakenSilently() throws {
        try trainHalf()
        try edit("config.json", #""threads": 1"#, #""threads": 3"#)
        let heard = Mutex<[String]>([])
        let session = Session(notify: { text in heard.withLock { $0.append(text) } })
        #expect(try Training.resume(run, session: session).process.threads == 1)
        #expect(
            heard.withLock {
                $0.count { $0.contains("config.json says threads 3, but the run was begun with 1") }
            } == 1)
    }

    /// Names of kernels are printed.
    @Test(arguments: [#"Has\nwell"#, #"\u001b[31m"#, ""]) func kernelsHaveNames(kernels: String) throws {
        try trainHalf()
        try Files.write(#"{ "threads": 1, "kernels": "\#(kernels)" }"#, to: run.machine)
        let error = #expect(throws: FileError.self) { try Training.resume(run) }
        #expect(error?.path == run.machine.string)
    }

    /// It would show only at the end of training.
    @Test(arguments: ["summary.json", "samples.csv", "latents.csv"])
    func aFolderInThePlaceOfAFileIsFoundBeforeTraining(file: String) throws {
        try trainHalf()
        let path = run.path.appending(file)
        if Files.exists(path) { try Files.remove(path) }
        try Folders.make(path)
        let before = try Files.read(run.checkpoint)
        #expect(throws: FileError(.write, path.string, "it is a folder", advice: "Choose another name.")) {
            try Training.resume(run)
        }
        #expect(try Files.read(run.checkpoint) == before)
        // Overwriting looks as well before it removes.
        #expect(throws: FileError.self) { try Training.start(Tiny.resolved(), in: run, overwriting: true) }
        #expect(try Files.read(run.checkpoint) == before)
    }
}
