import Foundation
import Settings
import TestSupport
import Testing

@testable import Studies

/// A study of four tiny runs, trained as a person would train single ones, in the folders that the study looks for.
@Suite struct CompareStudyTests {
    private let program: Program

    init() throws {
        program = try Program()
        try program.write(
            """
            { "name": "small", "about": "Does R1 help?", "base": "tiny.json", "changes": { "penalties": [] },
              "variants": [
                { "name": "none" }, { "name": "r1", "changes": { "penalties": [{ "kind": "r1", "gamma": 1 }] } }],
              "seeds": { "count": 2 }, "baseline": "none", "outcomes": ["highQuality"],
              "success": [{ "column": "highQuality", "atLeast": 0 }],
              "claims": [{ "name": "helps", "text": "R1 helps", "of": "r1", "than": "none",
                "column": "highQuality", "is": "higher" }] }
            """, as: "small.json")
    }

    private func train(except last: Int = 0) throws {
        let plan = try StudyFile.read("\(program.folder)/small.json", lookingIn: [])
        let folder = StudyFolder("\(program.folder)/runs/small")
        _ = try folder.begin(plan, kernels: "any")
        for run in plan.runs.dropLast(last) {
            try program.write(JSONWriter.pretty(run.configuration), as: "run.json")
            let output = try program.gantrain(
                "--config", "run.json", "--out", "runs/small/\(run.folderName)", "--quiet", "--no-figures")
            #expect(output.status == 0)
        }
    }

    private func tables() throws -> [String: String] {
        var tables: [String: String] = [:]
        for name in ["runs.csv", "curves.csv", "timings.csv"] {
            tables[name] = try String(contentsOfFile: "\(program.folder)/runs/small/\(name)", encoding: .utf8)
        }
        return tables
    }

