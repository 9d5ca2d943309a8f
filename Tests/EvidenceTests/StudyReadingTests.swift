import Experiments
import Foundation
import Records
import Runs
import Settings
import Studies
import TestSupport
import Testing

@testable import Evidence
@testable import Studies

/// Folders as `gantrain study` leaves them, made by training runs of milliseconds.
@Suite struct StudyReadingTests {
    private let scratch: Scratch
    private let plan: StudyPlan
    private let folder: StudyFolder

    init() throws {
        scratch = try Scratch()
        try scratch.write(Tiny.text, as: "tiny.json")
        let optimizer = #"{ "kind": "sgd", "learningRate": 1e30 }"#
        try scratch.write(
            """
            { "name": "small", "base": "tiny.json", "seeds": { "count": 2 },
              "variants": [
                { "name": "a" },
                { "name": "wild", "changes": {
                    "generator.optimizer": \(optimizer), "discriminator.optimizer": \(optimizer) } }],
              "success": [{ "column": "highQuality", "atLeast": 0 }], "stopAfter": 2,
              "baseline": "a", "outcomes": ["highQuality"] }
            """, as: "small.json")
        plan = try StudyFile.read(scratch.file("small.json").string, lookingIn: [])
        folder = StudyFolder("\(scratch.path)/study")
        _ = try folder.begin(plan, kernels: "Haswell")
    }

    private func directory(_ run: PlannedRun) -> RunDirectory { RunDirectory(folder.folder(of: run).string) }

    private func train(_ runs: [PlannedRun]) throws {
        for run in runs {
            let resolved = try ExperimentConfiguration.read(
                JSONDocument(root: run.configuration), name: "study.json")
            _ = try Training.start(resolved, in: directory(run))
        }
    }

    private func read() throws -> StudyReading { try StudyReading(folder) }

    @Test func readsWhatIsDone() throws {
        #expect(try read().runs.map(\.status) == [.unfinished, .unfinished, .unfinished, .unfinished])
        try train(plan.runs)
        let runs = try read().runs
        #expect(runs.map(\.cell) == ["a", "a", "wild", "wild"])
        #expect(runs.map(\.seed) == [0, 1, 0, 1])
        #expect(runs.map(\.status) == [.completed, .completed, .diverged, .diverged])
        #expect(runs[0].steps == 12)
        let last = runs[0].table.last(of: "highQuality")
        #expect(last != nil)
        #expect(runs[0].outcomes["highQuality"] == .some(last))
        #expect(runs[0].outcomes.keys.contains("r1"))
        #expect(!runs[0].outcomes.keys.contains("seconds"))
        #expect(runs[2].remark?.hasPrefix("step ") == true)
        // Every evaluation is a success, every third step is one: the first of the first two.
        #expect(runs[0].reachedAt == runs[0].table.values(of: "highQuality").first?.step)
    }

    /// The order in which runs were done, and in which folders, leaves no trace.
    @Test func tablesDoNotKnowHowTheRunsWereDone() throws {
        try train(plan.runs)
        let tables = LongTables(StudyEvidence(of: plan, runs: try read().runs))
        let (runs, curves) = (tables.runsCSV, tables.curvesCSV)
        for run in plan.runs { try FileManager.default.removeItem(atPath: directory(run).name) }
        try train(plan.runs.reversed())
        let again = LongTables(StudyEvidence(of: plan, runs: try read().runs))
        #expect(again.runsCSV == runs)
        #expect(again.curvesCSV == curves)
        #expect(runs.split(separator: "\n").count == 5)
        #expect(runs.hasPrefix("cell,variant,seed,status,steps,reachedAt,discriminatorLoss,"))
        #expect(!curves.contains("seconds"))
        let timings = try read().timings.csv.split(separator: "\n")
        #expect(timings.count == 5)
        #expect(timings[0].hasPrefix("cell,seed,"))
        #expect(timings[0].split(separator: ",").contains("seconds"))
        #expect(!timings[0].split(separator: ",").contains("highQuality"))
    }

    /// One damaged run does not hide the others.
    @Test func aDamagedRunIsSaid() throws {
        try train(plan.runs)
        let damaged = directory(plan.runs[0]).name
        try Data("step,\n".utf8).write(to: URL(fileURLWithPath: damaged + "/metrics.csv"))
        let runs = try read().runs
        #expect(runs.map(\.status) == [.crashed, .completed, .diverged, .diverged])
        #expect(runs[0].remark?.contains("metrics.csv") == true)
        #expect(runs[0].outcomes.isEmpty)
    }

    /// A folder that was copied over another, or whose settings were edited.
    @Test func aForeignRunIsNoResult() throws {
        try train(plan.runs)
        let (first, second) = (directory(plan.runs[0]).name, directory(plan.runs[2]).name)
        try FileManager.default.removeItem(atPath: first)
        try FileManager.default.copyItem(atPath: second, toPath: first)
        let run = try read().runs[0]
        #expect(run.status == .crashed)
        #expect(
            run.remark
                == "\(plan.runs[0].folderName) does not hold the run that the study asks for")
    }

    @Test func aCrashKeepsItsWords() throws {
        let run = plan.runs[0]
        try folder.write(RunFailure(error: "ended by signal 9"), of: run)
        let found = try read().runs[0]
        #expect(found.status == .crashed)
        #expect(found.remark == "ended by signal 9")
    }

    private static let outcome = [Column.step, Column("a", .outcome), Column("loss", .loss)]

    /// Rows without a number of a condition are no evaluations and break no row of them; an undefined one beside
    /// another does.
    @Test func successIsARowOfEvaluations() {
        let table = Table(
            columns: Self.outcome,
            rows: [
                [0, 1, 9], [1, nil, 9], [2, 0, 9], [3, 1, 9], [4, nil, 9], [5, 1, 9], [6, 1, 9], [7, 0, nil],
            ])
        func success(_ times: Int, _ conditions: [StudyCondition]) -> Int? {
            table.success(conditions, times: times)
        }
        let high = [StudyCondition(column: "a", atLeast: 1)]
        #expect(success(1, high) == 0)
        #expect(success(2, high) == 3)
        #expect(success(3, high) == 3)
        #expect(success(4, high) == nil)
        #expect(success(1, high + [StudyCondition(column: "loss", atMost: 8)]) == nil)
        #expect(success(2, high + [StudyCondition(column: "loss", atMost: 9)]) == 5)
        #expect(success(1, [StudyCondition(column: "b", atLeast: 0)]) == nil)
        #expect(success(1, []) == nil)
    }
}
