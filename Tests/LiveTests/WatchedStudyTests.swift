import Experiments
import Foundation
import Records
import Runs
import Settings
import TestSupport
import Testing

@testable import Live
@testable import Studies

/// A study's page, from folders as `gantrain study` leaves them.
@Suite struct WatchedStudyTests {
    private let scratch: Scratch
    private let plan: StudyPlan
    private let folder: StudyFolder
    private let broadcast = Broadcast()
    private let watched: WatchedStudy

    init() throws {
        scratch = try Scratch()
        try scratch.write(Tiny.text, as: "tiny.json")
        try scratch.write(
            """
            { "name": "small", "base": "tiny.json", "seeds": { "count": 2 },
              "variants": [
                { "name": "a" }, { "name": "b", "changes": { "penalties": [{ "kind": "r1" }], "steps": 6 } }],
              "outcomes": ["slicedW1", "modes"] }
            """, as: "small.json")
        plan = try StudyFile.read(scratch.file("small.json").string, lookingIn: [])
        folder = StudyFolder("\(scratch.path)/study")
        _ = try folder.begin(plan, kernels: "Haswell")
        watched = WatchedStudy(folder, telling: broadcast)
    }

    private func train(_ run: PlannedRun) throws {
        let resolved = try ExperimentConfiguration.read(
            JSONDocument(root: run.configuration), name: "study.json")
        _ = try Training.start(resolved, in: RunDirectory(folder.folder(of: run).string))
    }

    private func curves() throws -> [String: Any] {
        let text = try #require(broadcast.look(\.curves))
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func theTable() throws {
        watched.look()
        #expect(
            broadcast.look(\.study?.rows) == [
                ["a", "2", "0", "0", "0", "0", "–"], ["b", "2", "0", "0", "0", "0", "–"],
            ])
        #expect(broadcast.look(\.head.status) == "not over")
        for run in plan.runs { try train(run) }
        watched.look()
        let rows = try #require(broadcast.look(\.study?.rows))
        #expect(rows.map { $0[2] } == ["2", "2"])
        #expect(rows.allSatisfy { Double($0[6]) != nil })
        #expect(broadcast.look(\.head.step) == 4 && broadcast.look(\.head.total) == 4)
        #expect(broadcast.look(\.head.status) == "completed")
    }

    /// The lines are those of the runs' tables, for the measures that the study asks for.
    @Test func theCurves() throws {
        _ = broadcast.join()
        try train(plan.runs[0])
        watched.look()
        #expect(try curves()["shown"] as? Int == 1)
        for run in plan.runs.dropFirst() { try train(run) }
        watched.look()
        let found = try curves()
        #expect(found["cells"] as? [String] == ["a", "b"])
        #expect(found["shown"] as? Int == 4 && found["planned"] as? Int == 4)
        let charts = try #require(found["charts"] as? [[String: Any]])
        #expect(charts.map { ($0["column"] as? [String: Any])?["name"] as? String } == ["slicedW1", "modes"])
        let lines = try #require(charts[0]["lines"] as? [[String: Any]])
        #expect(lines.count == 4)
        for run in plan.runs {
            let table = try RunDirectory(folder.folder(of: run).string).table
            let values = table.values(of: "slicedW1")
            #expect(values.count >= 2)
            #expect(
                lines.contains { line in
                    let told = line["values"] as? [Double] ?? []
                    return line["cell"] as? Int == (run.cell.name == "a" ? 0 : 1)
                        && line["steps"] as? [Int] == values.map(\.step)
                        && zip(told, values).allSatisfy { abs($0 - $1.value) <= 5e-4 * abs($1.value) }
                })
        }
    }

    /// Nobody looks, so nothing is read.
    @Test func curvesThatNobodySees() throws {
        try train(plan.runs[0])
        watched.look()
        #expect(broadcast.look(\.study) != nil)
        #expect(broadcast.look(\.curves) == nil)
    }

    @Test func nothingIsWritten() throws {
        _ = broadcast.join()
        try train(plan.runs[0])
        let path = RunDirectory(folder.folder(of: plan.runs[0]).string).path.string
        let manager = FileManager.default
        let before = try manager.subpathsOfDirectory(atPath: scratch.path).sorted()
        try manager.setAttributes([.posixPermissions: 0o555], ofItemAtPath: path)
        defer { try? manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path) }
        watched.look()
        #expect(broadcast.look(\.notes).isEmpty)
        #expect(try manager.subpathsOfDirectory(atPath: scratch.path).sorted() == before)
    }
}