    @Test func judgesAStudy() throws {
        try train()
        let output = try program.gantrain("compare", "runs/small")
        #expect(output.status == 0)
        #expect(output.stderr == "")
        #expect(
            output.stdout.hasPrefix(
                """
                small: Does R1 help? 4 of 4 runs are done.

                runs
                  cell  completed  diverged  crashed  not done
                  none  2          0         0        0
                  r1    2          0         0        0

                success: highQuality ≥ 0
                  cell  succeeded  share              steps to success, median  never  diverged
                  none  2 of 2     1.00 [0.34, 1.00]  7 [7, ∞]                  0      0
                  r1    2 of 2     1.00 [0.34, 1.00]  7 [7, ∞]                  0      0

                highQuality: high quality; higher is better
                """))
        #expect(
            output.stdout.contains(
                """

                beware
                  2 seeds are too few: one comparison needs at least 6 at 95 % confidence.

                """))
        #expect(output.stdout.contains("helps  cannot be told from these seeds  "))
        let tables = try tables()
        #expect(tables["runs.csv"]?.split(separator: "\n").count == 5)
        #expect(tables["timings.csv"]?.split(separator: "\n").count == 5)
        #expect(tables["curves.csv"]?.hasPrefix("cell,seed,step,discriminatorLoss,generatorLoss") == true)
        // A second look prints and writes the same.
        #expect(try program.gantrain("compare", "runs/small").stdout == output.stdout)
        #expect(try self.tables() == tables)
    }

    /// Success ends the runs at the second evaluation that it holds at, and has been since the first.
    @Test func aRunThatSuccessHasEnded() throws {
        let text = try program.text(of: "small.json")
        try program.write(text.replacing(#""claims""#, with: #""stopAfter": 2, "claims""#), as: "small.json")
        #expect(try program.gantrain("study", "small.json", "--quiet", "--jobs", "1").status == 0)
        let output = try program.gantrain("compare", "small")
        #expect(output.status == 0)
        #expect(output.stdout.contains("small: Does R1 help? 4 of 4 runs are done.\n"))
        #expect(output.stdout.contains("success: highQuality ≥ 0 at 2 evaluations in a row\n"))
        let rows = try program.text(of: "runs/small/runs.csv").split(separator: "\n").dropFirst()
        #expect(rows.count == 4)
        #expect(rows.allSatisfy { $0.contains(",completed,14,7,") })
    }

    @Test func findsAStudyByNameAndByFile() throws {
        try train(except: 1)
        let names = ["runs/small", "small", "small.json"]
        let outputs = try names.map { try program.gantrain("compare", $0, "--no-figures") }
        #expect(outputs.map(\.status) == [0, 0, 0])
        #expect(Set(outputs.map(\.stdout)).count == 1)
        #expect(outputs[0].stdout.contains("1 of 4 runs is not done."))
        #expect(!FileManager.default.fileExists(atPath: "\(program.folder)/runs/small/runs.csv"))
    }

    /// After an edit the file is judged, not what was begun, and the edit is said.
    @Test func aChangedFileIsJudgedAsItStands() throws {
        try train()
        let text = try program.text(of: "small.json")
        try program.write(text.replacing(#""count": 2"#, with: #""count": 3"#), as: "small.json")
        let asked = try program.gantrain("compare", "small.json", "--no-figures")
        #expect(asked.stdout.hasPrefix("small: Does R1 help? 4 of 6 runs are done.\n"))
        #expect(
            asked.stdout.contains(
                "  The seeds were changed after 4 runs had been done.\n    seeds: 0 to 1 -> 0 to 2\n"))
        #expect(
            try program.gantrain("compare", "small", "--no-figures").stdout.contains("4 of 4 runs are done"))
        #expect(try program.gantrain("report", "small.json", "--out", "page.html").status == 0)
        #expect(
            try program.text(of: "page.html").contains("The seeds were changed after 4 runs had been done."))
        try program.write(
            text.replacing(#""changes": { "penalties""#, with: #""changes": { "steps": 13, "penalties""#),
            as: "small.json")
        let other = try program.gantrain("compare", "small.json", "--no-figures")
        #expect(other.status == 64)
        #expect(other.stderr.contains("-> 13"))
    }

    @Test func aStudySaysWhatHasChanged() throws {
        try train()
        let text = try program.text(of: "small.json")
        try program.write(
            text.replacing(#""count": 2"#, with: #""count": 1"#).replacing(
                #""is": "higher""#, with: #""is": "lower""#),
            as: "small.json")
        let output = try program.gantrain("study", "small.json", "--jobs", "1")
        #expect(output.status == 0, "\(output.stderr)")
        #expect(output.stdout.contains("changed: claim helps: is: \"higher\" -> \"lower\"\n"))
        #expect(output.stdout.contains("changed: seeds: 0 to 1 -> 0 to 0\n"))
        let compared = try program.gantrain("compare", "small", "--no-figures").stdout
        #expect(compared.contains("  The claims and seeds were changed after 4 runs had been done.\n"))
        #expect(
            compared.contains(
                "  2 runs in the folder are done and left out, because the study does not ask for them.\n"))
    }

    /// All commands see the same damage, and one mends it.
    @Test func aDamagedRunHasFailedEverywhere() throws {
        try train()
        let run = try #require(try program.names(in: "runs/small").first { $0.hasPrefix("r1-seed1") })
        let metrics = "runs/small/\(run)/metrics.csv"
        try program.write(try #require(program.text(of: metrics).withAnotherDigit), as: metrics)
        let compared = try program.gantrain("compare", "small", "--no-figures").stdout
        #expect(compared.contains("1 run crashed"))
        let status = try program.gantrain("study", "status", "small.json").stdout
        #expect(status.contains("\(run) failed: "))
        #expect(status.contains("metrics.csv"))
        let again = try program.gantrain("study", "small.json", "--jobs", "1")
        #expect(again.status == 1)
        #expect(again.stderr.contains("1 run failed"))
        #expect(try program.gantrain("study", "small.json", "--jobs", "1", "--retry-failed").status == 0)
        #expect(
            try program.gantrain("compare", "small", "--no-figures").stdout.contains(
                "\n  r1    2          0         0        0\n"))
        #expect(try program.gantrain("study", "status", "small.json").stdout.contains("failed") == false)
    }

    @Test func printsMarkdownAndCSV() throws {
        try train(except: 4)
        let markdown = try program.gantrain("compare", "small", "--format", "markdown", "--out", "tables")
        #expect(markdown.stdout.hasPrefix("# small\n\nDoes R1 help? 0 of 4 runs are done.\n\n## runs\n"))
        #expect(try program.names(in: "tables") == ["curves.csv", "runs.csv", "timings.csv"])
        let csv = try program.gantrain("compare", "small", "--format", "csv", "--no-figures")
        #expect(
            csv.stdout.hasPrefix(
                "cell,quantity,statistic,value,low,high,count,verdict\nnone,runs,completed,0,,,,\n"))
        let quiet = try program.gantrain("compare", "small", "--quiet")
        #expect(quiet.stdout == "")
        #expect(quiet.status == 0)
    }

    /// The tables of a study replace those of a study, and no files of a user or of a run.
    @Test func leavesOtherFoldersAlone() throws {
        try train()
        let run = try #require(try program.names(in: "runs/small").first { $0.hasPrefix("none") })
        for name in ["runs.csv", "curves.csv", "timings.csv"] {
            try FileManager.default.createDirectory(
                atPath: "\(program.folder)/\(name).d", withIntermediateDirectories: true)
            try program.write("mine\n", as: "\(name).d/\(name)")
        }
        for folder in ["runs.csv.d", "curves.csv.d", "timings.csv.d", "runs/small/\(run)"] {
            let before = try program.names(in: folder)
            let output = try program.gantrain("compare", "small", "--out", folder)
            #expect(output.status == 73)
            #expect(output.stdout == "")
            #expect(
                output.stderr == """
                    gantrain: cannot create \(folder): the folder is not empty and holds no comparison of a study
                    Choose another folder with --out.

                    """)
            #expect(try program.names(in: folder) == before)
        }
        #expect(try program.text(of: "runs.csv.d/runs.csv") == "mine\n")
        // A folder of its own is written again, also after a kill between two files; notes beside them stay.
        #expect(try program.gantrain("compare", "small", "--out", "tables", "--quiet").status == 0)
        try program.remove("tables/timings.csv")
        try program.write("mine", as: "tables/notes")
        #expect(try program.gantrain("compare", "small", "--out", "tables", "--quiet").status == 0)
        #expect(try program.names(in: "tables") == ["curves.csv", "notes", "runs.csv", "timings.csv"])
        try program.write("mine\n", as: "tables/curves.csv")
        #expect(try program.gantrain("compare", "small", "--out", "tables", "--quiet").status == 73)
        // The study's own folder, whether it is named or not.
        #expect(try program.gantrain("compare", "small", "--out", "./runs/small/", "--quiet").status == 0)
        #expect(try program.gantrain("compare", "small", "--quiet").status == 0)
    }

    /// An error of several lines with its advice, on the terminal, in Markdown and on the page.
    @Test func theAdviceOfADamagedRunIsWhole() throws {
        try train()
        let run = try #require(try program.names(in: "runs/small").first { $0.hasPrefix("none") })
        let table = "runs/small/\(run)/metrics.csv"
        let text = try program.text(of: table)
        // The first digit of the first loss.
        let point = try #require(text.firstIndex(of: "."))
        let digit = text.index(after: point)
        try program.write(
            text.replacingCharacters(in: digit...digit, with: text[digit] == "1" ? "2" : "1"), as: table)
        let advice = """
            : cannot read runs/small/\(run)/summary.json: it does not agree with \(table) on its rows. Put the files \
            back as they were. Without summary.json, gantrain resume runs/small/\(run) writes it anew.
            """
        let markdown = try program.gantrain("compare", "runs/small", "--no-figures", "--format", "markdown")
        #expect(markdown.stdout.contains(advice))
        let shown = try program.gantrain("compare", "runs/small", "--no-figures").stdout
        #expect(!shown.contains(#"\n"#) && !shown.contains("…"))
        #expect(try program.gantrain("report", "runs/small").status == 0)
        #expect(try program.text(of: "runs/small/report.html").contains(advice))
    }

    @Test func whatMakesNoSense() throws {
        let early = try program.gantrain("compare", "small.json")
        #expect(early.status == 64)
        #expect(
            early.stderr == "gantrain: runs/small holds no study yet; begin it: gantrain study small.json\n")
        try train(except: 4)
        let json = try program.gantrain("compare", "small", "--json")
        #expect(json.status == 64)
        #expect(json.stderr == "gantrain: --json is for runs; a study has --format csv\n")
        let among = try program.gantrain("compare", "runs/small", "runs/small")
        #expect(among.status == 64)
        #expect(among.stderr == "gantrain: runs/small holds a study, not a run; its runs are folders in it\n")
        let sorted = try program.gantrain("compare", "small", "--sort", "seed")
        #expect(sorted.status == 64)
        #expect(sorted.stderr == "gantrain: --sort is for runs; a study has an order of its cells\n")
    }

    @Test func aDamagedStudyIsNamed() throws {
        try train(except: 4)
        try program.write("{}", as: "runs/small/study.json")
        let output = try program.gantrain("compare", "small")
        #expect(output.status == 65)
        #expect(output.stderr.contains("runs/small/study.json: it is no study of gantrain, or a damaged one"))
    }
}
