import Foundation
import TestSupport
import Testing

/// What a study does to runs that have failed, or whose files are not as they were written.
extension StudyTests {
    @Test(arguments: ["checkpoint.safetensors", "config.json", "metrics.csv", "columns.json"])
    func aDamagedRunFailsAloneAndIsTrainedAnewWhenAskedFor(file: String) throws {
        try write(steps: 40)
        #expect(try study().status == 0)
        let run = try #require(try runs().first)
        if file == "checkpoint.safetensors" { try program.remove("\(run)/summary.json") }
        try program.write(Data("not that file".utf8), as: "\(run)/\(file)")
        let output = try study()
        #expect(output.status == 1)
        #expect(output.stderr.contains("failed"))
        #expect(try study("--retry-failed").status == 0)
        try expectSameAsUndisturbed()
    }

    /// Nothing has failed then, with `--retry-failed` or without: the checkpoint has all that a summary says.
    @Test(arguments: [[], ["--retry-failed"]], ["{", "", "[]", #"{ "status": "failed" }"#])
    func aLostSummaryIsWrittenAnewFromTheCheckpoint(options: [String], damage: String) throws {
        #expect(try study().status == 0)
        let run = try #require(try runs().first)
        try program.write(Data(damage.utf8), as: "\(run)/summary.json")
        #expect(try program.gantrain(["study", "study.json", "--jobs", "1"] + options).status == 0)
        try expectSameAsUndisturbed()
    }

    /// A failure that is written down keeps a run from being trained, also if the file is damaged, until it is asked for.
    /// A failure beside a result is over.
    @Test(arguments: [#"{ "error": "no luck", "lastWords": ["one", "two"] }"#, "damaged"])
    func aKeptFailureIsRetriedWhenAskedFor(text: String) throws {
        #expect(try study("--seeds", "0").status == 0)
        let done = try #require(try runs().first)
        let list = try program.gantrain("study", "study.json", "--dry-run").stdout
        let next = try #require(
            list.split(separator: "\n").first { $0.contains("not begun") }?.split(separator: " ").first)
        _ = try program.shell("mkdir 'runs/small/\(next)'")
        for run in [done, "runs/small/\(next)"] {
            try program.write(Data(text.utf8), as: "\(run)/failure.json")
        }
        let output = try study()
        #expect(output.status == 1)
        #expect(output.stdout.hasSuffix("3 of 4 runs completed, 1 failed\n"), "\(output.stdout)")
        let status = try program.gantrain("study", "status", "study.json").stdout
        let failure = text == "damaged" ? "failure.json is damaged" : "no luck\n    one\n    two"
        #expect(status.contains("\(next) failed: \(failure)\n"), "\(status)")
        #expect(try study("--retry-failed").status == 0)
        #expect(!program.exists("runs/small/\(next)/failure.json"))
        try program.remove("\(done)/failure.json")
        try expectSameAsUndisturbed()
    }
}
