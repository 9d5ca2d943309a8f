import TestSupport
import Distributions
import Foundation
import Settings
import Testing

@testable import Experiments
@testable import Records
@testable import Runs
@testable import Storage

@Suite struct PointFileTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write("x,y\n0,1\n2,3\n", as: "points.csv")
    }

    private func change(_ path: String) -> String { #"data={"kind":"csv","path":"\#(path)"}"# }

    private func complaint(_ path: String) -> String? {
        let error = #expect(throws: FileError.self) { try Tiny.resolved([change(path)]) }
        #expect(error?.action == .read)
        return error?.description
    }

    @Test func theConfigurationKeepsPathAndChecksum() throws {
        let resolved = try Tiny.resolved([change("\(scratch.path)/./points.csv")])
        #expect(resolved.configuration.data.modes == nil)
        #expect((resolved.configuration.data as? PointSet)?.points == [Point(0, 1), Point(2, 3)])
        let path = resolved.json[JSONPath("data.path")]?.textValue ?? ""
        #expect(path.hasPrefix("/") && path.hasSuffix("/points.csv") && !path.contains("/./"))
        // FNV-1a of these bytes by another implementation.
        #expect(resolved.json[JSONPath("data.checksum")] == .string("8d130241b2502f6a"))
        let again = try Tiny.read(JSONWriter.pretty(resolved.json))
        #expect(again.json == resolved.json)
    }

    @Test func aFileBesideTheConfigurationIsFound() throws {
        try scratch.write(#"{"data":{"kind":"csv","path":"points.csv","scale":2}}"#, as: "mine.json")
        let configuration = try ConfigurationFile.read("\(scratch.path)/mine.json", lookingIn: [])
            .configuration
        #expect((configuration.data as? PointSet)?.points == [Point(0, 2), Point(4, 6)])
    }

    @Test func whatCannotBeRead() throws {
        #expect(
            complaint("nowhere.csv")
                == "cannot read nowhere.csv: no such file, neither here nor beside test.json")
        #expect(complaint("/nowhere.csv") == "cannot read /nowhere.csv: No such file or directory")
        #expect(complaint(scratch.path) == "cannot read \(scratch.path): it is a folder")
        try scratch.write("x,y\n1,2\n3,four\n", as: "bad.csv")
        #expect(
            complaint("\(scratch.path)/bad.csv") == """
                cannot read \(scratch.path)/bad.csv: line 3, column 2: found "four"; expected a finite number
                """)
    }

    @Test func aRunNoticesThatTheFileHasChanged() throws {
        let changes = [change("\(scratch.path)/points.csv")]
        let asked = StopAt(7)
        _ = try Training.start(Tiny.resolved(changes), in: scratch.run(), shouldStop: { asked() })
        try scratch.write("x,y\n0,1\n2,4\n", as: "points.csv")
        let error = #expect(throws: FileError.self) { try Training.resume(scratch.run()) }
        #expect(error?.action == .read)
        #expect(error?.reason.contains("it has changed since data.checksum was written") == true)
        #expect(throws: FileError.self) { try RunRecord(reading: scratch.run()) }

        try scratch.write("x,y\n0,1\n2,3\n", as: "points.csv")
        #expect(try Training.resume(scratch.run()).status == .completed)
        try Tiny.train(changes, in: scratch.run("whole"))
        #expect(try scratch.run().differences(from: scratch.run("whole")) == [])
    }
}
