import Records
import TestSupport
import Foundation
import Testing

@testable import Experiments
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
        #expect(try !run.holdsRun)
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
        #expect(try run.holdsRun)
    }

    /// Whoever has a file config.json has not yet a run.
    @Test(arguments: ["{}", "{", #"{"name": "mine", "steps": 5}"#, #"{"compilerOptions": {}}"#])
    func aForeignConfigurationIsNoRun(text: String) throws {
        try Folders.make(run.path.appending("figures"))
        for file in ["figures/photo.png", "metrics.csv"] { try scratch.write("mine", as: "run/\(file)") }
        try scratch.write(text, as: "run/config.json")
        let error = complaint(overwriting: true)
        #expect(error?.reason == "the folder is not empty and holds no run of gantrain")
        #expect(try scratch.names(in: "run") == ["config.json", "figures", "metrics.csv"])
        #expect(try scratch.names(in: "run/figures") == ["photo.png"])
    }

    /// What `gantrain plot` and `gantrain spectrum` have written speaks of the old run.
    @Test func overwritingRemovesFiguresAndSpectraAndNothingElse() throws {
        try Tiny.train(["record.keepEvery=4", "record.spectrumEvery=4"], in: run)
        let analysis = try RunSpectrum(of: run, SpectrumOptions(batches: 1))
        try analysis.write()
        try Folders.make(run.path.appending("figures"))
        try Folders.make(run.path.appending("figures/.drawing-x1Y2z3"))
        let script =
            "# The figure `losses`, drawn from losses.csv. To draw losses.svg and losses.png again:\n"
        for folder in ["figures", "figures/.drawing-x1Y2z3", "spectrum/step-12"] {
            try scratch.write(script, as: "run/\(folder)/losses.gp")
            for ending in ["csv", "svg", "png"] {
                try scratch.write("", as: "run/\(folder)/losses.\(ending)")
            }
        }
        let mine = [
            "figures/losses.txt", "figures/mine.gp", "figures/mine.svg", "checkpoints/best.safetensors",
            "spectrum/notes.txt", "spectra/step-two.csv",
        ]
        for file in mine { try scratch.write("mine", as: "run/\(file)") }
        _ = try run.prepare(overwriting: true)
        let left = try FileManager.default.subpathsOfDirectory(atPath: run.name).sorted()
        #expect(
            left == (mine + ["checkpoints", "config.json", "figures", "spectra", "spectrum"]).sorted())
    }

    /// Whoever has put a link there may have run folders and other things behind it.
    @Test(arguments: ["figures", "spectra", "checkpoints", "spectrum"])
    func overwritingFollowsNoLink(folder: String) throws {
        try Tiny.train(in: run)
        try Folders.make(scratch.file("elsewhere"))
        try scratch.write("1,2\n", as: "elsewhere/step-4.csv")
        try FileManager.default.createSymbolicLink(
            atPath: "\(run.name)/\(folder)", withDestinationPath: scratch.file("elsewhere").string)
        let error = complaint(overwriting: true)
        #expect(error?.path == "\(run.name)/\(folder)")
        #expect(error?.reason == "a link or a file is in the place of a folder of gantrain's")
        #expect(try scratch.names(in: "elsewhere") == ["step-4.csv"])
        // Nothing is gone of a run that is not replaced.
        #expect(Files.exists(run.checkpoint) && Files.exists(run.metrics) && Files.exists(run.summary))
    }

    /// A figure's name becomes the name of files, and the folder may come from somebody else.
    @Test(arguments: ["../metrics", "/tmp/x", "a b", "", "..", "x\n"])
    func aFigureNamedLikeAPathIsDamage(name: String) throws {
        try Tiny.train(in: run)
        var columns = try JSONDecoder().decode([Column].self, from: Files.read(run.columns))
        let place = try #require(columns.firstIndex { $0.figure != nil })
        columns[place].figure?.name = name
        try run.write(columns)
        let error = #expect(throws: FileError.self) { try RunRecord(reading: run) }
        #expect(error?.path == run.columns.string)
        #expect(error?.action == .read)
    }

    @Test func nothingElseIsWrittenIntoARun() throws {
        try Tiny.train(in: run)
        let error = #expect(throws: FileError.self) { try run.checkIsFree() }
        #expect(
            error?.description
                == "cannot create \(run.name): a run is there\nChoose another folder with --out.")
        try RunDirectory(scratch.path).checkIsFree()
        // A Jacobian takes the place of a Jacobian alone.
        let checkpoint = run.checkpoint.string
        let before = try Files.read(run.checkpoint)
        for file in [checkpoint, run.summary.string] {
            let refused = #expect(throws: FileError.self) {
                try RunSpectrum(of: run, SpectrumOptions(batches: 1), writingJacobianTo: file)
            }
            #expect(refused?.reason == "it exists, and is no Jacobian")
        }
        #expect(try Files.read(run.checkpoint) == before)
        for name in ["j.npy", "j.safetensors"] {
            for _ in 0..<2 {
                _ = try RunSpectrum(
                    of: run, SpectrumOptions(batches: 1), writingJacobianTo: "\(scratch.path)/\(name)")
            }
        }
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
        // It is asked before each step, and by measures that take long.
        var (asked, refusals) = (0, 0)
        _ = try Training.start(
            resolved, in: run,
            shouldStop: {
                asked += 1
                if (try? run.lock()) == nil { refusals += 1 }
                return false
            })
        #expect(refusals == asked && asked >= resolved.configuration.steps)
        (asked, refusals) = (0, 0)
        for file in [run.checkpoint, run.metrics] { try Files.remove(file) }
        _ = try Training.resume(
            run,
            shouldStop: {
                asked += 1
                if (try? run.lock()) == nil { refusals += 1 }
                return false
            })
        #expect(refusals == asked && asked >= resolved.configuration.steps)
    }
}
