import Experiments
import Foundation
import Runs
import Settings
import Storage
import SystemPackage
import TestSupport
import Testing

@testable import Studies

/// What runs of a study keep for pictures, and what it takes of the disk.
@Suite struct KeptMomentsTests {
    private static let snapshots = JSONPath("record.snapshots")

    @Test func aStudyKeepsEightMomentsUnlessToldOtherwise() throws {
        let study = try SmallStudy(
            #""changes": { "record": { "samples": 6 } }, "variants": [{ "name": "a" }, { "name": "b", "changes": { "batch": 5, "record.snapshots": 2 } }], "seeds": { "count": 1 }"#
        )
        let cells = try study.plan().cells
        #expect(cells.map { $0.configuration[Self.snapshots] } == [8, 2])
        // The base of other tests says 3.
        #expect(try SmallStudy().plan().cells[0].configuration[Self.snapshots] == 3)
    }

    /// A study that was begun when runs kept five moments goes on.
    @Test func howManyAreKeptIsNoSettingOfTheStudy() throws {
        let study = try SmallStudy()
        _ = try study.folder.begin(try study.plan(), kernels: "K")
        try study.write(
            #""changes": { "record.snapshots": 9, "record.checkpointEvery": 5, "record.keepEvery": 6 }, "variants": [{ "name": "a" }], "seeds": { "count": 2 }"#
        )
        _ = try study.folder.begin(try study.plan(), kernels: "K")
        #expect(try StudyRecord(reading: study.folder).plan.cells[0].configuration[Self.snapshots] == 9)
    }

    /// The estimate is compared with a folder: never below it, and not far above.
    @Test(arguments: [10, 2500]) func theDiskIsEstimatedWithPictures(samples: Int) throws {
        let study = try SmallStudy(
            #""changes": { "record.samples": \#(samples), "record.snapshots": 8, "steps": 60 }, "variants": [{ "name": "a" }], "seeds": { "count": 1 }"#
        )
        let run = try study.plan().runs[0]
        let directory = study.scratch.run()
        _ = try Training.start(
            try ExperimentConfiguration.read(JSONDocument(root: run.configuration), name: "a"), in: directory)
        let bytes = try study.scratch.names(in: "run").reduce(0) { $0 + (try directory.bytes(of: $1).count) }
        #expect(Double(bytes) < run.bytesOnDisk && run.bytesOnDisk < 1.5 * Double(bytes), "\(bytes)")
        let surfaces = try directory.bytes(of: "surfaces.safetensors").count
        // Moments at the first step count once.
        #expect(surfaces > 6 * 16_900 && surfaces < 8 * 17_050)
    }
}
