import Foundation
import Machines
import Settings
import Synchronization
import TestSupport
import Testing

@testable import Experiments
@testable import Runs
@testable import Storage
@testable import Tensors

@Suite struct EnsureTests {
    private let scratch: Scratch
    private let run: RunDirectory

    init() throws {
        scratch = try Scratch()
        run = scratch.run()
    }

    private func machine() throws -> MachineRecord? { try run.readMachine() }

    @Test func startsGoesOnAndFinds() throws {
        let asked = StopAt(5)
        guard
            case .started(let first) = try Training.ensure(
                Tiny.resolved(), in: run, shouldStop: { asked() })
        else {
            Issue.record("not started")
            return
        }
        #expect(first.status == .interrupted && first.steps == 5)
        guard case .continued(let second, from: 5) = try Training.ensure(Tiny.resolved(), in: run) else {
            Issue.record("not continued")
            return
        }
        #expect(second.status == .completed)
        let before = try run.comparable()
        let third = try Training.ensure(Tiny.resolved(), in: run)
        guard case .found(steps: 12, divergence: nil, let summary) = third else {
            Issue.record("not found")
            return
        }
        #expect(third.status == .completed && third.steps == 12)
        #expect(summary?["highQuality"]?.numberValue == second.outcome("highQuality"))
        #expect(try run.comparable() == before)
        try Tiny.train(in: scratch.run("whole"))
        #expect(try run.differences(from: scratch.run("whole")) == [])
    }

    @Test func findsADivergedRun() throws {
        try Tiny.train(Tiny.diverging, in: run)
        let found = try Training.ensure(Tiny.resolved(Tiny.diverging), in: run)
        #expect(found.status == .diverged)
        guard case .found(_, .some, .some) = found else {
            Issue.record("not found")
            return
        }
    }

    /// A kill can come between the last checkpoint and the summary.
    @Test func aDivergedRunWithoutSummaryGetsOne() throws {
        try Tiny.train(Tiny.diverging, in: run)
        let files = ["checkpoint.safetensors", "config.json"]
        let before = try files.map { try run.bytes(of: $0) }
        try Files.remove(run.summary)
        let again = try Training.ensure(Tiny.resolved(Tiny.diverging), in: run)
        #expect(again.status == .diverged)
        #expect(try run.readSummary()?["status"] == "diverged")
        #expect(try files.map { try run.bytes(of: $0) } == before)
    }

    /// There the summary may be the one of an earlier interruption, which says nothing of the end.
    @Test(arguments: [[], Tiny.diverging]) func anOlderSummaryIsReplaced(changes: [String]) throws {
        let asked = StopAt(0)
        _ = try Training.start(Tiny.resolved(changes), in: run, shouldStop: { asked() })
        let older = try run.bytes(of: "summary.json")
        let status = try Training.resume(run).status
        #expect(status != .interrupted)
        try Files.write(older, to: run.summary)
        #expect(try run.ending(ofSteps: 12) == nil)
        #expect(try Training.ensure(Tiny.resolved(changes), in: run).status == status)
        #expect(try run.ending(ofSteps: 12) == status)
        guard status == .completed else { return }
        try Tiny.train(in: scratch.run("whole"))
        #expect(try run.differences(from: scratch.run("whole")) == [])
    }

