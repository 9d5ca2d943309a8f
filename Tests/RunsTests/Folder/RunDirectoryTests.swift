import TestSupport
import Foundation
import Testing

@testable import Runs
@testable import Storage

@Suite struct RunDirectoryTests {
    private let scratch: Scratch
    private let run: RunDirectory

    init() throws {
        scratch = try Scratch()
        run = scratch.run()
    }

    private func complaint(overwriting: Bool) -> FileError? {
        #expect(throws: FileError.self) { try run.prepare(overwriting: overwriting) }
    }

    @Test(arguments: [false, true]) func aNewFolderIsMade(overwriting: Bool) throws {
        _ = try run.prepare(overwriting: overwriting)
        #expect(try scratch.names() == ["run"])
        #expect(try scratch.names(in: "run") == [])
        #expect(!run.holdsRun)
    }

    @Test(arguments: [false, true]) func anEmptyFolderWillDo(overwriting: Bool) throws {
        try Folders.make(run.path)
        _ = try run.prepare(overwriting: overwriting)
        #expect(try scratch.names(in: "run") == [])
    }

    @Test func whatAKilledStartLeftCountsAsNothing() throws {
        try Folders.make(run.path)
        try scratch.write("{ \"na", as: "run/config.json.partial")
        _ = try run.prepare(overwriting: false)
    }

    @Test(arguments: [false, true]) func aForeignFolderIsNotTouched(overwriting: Bool) throws {
        try Folders.make(run.path)
        try scratch.write("dear", as: "run/letter.txt")
        let error = complaint(overwriting: overwriting)
        #expect(
            error?.description == """
                cannot create \(run.name): the folder is not empty and holds no run of gantrain
                Choose another folder with --out.
                """)
        #expect(error?.action == .create)
        #expect(try scratch.names(in: "run") == ["letter.txt"])
    }

    @Test func aRunIsNotOverwrittenSilently() throws {
        try Tiny.train(in: run)
        let before = try run.comparable()
        let error = complaint(overwriting: false)
        #expect(
            error?.description == """
                cannot create \(run.name): a run is there already
                Go on with it:      gantrain resume \(run.name)
                Replace it:         add --overwrite
                Keep both:          choose another folder with --out
                """)
        #expect(error?.action == .create)
        #expect(try run.comparable() == before)
    }

    @Test func overwritingRemovesTheFilesOfTheRunAlone() throws {
        try Tiny.train(in: run)
        try scratch.write("mine", as: "run/notes.txt")
        _ = try run.prepare(overwriting: true)
        // The configuration stays until the next one replaces it, so that the folder is a run at any time.
        #expect(try scratch.names(in: "run") == ["config.json", "notes.txt"])
        #expect(run.holdsRun)
    }

    @Test func aFileInTheWay() throws {
        try scratch.write("", as: "run")
        #expect(complaint(overwriting: true)?.description == "cannot create \(run.name): File exists")
    }

    @Test func oneAtATime() throws {
        try Folders.make(run.path)
        do {
            let lock = try run.lock()
            defer { withExtendedLifetime(lock) {} }
            let error = #expect(throws: FileError.self) { try run.lock() }
            #expect(error?.description == "cannot write \(run.name): another gantrain is working on this run")
            #expect(error?.action == .write)
        }
        _ = try run.lock()
    }

    @Test func aRunInProgressIsNeitherReplacedNorResumed() throws {
        try Tiny.train(in: run)
        let before = try run.comparable()
        let lock = try run.lock()
        defer { withExtendedLifetime(lock) {} }
        let expected = FileError(.write, run.name, "another gantrain is working on this run")
        #expect(throws: expected) { try Training.start(Tiny.resolved(), in: run, overwriting: true) }
        #expect(throws: expected) { try Training.resume(run) }
        #expect(try run.comparable() == before)
    }

    @Test func theLockIsHeldWhileTraining() throws {
        let resolved = try Tiny.resolved()
        var refusals = 0
        _ = try Training.start(
            resolved, in: run,
            shouldStop: {
                if (try? run.lock()) == nil { refusals += 1 }
                return false
            })
        #expect(refusals == resolved.configuration.steps)
        refusals = 0
        for file in [run.checkpoint, run.metrics] { try Files.remove(file) }
        _ = try Training.resume(
            run,
            shouldStop: {
                if (try? run.lock()) == nil { refusals += 1 }
                return false
            })
        #expect(refusals == resolved.configuration.steps)
    }
}
