import TestSupport
import Foundation
import Settings
import Testing

@testable import Comparisons
@testable import Runs
@testable import Storage

@Suite struct ComparisonTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func compare(_ names: String...) throws -> Comparison {
        try Comparison(reading: names.map { scratch.run($0) })
    }

    @Test func readsSettingsAndResults() throws {
        let first = try Tiny.train(in: scratch.run("a"))
        try Tiny.train(["seed=3", "name=\"other\"", "batch=8", "penalties=[]"], in: scratch.run("b"))
        let comparison = try compare("a", "b")
        #expect(comparison.runs.map(\.name) == ["a", "b"])
        #expect(comparison.differences.map { "\($0.path)" } == ["batch", "penalties"])
        #expect(comparison.differences[0].values == [4, 8])
        #expect(comparison.runs[0].figures["highQuality"]?.numberValue == first.outcome("highQuality"))
        #expect(comparison.runs[1].figures["seed"] == 3)
        #expect(comparison.runs.map(\.status) == ["completed", "completed"])
        #expect(comparison.runs[0].table.rows.count == comparison.runs[1].table.rows.count)
        #expect(comparison.runs.map(\.hasCheckpoint) == [true, true])
    }

    /// Keys that one kind has and another has not are no differences of their own.
    @Test func aSectionOfAnotherKindStandsForItsKeys() throws {
        try Tiny.train(in: scratch.run("a"))
        try Tiny.train(["scheme={\"kind\": \"unrolled\"}", "batch=8"], in: scratch.run("b"))
        let comparison = try compare("a", "b")
        #expect(comparison.differences.count > 3)
        #expect(comparison.places.map { "\($0)" } == ["batch", "scheme"])
    }

    /// A run in a study has a hash at the end of its folder's name.
    @Test func namesInStudiesAreShortWhereThatIsEnough() throws {
        let runs = [
            "none-seed5-bef8125fee325701", "r1-seed5-1609b057f57f974c", "none-seed5-0000000000000000",
        ]
        for run in runs { try Tiny.train(["seed=5"], in: scratch.run(run)) }
        let other = "r1-seed6-1609b057f57f974c"
        try Tiny.train(["seed=6"], in: scratch.run(other))
        #expect(try compare(runs[0], runs[1]).names == ["none", "r1"])
        #expect(try compare(runs[0], other).names == ["none-seed5", "r1-seed6"])
        #expect(try compare(runs[0], runs[2]).names == [runs[0], runs[2]])
    }

    @Test func writesJSON() throws {
        try Tiny.train(in: scratch.run("a"))
        try Tiny.train(["average=null"], in: scratch.run("b"))
        let json = try #require(try compare("a", "b").json.objectValue)
        #expect(json["runs"]?.listValue?.compactMap { $0.objectValue?["steps"] } == [12, 12])
        #expect(json["runs"]?.listValue?.first?.objectValue?["folder"] == .string(scratch.run("a").name))
        #expect(json["differences"] == [["path": "average", "values": [["decay": 0.9], .null]]])
    }

    @Test func readsARunThatIsNotFinished() throws {
        try Tiny.train(in: scratch.run("a"))
        try Tiny.train(in: scratch.run("b"))
        let run = scratch.run("b")
        try Files.remove(run.summary)
        try Files.remove(run.checkpoint)
        var rows = try run.text(of: "metrics.csv").split(separator: "\n").map(String.init)
        #expect(rows.last?.split(separator: ",").first == "12")
        // The last row is one without an evaluation.
        rows = rows.filter { !$0.hasPrefix("12,") && !$0.hasPrefix("9,") }
        #expect(rows.last?.hasPrefix("10,") == true)
        let evaluated = try #require(rows.last { $0.hasPrefix("6,") })
            .split(separator: ",", omittingEmptySubsequences: false)
        try Files.write(rows.joined(separator: "\n") + "\n", to: run.metrics)
        let compared = try compare("a", "b").runs[1]
        #expect(compared.status == "unfinished")
        #expect(compared.figures["steps"] == 10)
        #expect(compared.figures["seed"] == 0)
        let place = try #require(compared.table.place(of: "modes"))
        #expect(compared.figures["modes"]?.numberValue == Double(evaluated[place]))
        #expect(compared.figures["seconds"]?.numberValue != nil)
        #expect(compared.figures["r1"] == nil)
        #expect(!compared.hasCheckpoint)
    }

    @Test func aSummaryThatTrainingHasLeftBehindDoesNotCount() throws {
        try Tiny.train(in: scratch.run("a"))
        let stop = StopAt(6)
        _ = try Training.start(Tiny.resolved(), in: scratch.run("b"), shouldStop: { stop() })
        #expect(try compare("a", "b").runs[1].status == "interrupted")
        let cells = try scratch.run("b").table.columns.map { ["step": "8", "seconds": "0.5"][$0.name] ?? "" }
        try Files.write(
            try scratch.run("b").text(of: "metrics.csv") + cells.joined(separator: ",") + "\n",
            to: scratch.run("b").metrics)
        #expect(try compare("a", "b").runs[1].status == "unfinished")
        #expect(try compare("a", "b").runs[1].figures["steps"] == 8)
    }

    /// Anybody can write a summary; the checkpoint and the table know better.
    @Test(arguments: [
        ("\"modes\": ", "\"modes\": 9", "metrics.csv on modes"),
        ("\"highQuality\": ", "\"highQuality\": 0.987654321", "metrics.csv on highQuality"),
        ("\"steps\": ", "\"steps\": 11", "checkpoint.safetensors on how far the run is"),
        ("\"status\": ", "\"status\": \"interrupted\"", "checkpoint.safetensors on how far the run is"),
        ("\"status\": ", "\"status\": \"perfect\"", "checkpoint.safetensors on how far the run is"),
        ("\"seed\": ", "\"seed\": 3", "config.json on the seed"),
    ])
    func anEditedSummaryIsNotBelieved(key: String, line: String, complaint: String) throws {
        try Tiny.train(in: scratch.run("a"))
        try Tiny.train(in: scratch.run("b"))
        let run = scratch.run("b")
        let lines = try run.text(of: "summary.json").split(separator: "\n").map {
            $0.contains(key) ? "  \(line)," : String($0)
        }
        try Files.write(lines.joined(separator: "\n"), to: run.summary)
        let error = #expect(throws: FileError.self) { try compare("a", "b") }
        #expect(error?.path == run.summary.string)
        #expect(error?.reason == "it does not agree with \(run.name)/\(complaint)")
        // It is written anew from what is known.
        try Files.remove(run.summary)
        #expect(try Training.resume(run).status == .completed)
        let rebuilt = try compare("a", "b").runs
        #expect(rebuilt[1].figures["modes"] == rebuilt[0].figures["modes"])
        #expect(try #require(rebuilt[1].figures["stepsPerSecond"]?.numberValue) > 0)
    }

    /// Of a row in the middle, which no summary repeats. Times may be rounded or left out by others.
    @Test func anEditedCellIsNotBelieved() throws {
        try Tiny.train(in: scratch.run("a"))
        let (run, stop) = (scratch.run("b"), StopAt(7))
        // Rows that a resumed run has kept count as well.
        _ = try Training.start(Tiny.resolved(), in: run, shouldStop: { stop() })
        _ = try Training.resume(run)
        let whole = try run.text(of: "metrics.csv")
        #expect(
            try run.readSummary()?["metricsChecksum"] == scratch.run("a").readSummary()?["metricsChecksum"])
        var rows = whole.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let place = try #require(rows[0].firstIndex(of: "generatorLoss"))
        rows[4][rows[4].count - 1] = "77"
        try Files.write(rows.map { $0.joined(separator: ",") + "\n" }.joined(), to: run.metrics)
        #expect(try compare("a", "b").runs[1].table.rows[3].last == 77)
        rows[4][place] = "0.123"
        try Files.write(rows.map { $0.joined(separator: ",") + "\n" }.joined(), to: run.metrics)
        let error = #expect(throws: FileError.self) { try compare("a", "b") }
        #expect(error?.reason == "it does not agree with \(run.metrics.string) on its rows")
        try Files.write(whole, to: run.metrics)
        #expect(try compare("a", "b").runs[1].status == "completed")
    }

    @Test func saysWhereARunDiverged() throws {
        try Tiny.train(in: scratch.run("a"))
        try Tiny.train(Tiny.diverging, in: scratch.run("b"))
        let run = try compare("a", "b").runs[1]
        #expect(run.status == "diverged")
        #expect(run.divergence?.hasPrefix("step ") == true)
    }

    /// Data without modes leave out what is said of modes.
    @Test func toleratesWhatASummaryDoesNotHave() throws {
        try Tiny.train(in: scratch.run("a"))
        try Tiny.train(in: scratch.run("b"))
        try Files.write(
            #"{"status": "completed", "steps": 12, "seed": 0, "fid": 0.25}"#, to: scratch.run("b").summary)
        let run = try compare("a", "b").runs[1]
        #expect(run.figures["modes"] == nil)
        #expect(run.figures["fid"] == 0.25)
    }

    @Test func refusesWhatCannotBeCompared() throws {
        try Tiny.train(in: scratch.run("a"))
        #expect(throws: ComparisonError.tooFew(1)) { try compare("a") }
        #expect(throws: ComparisonError.tooFew(0)) { try compare() }
        #expect(throws: ResumeError.noRun(scratch.run("none").name)) { try compare("a", "none") }
        let (run, detour) = (scratch.run("a"), RunDirectory("\(scratch.path)/../\(scratch.base)/a"))
        #expect(throws: ComparisonError.repeated(run.name, detour.name)) {
            try Comparison(reading: [run, detour])
        }
        #expect("\(ComparisonError.repeated("a", "a"))" == "a is given twice")
        #expect("\(ComparisonError.repeated("a", "b/a"))" == "a and b/a are the same run")
        #expect("\(ComparisonError.tooFew(1))" == "a comparison takes two runs or more; there is 1")
    }

    @Test(arguments: ["", "{", "[]", #"{"status": "completed"}"#, #"{"status": 3, "steps": 4}"#])
    func refusesADamagedSummary(text: String) throws {
        try Tiny.train(in: scratch.run("a"))
        try Tiny.train(in: scratch.run("b"))
        try Files.write(text, to: scratch.run("b").summary)
        let error = #expect(throws: FileError.self) { try compare("a", "b") }
        #expect(error?.path == scratch.run("b").summary.string)
        #expect(error?.reason == "it is no summary of a run, or a damaged one")
    }
}

extension Scratch {
    fileprivate var base: String { URL(fileURLWithPath: path).lastPathComponent }
}