    /// What belongs to the machine and the record does not make another run.
    @Test func goesOnWithWhatStudiesTheSame() throws {
        let asked = StopAt(5)
        _ = try Training.start(Tiny.resolved(), in: run, shouldStop: { asked() })
        let same = try Tiny.resolved(["threads=3", "record.metricsEvery=1", "record.checkpointEvery=1"])
        #expect(try Training.ensure(same, in: run).status == .completed)
        try Tiny.train(in: scratch.run("whole"))
        #expect(try run.differences(from: scratch.run("whole")) == [])
        let error = #expect(throws: ResumeError.self) {
            try Training.ensure(Tiny.resolved(["batch=5"]), in: run)
        }
        #expect(error?.description == "\(run.name) holds another run:\n  batch: 4 -> 5")
    }

    @Test func aFolderOfOthersIsLeftAlone() throws {
        try Folders.make(run.path)
        try scratch.write("mine", as: "run/letter.txt")
        let error = #expect(throws: FileError.self) { try Training.ensure(Tiny.resolved(), in: run) }
        #expect(error?.action == .create)
        #expect(try scratch.names(in: "run") == ["letter.txt"])
    }

    /// A study does many at once.
    @Test func manyAtOnce() throws {
        let failures = Mutex<[String]>([])
        let runs = (0..<8).map { scratch.run("\($0)") }
        DispatchQueue.concurrentPerform(iterations: 8) { index in
            do {
                let changes = ["seed=\(index % 4)", "threads=2"]
                for stop in [3, 100] {
                    let asked = StopAt(stop)
                    _ = try Training.ensure(
                        Tiny.resolved(changes), in: runs[index], shouldStop: { asked() })
                }
            } catch { failures.withLock { $0.append("\(error)") } }
        }
        #expect(failures.withLock { $0 } == [])
        for index in 0..<4 {
            #expect(try runs[index].differences(from: runs[index + 4]) == [])
        }
    }

    /// One trains, and the others are told.
    @Test func oneFolderIsTrainedByOne() throws {
        let outcomes = Mutex<[String]>([])
        _ = try Training.ensure(
            Tiny.resolved(), in: run,
            shouldStop: {
                let other = Result { try Training.ensure(Tiny.resolved(), in: run) }
                if case .failure(let error as FileError) = other {
                    outcomes.withLock { $0.append(error.reason) }
                }
                return false
            })
        // It is asked before each of the 12 steps, and during long measures too.
        let told = outcomes.withLock { $0 }
        #expect(told.count >= 12)
        #expect(Set(told) == ["another gantrain is working on this run"])
    }

    // MARK: The machine

    @Test func theRecordKeepsThreadsAndKernels() throws {
        _ = try Training.start(Tiny.resolved(["threads=2"]), in: run)
        let record = try Tiny.resolved().json["record"]?.objectValue
        #expect(record != nil)
        #expect(try machine() == MachineRecord(threads: 2, kernels: OpenBLAS.core, record: record))
        #expect(
            try run.text(of: "machine.json").hasPrefix(
                """
                {
                  "threads": 2,
                  "kernels": "\(OpenBLAS.core)",
                  "record": {
                """))
    }

    /// The configuration says what is studied, and that is the same on every machine.
    @Test func theNumberOfCoresIsNotWrittenIntoTheConfiguration() throws {
        _ = try Training.start(Tiny.resolved(["threads=0"]), in: run)
        #expect(try run.text(of: "config.json").contains("\"threads\": 0,"))
        #expect(try machine()?.threads == min(64, Machine.current.cores))
    }

    @Test func itGoesOnWithTheThreadsThatItBeganWith() throws {
        // Rows of 512 are shared out, so that the number of threads shows in the last bits.
        let wide = ["batch=512", "generator.hidden=[32,32]", "discriminator.hidden=[32,32]", "threads=2"]
        let asked = StopAt(5)
        _ = try Training.start(Tiny.resolved(wide), in: run, shouldStop: { asked() })
        let text = try run.text(of: "config.json")
        try Files.write(
            text.replacingOccurrences(of: "\"threads\": 2", with: "\"threads\": 1"), to: run.configuration)
        #expect(try Training.resume(run).process.threads == 2)
        try Files.write(text, to: run.configuration)
        try Tiny.train(wide, in: scratch.run("whole"))
        #expect(try run.differences(from: scratch.run("whole")) == [])
    }

    @Test func otherKernelsAreSaidOnceAndRecorded() throws {
        let said = Said()
        func goOn(_ steps: Int) throws {
            let asked = StopAt(steps)
            _ = try Training.resume(
                run, session: Session(notify: { text in said.note(text) }), shouldStop: { asked() })
        }
        let asked = StopAt(3)
        _ = try Training.start(Tiny.resolved(), in: run, shouldStop: { asked() })
        try run.write(MachineRecord(threads: 1, kernels: "Prescott"))
        try goOn(2)
        try goOn(2)
        try goOn(100)
        #expect(
            said.all == [
                """
                \(run.name) was trained with OpenBLAS's kernels for Prescott and goes on with \
                OpenBLAS's kernels for \(OpenBLAS.core): its numbers will differ in their last bits. \
                OPENBLAS_CORETYPE chooses kernels.
                """
            ])
        #expect(
            try machine()
                == MachineRecord(
                    threads: 1, kernels: "Prescott", changes: [.init(step: 3, kernels: OpenBLAS.core)]))
    }

    @Test(arguments: [
        "", "{", "[]", #"{"threads": 0}"#, #"{"threads": 1e9}"#, #"{"kernels": "Haswell"}"#,
        #"{"threads": 1, "changes": [{"step": 1.5, "kernels": "Zen"}]}"#,
    ])
    func aDamagedRecordIsNamed(text: String) throws {
        let asked = StopAt(3)
        _ = try Training.start(Tiny.resolved(), in: run, shouldStop: { asked() })
        try Files.write(text, to: run.machine)
        let error = #expect(throws: FileError.self) { try Training.resume(run) }
        #expect(error?.path == run.machine.string && error?.action == .read)
        try Files.remove(run.machine)
        #expect(try Training.resume(run).status == .completed)
    }
}

/// What a person was told, from whatever thread.
private final class Said: Sendable {
    private let sentences = Mutex<[String]>([])

    var all: [String] { sentences.withLock { $0 } }

    func note(_ sentence: String) { sentences.withLock { $0.append(sentence) } }
}
