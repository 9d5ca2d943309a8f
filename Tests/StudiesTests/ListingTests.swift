import Comparisons
import Experiments
import Foundation
import Runs
import Settings
import Storage
import TestSupport
import Testing

@testable import Studies

/// What lies in a folder, and what is removed of it.
@Suite struct ListingTests {
    private let study: SmallStudy
    private var scratch: Scratch { study.scratch }

    init() throws { study = try SmallStudy() }

    private func train(_ name: String, _ changes: [String] = [], stopAfter steps: Int? = nil) throws {
        let stop = StopAt(steps ?? .max)
        _ = try Training.start(
            Tiny.resolved(changes), in: scratch.run("runs/\(name)"), shouldStop: { stop() })
    }

    private func entries() throws -> [Listing.Entry] { try Listing(of: ["\(scratch.path)/runs"]).entries }

    private func lines() throws -> [String] {
        try entries().map { entry in
            let name = entry.name.replacing("\(scratch.path)/runs/", with: "")
            return "\(entry.kind) \(name) \(entry.state) \(entry.done)/\(entry.planned) \(entry.about)"
        }
    }

    private func compare(_ one: String, _ other: String) throws {
        let comparison = try Comparison(reading: [scratch.run("runs/\(one)"), scratch.run("runs/\(other)")])
        try ComparisonFolder("\(scratch.path)/runs/comparison").write(
            comparison, table: "", overwriting: false)
    }

    /// Two runs of the study, of which one is done.
    private func trainStudy() throws {
        let plan = try study.plan()
        _ = try study.folder.begin(plan, kernels: "any")
        let directory = RunDirectory(study.folder.folder(of: plan.runs[0]).string)
        let resolved = try ExperimentConfiguration.read(
            JSONDocument(root: plan.runs[0].configuration), name: "study.json")
        _ = try Training.start(resolved, in: directory)
    }

    @Test func everyKindIsListed() throws {
        try train("b")
        try train("a", ["penalties=[]", "scheme=simultaneous", "fieldMethods=jare"], stopAfter: 5)
        try train("deep/down", Tiny.diverging)
        try trainStudy()
        try compare("a", "b")
        try scratch.write("{}", as: "runs/config.json")
        let lines = try lines()
        #expect(
            lines == [
                "run a interrupted 5/12 tiny: nonSaturating, jare, simultaneous",
                "run b completed 12/12 tiny: nonSaturating, r1, wganGP",
                "comparison comparison  0/0 ",
                "run deep/down diverged 0/12 tiny: nonSaturating, r1, wganGP",
                "study small not complete 1/2 small",
            ])
        #expect(try Listing(of: [scratch.run("runs/a").name]).entries.map(\.seed) == [0])
        #expect(throws: FileError.self) { try Listing(of: ["\(scratch.path)/nowhere"]) }
    }

    @Test func whatIsRunning() throws {
        try train("a", stopAfter: 5)
        var lock: FolderLock? = try FolderLock(scratch.file("runs/a"))
        try withExtendedLifetime(lock) {
            let entry = try #require(try entries().first)
            #expect(entry.state == "running")
            #expect(entry.isRunning)
            #expect(throws: FileError.self) { try entry.remove() }
            #expect(try scratch.run("runs/a").holdsRun, "nothing of it was removed")
        }
        lock = nil
        let state = try entries().first?.state
        #expect(state == "interrupted")
    }

    @Test func damageIsListed() throws {
        try trainStudy()
        try scratch.write(#"{ "format": "gantrain study 1", "study": 5 }"#, as: "runs/small/study.json")
        #expect(try lines() == ["study small damaged 0/0 "])
    }

    @Test func onlyWhatIsOursIsRemoved() throws {
        try train("a")
        try train("b", ["record.keepEvery=4", "record.spectrumEvery=6"], stopAfter: 7)
        try trainStudy()
        try compare("a", "b")
        try scratch.write("mine", as: "runs/b/notes.txt")
        try scratch.write("mine", as: "runs/other.txt")
        let left = try entries().map { try $0.remove() }
        #expect(left == [[], ["notes.txt"], [], []])
        #expect(try scratch.names(in: "runs") == ["b", "other.txt"])
        #expect(try scratch.names(in: "runs/b") == ["notes.txt"])
    }

    /// A run of a study that failed at once, and files that commands have written into the study's folder.
    @Test func aStudyThatWasJudged() throws {
        try trainStudy()
        let failed = try study.plan().runs[1]
        try study.folder.write(RunFailure(error: "killed"), of: failed)
        #expect(try lines() == ["study small 1 failed 1/2 small"])
        for name in ["runs.csv", "curves.csv", "timings.csv", "report.html", "floors.json"] {
            try scratch.write("", as: "runs/small/\(name)")
        }
        try scratch.write("mine", as: "runs/small/notes.txt")
        #expect(try entries()[0].remove() == ["notes.txt"])
        #expect(try scratch.names(in: "runs/small") == ["notes.txt"])
    }

    /// A link may lead anywhere, and nothing is removed through it.
    @Test func linksAreNotFollowed() throws {
        try train("a")
        try FileManager.default.moveItem(
            atPath: "\(scratch.path)/runs/a", toPath: "\(scratch.path)/elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: "\(scratch.path)/runs/a", withDestinationPath: "../elsewhere")
        #expect(try entries().isEmpty)
        #expect(try scratch.run("elsewhere").holdsRun)
    }
}
