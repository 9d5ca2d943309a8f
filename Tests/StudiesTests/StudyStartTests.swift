import Experiments
import Runs
import Settings
import Storage
import TestSupport
import Testing

@testable import Studies

@Suite struct StudyStartTests {
    private static let seeds = #""seeds": { "count": 2 }"#

    @Test func theRecordGivesTheStudyBack() throws {
        let study = try SmallStudy(
            """
            "variants": [{ "name": "a", "axes": [{ "key": "batch", "values": [2, 3] }] }, { "name": "b" }],
            "seeds": { "count": 2 }, "success": [{ "column": "modes", "atLeast": 2 }], "baseline": "b"
            """)
        let plan = try study.plan()
        _ = try study.folder.begin(plan, kernels: "Haswell")
        let record = try StudyRecord(reading: study.folder)
        #expect(record.kernels == "Haswell")
        #expect(record.plan.runs.map(\.folderName) == plan.runs.map(\.folderName))
        #expect(record.plan.study.baseline == "b")
        #expect(record.plan.study.success == [StudyCondition(column: "modes", atLeast: 2)])
        #expect(record.plan.cells[1].settings == plan.cells[1].settings)
    }

    @Test func seedsVariantsAndValuesExtendAStudy() throws {
        let study = try SmallStudy(
            #""variants": [{ "name": "a", "axes": [{ "key": "batch", "values": [2] }] }], "seeds": { "count": 2 }"#
        )
        let before = try study.plan().runs.map(\.folderName)
        _ = try study.folder.begin(study.plan(), kernels: "Haswell")
        try study.write(
            """
            "variants": [{ "name": "a", "axes": [{ "key": "batch", "values": [2, 3] }] }, { "name": "b" }],
            "seeds": { "count": 3 }
            """)
        // The kernels stay those of the beginning.
        let record = try study.folder.begin(study.plan(), kernels: "SkylakeX")
        #expect(record.kernels == "Haswell")
        #expect(record.plan.runs.count == 9)
        #expect(Set(before).isSubset(of: record.plan.runs.map(\.folderName)))
        #expect(try StudyRecord(reading: study.folder).plan.runs.count == 9)
    }

    @Test func aChangedSettingIsRefusedWithTheDifference() throws {
        let study = try SmallStudy(
            #""variants": [{ "name": "a" }, { "name": "b", "changes": { "batch": 9 } }], "seeds": { "count": 2 }"#
        )
        _ = try study.folder.begin(study.plan(), kernels: "Haswell")
        let bytes = try Files.read(study.folder.record)
        try study.write(
            """
            "changes": { "steps": 13, "record.evaluateEvery": 4 },
            "variants": [{ "name": "a", "changes": { "batch": 5 } }, { "name": "b", "changes": { "batch": 9 } }],
            "seeds": { "count": 2 }
            """)
        let error = #expect(throws: StudyError.self) {
            try study.folder.begin(study.plan(), kernels: "Haswell")
        }
        #expect(
            error?.description.replacing(study.folder.name, with: "FOLDER") == """
                FOLDER holds a study with other settings:
                  all cells: steps: 12 -> 13
                  a: batch: 4 -> 5
                  all cells: record.evaluateEvery: 3 -> 4
                Undo the change, give what has changed another name, or choose another folder with --out.
                """)
        #expect(try Files.read(study.folder.record) == bytes)
    }

    @Test func whatEndsARunMayNotChange() throws {
        let success = #""success": [{ "column": "modes", "atLeast": 2 }]"#
        let study = try SmallStudy("\(Self.seeds), \(success)")
        _ = try study.folder.begin(study.plan(), kernels: "Haswell")
        // Success alone is a question put to runs; it may be put otherwise.
        try study.write(#"\#(Self.seeds), "success": [{ "column": "modes", "atLeast": 3 }]"#)
        _ = try study.folder.begin(study.plan(), kernels: "Haswell")
        try study.write(#"\#(Self.seeds), "success": [{ "column": "modes", "atLeast": 3 }], "stopAfter": 2"#)
        let error = #expect(throws: StudyError.self) {
            try study.folder.begin(study.plan(), kernels: "Haswell")
        }
        #expect(error?.description.contains("stopAfter: 0 -> 2") == true)
    }

    @Test func aDamagedRecordIsNoStudy() throws {
        let study = try SmallStudy()
        _ = try study.folder.begin(study.plan(), kernels: "Haswell")
        let whole = try String(decoding: Files.read(study.folder.record), as: UTF8.self)
        for damaged in ["", "{", "[]", "{}", whole.replacing("gantrain study 1", with: "x")] {
            try Files.write(damaged, to: study.folder.record)
            #expect(throws: FileError.self) { try StudyRecord(reading: study.folder) }
            #expect(throws: FileError.self) { try study.folder.begin(study.plan(), kernels: "Haswell") }
        }
        // Its configurations are looked at before runs are added to those that are there.
        try Files.write(whole.replacing("\"batch\": 4", with: "\"batch\": -4"), to: study.folder.record)
        #expect(throws: FileError.self) { try study.folder.begin(study.plan(), kernels: "Haswell") }
    }

    @Test func theStateIsReadFromFilesAndLocks() throws {
        let study = try SmallStudy(
            #""axes": [{ "key": "generator.optimizer.learningRate", "values": [0.01] }], "seeds": { "count": 6 }"#
        )
        let plan = try study.plan()
        let folder = study.folder
        _ = try folder.begin(plan, kernels: "Haswell")
        let runs = plan.runs
        func directory(_ index: Int) -> RunDirectory { RunDirectory(folder.folder(of: runs[index]).string) }
        func resolved(_ index: Int) throws -> ExperimentConfiguration.Resolved {
            try ExperimentConfiguration.read(JSONDocument(root: runs[index].configuration), name: "test")
        }
        _ = try Training.ensure(resolved(0), in: directory(0))
        let stop = StopAt(3)
        _ = try Training.ensure(resolved(1), in: directory(1), shouldStop: { stop() })
        try folder.write(RunFailure(error: "no luck", lastWords: ["one", "two"]), of: runs[2])
        try Folders.make(folder.folder(of: runs[3]))
        let lock = try FolderLock(folder.folder(of: runs[3]))
        try Folders.make(folder.folder(of: runs[4]))
        let states = try runs.map { try folder.state(of: $0) }
        #expect(
            states == [
                .completed, .interrupted, .failed("no luck\none\ntwo"), .running, .notBegun, .notBegun,
            ])
        withExtendedLifetime(lock) {}
        // A summary that is damaged is none.
        try Files.write("{", to: directory(0).path.appending("summary.json"))
        #expect(try folder.state(of: runs[0]) == .interrupted)
    }
}
