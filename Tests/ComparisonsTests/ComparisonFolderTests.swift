import TestSupport
import Foundation
import Testing

@testable import Comparisons
@testable import Runs
@testable import Storage

@Suite struct ComparisonFolderTests {
    private let scratch: Scratch
    private let comparison: Comparison
    private let folder: ComparisonFolder

    init() throws {
        scratch = try Scratch()
        for name in ["a", "b"] { try Tiny.train(in: scratch.run(name)) }
        comparison = try Comparison(reading: [scratch.run("a"), scratch.run("b")])
        folder = try ComparisonFolder(beside: scratch.run("a"))
    }

    @Test func liesBesideTheRun() throws {
        #expect(folder.name == scratch.path + "/comparison")
        #expect(try ComparisonFolder(beside: RunDirectory("run")).name == "comparison")
        #expect(try ComparisonFolder(beside: RunDirectory("../run")).name == "../comparison")
    }

    /// `gantrain compare . ../b` and runs that lie in a run's folder.
    @Test func liesInNoRun() throws {
        let place = Files.resolved(scratch.file("")) + "/comparison"
        #expect(try ComparisonFolder(beside: RunDirectory(scratch.path + "/a/.")).name == place)
        #expect(try ComparisonFolder(beside: RunDirectory(scratch.path + "/a/../b/.")).name == place)
        try Tiny.train(in: scratch.run("a/inner"))
        let inner = try ComparisonFolder(beside: scratch.run("a/inner"))
        #expect(inner.name == scratch.path + "/comparison")
    }

    @Test func holdsTheTableAndJSON() throws {
        try folder.write(comparison, table: "table", overwriting: false)
        #expect(try scratch.names(in: "comparison") == ["comparison.json", "comparison.txt"])
        #expect(try String(contentsOfFile: folder.name + "/comparison.txt", encoding: .utf8) == "table\n")
    }

    /// It is made of runs alone, and can be made again while they are there.
    @Test func isReplacedWhileItsRunsAreThere() throws {
        try folder.write(comparison, table: "old", overwriting: false)
        try Tiny.train(in: scratch.run("c"))
        let other = try Comparison(reading: [scratch.run("a"), scratch.run("c")])
        try folder.write(other, table: "new", overwriting: false)
        #expect(try String(contentsOfFile: folder.name + "/comparison.txt", encoding: .utf8) == "new\n")
    }

    @Test func isReplacedWithoutItsRunsOnlyIfAsked() throws {
        try folder.write(comparison, table: "old", overwriting: false)
        try FileManager.default.removeItem(atPath: scratch.run("b").name)
        try FileManager.default.createDirectory(atPath: folder.figures, withIntermediateDirectories: true)
        let script =
            "# The figure `losses`, drawn from losses.dat. To draw losses.svg and losses.png again:\n"
        try scratch.write(script, as: "comparison/figures/losses.gp")
        for file in ["figures/losses.svg", "notes"] { try scratch.write("mine", as: "comparison/\(file)") }
        let error = #expect(throws: FileError.self) {
            try folder.write(comparison, table: "new", overwriting: false)
        }
        #expect(
            error?.description == """
                cannot create \(folder.name): a comparison is there that cannot be made again, for \(scratch.run("b").name) is not there
                Replace it:         add --overwrite
                Keep both:          choose another folder with --out
                """)
        try folder.write(comparison, table: "new", overwriting: true)
        #expect(try scratch.names(in: "comparison") == ["comparison.json", "comparison.txt", "notes"])
    }

    @Test(arguments: ["{", "{}", #"{"runs": []}"#]) func anotherFileOfThatNameIsNoComparison(text: String)
        throws
    {
        try Folders.make(scratch.file("other"))
        try scratch.write(text, as: "other/comparison.json")
        let error = #expect(throws: FileError.self) {
            try ComparisonFolder(scratch.path + "/other").write(comparison, table: "", overwriting: true)
        }
        #expect(error?.reason == "the folder is not empty and holds no comparison")
        #expect(try scratch.names(in: "other") == ["comparison.json"])
    }

    @Test func leavesOtherFoldersAlone() throws {
        let error = #expect(throws: FileError.self) {
            try ComparisonFolder(scratch.run("a").name).write(comparison, table: "", overwriting: true)
        }
        #expect(error?.action == .create)
        #expect(error?.reason == "the folder is not empty and holds no comparison")
    }
}
