import Foundation
import Testing

@Suite struct ReportTests {
    private let program: Program

    init() throws { program = try Program() }

    @Test func help() throws {
        let output = try program.gantrain("report", "--help")
        #expect(
            output.stdout == """
                OVERVIEW: Write a study or a run as one page to hand on.

                Writes report.html into the folder: one file that needs no other and no
                network. Of a study it has what was asked, the verdicts on its claims, the
                table of 'gantrain compare', curves with bands over seeds, times to success,
                samples and discriminators through training with a slider, spectra if they were
                recorded, settings and provenance. Of a run it has curves, pictures, settings
                and provenance. docs/report.md explains the page.

                USAGE: gantrain report <study|run> [--out <file>]

                ARGUMENTS:
                  <study|run>             A study: its folder, its file, or its name in runs;
                                          or a run's folder.

                OPTIONS:
                  --out <file>            The file to write (default: report.html in the
                                          folder).
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test func aRunHasAPage() throws {
        #expect(try program.train("--no-figures").status == 0)
        let before = try program.comparable("run")
        let output = try program.gantrain(["report", "run"], environment: ["PATH": "/nonexistent"])
        #expect(output.status == 0)
        #expect(output.stderr == "")
        #expect(output.stdout == "run/report.html\n")
        let page = try program.text(of: "run/report.html")
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(page.contains("<h2 id=\"part-1\">How it ended</h2>"))
        #expect(try program.comparable("run") == before)
        #expect(try program.gantrain("report", "run", "--out", "elsewhere.html").status == 0)
        #expect(try program.text(of: "elsewhere.html") == page)
        // A run that replaces it takes its page away.
        #expect(try program.train("--no-figures", "--overwrite").status == 0)
        #expect(!program.exists("run/report.html"))
    }

    @Test func aStudyHasAPage() throws {
        try program.write(
            #"{ "name": "two", "base": "tiny.json", "variants": [{ "name": "a" }], "seeds": { "count": 2 } }"#,
            as: "two.json")
        let early = try program.gantrain("report", "two.json")
        #expect(early.status == 64)
        #expect(early.stderr == "gantrain: runs/two holds no study yet; begin it: gantrain study two.json\n")
        #expect(try program.gantrain("study", "two.json", "--quiet").status == 0)
        for name in ["two", "runs/two", "two.json"] {
            let output = try program.gantrain("report", name)
            #expect(output.status == 0)
            #expect(output.stderr == "")
            #expect(output.stdout == "runs/two/report.html\n")
        }
        let page = try program.text(of: "runs/two/report.html")
        #expect(page.contains("2 of 2 runs are done."))
        // Three moments, as tiny.json says.
        #expect(page.contains("data-steps=\"1 12 40\""))
    }

    /// What a run or a user has written is refused before any work, with the code and the words of `trace`.
    @Test func replacesAPageAndNothingElse() throws {
        #expect(try program.train("--no-figures").status == 0)
        #expect(try program.gantrain("report", "run", "--out", "page.html").status == 0)
        #expect(try program.gantrain("report", "run", "--out", "page.html").status == 0)
        try program.write("<!DOCTYPE html>\n<html lang=\"en\"><head></head></html>\n", as: "mine.html")
        for name in ["run/checkpoint.safetensors", "run/config.json", "tiny.json", "mine.html"] {
            let before = try program.bytes(of: name)
            let output = try program.gantrain("report", "run", "--out", name)
            #expect(output.status == 73)
            #expect(output.stdout == "")
            #expect(
                output.stderr == """
                    gantrain: cannot create \(name): it exists, and is no page of gantrain
                    Choose another name with --out.

                    """)
            #expect(try program.bytes(of: name) == before)
        }
    }

    /// Of a study the rule is the same, and nothing is read before.
    @Test func aStudysPageReplacesNoOtherFile() throws {
        try program.write(
            #"{ "name": "two", "base": "tiny.json", "variants": [{ "name": "a" }], "seeds": { "count": 1 } }"#,
            as: "two.json")
        #expect(try program.gantrain("study", "two.json", "--quiet").status == 0)
        let before = try program.bytes(of: "runs/two/study.json")
        #expect(try program.gantrain("report", "two", "--out", "runs/two/study.json").status == 73)
        #expect(try program.bytes(of: "runs/two/study.json") == before)
        try program.write("{}", as: "runs/two/study.json")
        #expect(try program.gantrain("report", "runs/two", "--out", "tiny.json").status == 73)
    }

    /// The sentences below a table are those of `compare` too.
    @Test func theFloorsStandBelowTheTable() throws {
        try program.write(
            """
            { "name": "two", "base": "tiny.json", "variants": [{ "name": "a" }], "seeds": { "count": 1 },
              "changes": { "record.measures": [{ "kind": "transport", "every": 0 }] },
              "outcomes": ["w1", "w2"] }
            """, as: "two.json")
        #expect(try program.gantrain("study", "two.json", "--quiet").status == 0)
        let markdown = try program.gantrain("compare", "two", "--no-figures", "--format", "markdown").stdout
        let floors = markdown.split(separator: "\n").filter { $0.hasPrefix("- The floor ") }
        #expect(floors.count == 2)
        #expect(try program.gantrain("report", "two").status == 0)
        let page = try program.text(of: "runs/two/report.html")
        for floor in floors { #expect(page.contains("<li>\(floor.dropFirst(2))</li>"), "\(floor)") }
    }

    @Test func whereThereIsNothing() throws {
        let none = try program.gantrain("report", "nothing")
        #expect(none.status == 64)
        #expect(none.stdout == "")
        #expect(none.stderr == "gantrain: nothing: no such folder\n")
        #expect(try program.gantrain("report", "").status == 64)
        #expect(try program.train("--no-figures").status == 0)
        let blocked = try program.gantrain("report", "run", "--out", "no/such/page.html")
        #expect(blocked.status == 73 || blocked.status == 74)
        #expect(blocked.stderr.contains("no/such/page.html"))
    }
}
