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
        folder = ComparisonFolder(beside: scratch.run("a"))
    }

    @Test func liesBesideTheRun() throws {
        #expect(folder.name == scratch.path + "/comparison")
        #expect(ComparisonFolder(beside: RunDirectory("run")).name == "comparison")
    }

    @Test func holdsTheTableAndJSON() throws {
        try folder.write(comparison, table: "table", overwriting: false)
        #expect(try scratch.names(in: "comparison") == ["comparison.json", "comparison.txt"])
        #expect(try String(contentsOfFile: folder.name + "/comparison.txt", encoding: .utf8) == "table\n")
    }

    @Test func isReplacedOnlyIfAsked() throws {
        try folder.write(comparison, table: "old", overwriting: false)
        try FileManager.default.createDirectory(atPath: folder.figures, withIntermediateDirectories: true)
        try scratch.write("mine", as: "comparison/notes")
        let error = #expect(throws: FileError.self) {
            try folder.write(comparison, table: "new", overwriting: false)
        }
        #expect(
            error?.description == """
                cannot create \(folder.name): a comparison is there already
                Replace it:         add --overwrite
                Keep both:          choose another folder with --out
                """)
        try folder.write(comparison, table: "new", overwriting: true)
        #expect(try scratch.names(in: "comparison") == ["comparison.json", "comparison.txt", "notes"])
    }

    @Test func leavesOtherFoldersAlone() throws {
        let error = #expect(throws: FileError.self) {
            try ComparisonFolder(scratch.run("a").name).write(comparison, table: "", overwriting: true)
        }
        #expect(error?.action == .create)
        #expect(error?.reason == "the folder is not empty and holds no comparison")
    }
}
