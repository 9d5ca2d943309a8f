import Foundation
import Records
import Storage
import TestSupport
import Testing

@testable import Studies

@Suite struct StudyFloorsTests {
    private static let members = """
        "variants": [
            { "name": "a" }, { "name": "b", "changes": { "steps": 5 } },
            { "name": "wide", "changes": { "data.radius": 3 } },
            { "name": "none", "changes": { "steps": 6, "record.measures": [] } }
        ],
        "seeds": { "count": 1 }
        """

    /// Cells share a floor if their data are the same, however they train; one that measures no such distance has none.
    @Test func areComputedOnceForEachKindOfData() throws {
        let study = try SmallStudy(Self.members)
        let plan = try study.plan()
        let floors = try study.folder.completeFloors(of: plan)
        let found = plan.cells.map { floors.floors(of: $0) }
        #expect(floors.known.count == 2)
        #expect(found[0].map(\.column) == ["w1", "w2"] && found[0] == found[1])
        #expect(found[2].count == 2 && found[2] != found[0] && found[3].isEmpty)
    }

    @Test func areKeptWithTheStudy() throws {
        let study = try SmallStudy(Self.members)
        _ = try study.folder.begin(study.plan(), kernels: "Haswell")
        let floors = try study.folder.completeFloors(of: study.plan())
        #expect(try study.folder.readFloors() == StudyFloors())
        try study.folder.keep(floors)
        #expect(try study.folder.readFloors() == floors)
        let file = study.folder.path.appending("floors.json")
        let bytes = try Files.read(file)
        try study.folder.keep(study.folder.completeFloors(of: study.plan()))
        #expect(try Files.read(file) == bytes)
        try Files.write("{", to: file)
        #expect(try study.folder.completeFloors(of: study.plan()) == floors)
    }
}
