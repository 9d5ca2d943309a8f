import Foundation
import Settings
import Testing

/// `gantrain lab`. That the page trains as the program does: `scripts/checks/laboratory`.
@Suite struct LabTests {
    private let program: Program

    init() throws { program = try Program() }

    private func lab(_ arguments: String...) throws -> Program.Output {
        try program.gantrain(["lab"] + arguments)
    }

    /// The contents of a block of the page.
    private func block(_ id: String, of page: String) throws -> String {
        let text = try program.text(of: page)
        let start = try #require(text.range(of: "id=\"\(id)\">"))
        let end = try #require(text.range(of: "</script>", range: start.upperBound..<text.endIndex))
        return String(text[start.upperBound..<end.lowerBound])
    }

    @Test func aPageHoldsItsGamesTheEngineAndTheKernels() throws {
        let output = try lab("tiny.json", "dirac.json", "--out", "page.html")
        #expect(output.status == 0)
        #expect(output.stdout == "page.html\n")
        #expect(output.stderr == "")
        let laboratory = try JSONDocument.parse(block("laboratory", of: "page.html")).root
        let games = try #require(laboratory["games"]?.listValue)
        #expect(games.map { $0["name"]?.textValue } == ["tiny", "dirac"])
        #expect(games.map { $0["kind"]?.textValue } == ["plane", "numbers"])
        #expect(laboratory["chapters"] == .null)
        #expect(games[0]["modes.centres"] == [1, 0, -1, 1.2246467991473532e-16])
        #expect(games[1]["position"] == ["ψ", "θ"])
        #expect(games[1]["equilibria"] == [[0, 0]])
        let keys = games[0]["numbers"]?.listValue?.compactMap { $0["key"]?.textValue }
        #expect(
            keys == [
                "rate.discriminator", "rate.generator", "penalty.r1", "steps.discriminator",
                "steps.generator",
            ])
        let kernels = try #require(Data(base64Encoded: block("wasm", of: "page.html")))
        #expect(kernels.starts(with: [0] + Array("asm".utf8)))
        #expect(try block("worker", of: "page.html").contains("class Trainer"))
        // Again, and with other kernels of OpenBLAS, the same bytes.
        let bytes = try program.bytes(of: "page.html")
        let again = try program.gantrain(
            ["lab", "tiny.json", "dirac.json", "--out", "page.html"],
            environment: ["OPENBLAS_CORETYPE": "Prescott"])
        #expect(again.status == 0)
        #expect(try program.bytes(of: "page.html") == bytes)
    }

    @Test func hostileNamesStayText() throws {
        let name = "a<b>&</script>.json"
        try FileManager.default.createDirectory(
            atPath: program.folder + "/a<b>&<", withIntermediateDirectories: true)
        try program.write(Program.tiny, as: name)
        #expect(try lab(name).status == 0)
        let laboratory = try JSONDocument.parse(block("laboratory", of: "lab.html")).root
        #expect(laboratory["games"]?.listValue?[0]["name"] == "script>")
    }

    @Test(
        arguments: [
            (
                "mixing={}",
                "mixing: a page cannot train with it: Anderson mixing solves a system of equations, for which the page "
                    + "has no library"
            ),
            (
                "data.points=5000",
                "data: a page cannot train with it: it has 5000 points, and a page holds 4000 at most"
            ),
        ])
    func whatAPageCannotTrainWith(change: String, message: String) throws {
        let output = try lab("tiny.json", "--set", change)
        #expect(output.status == 64)
        #expect(output.stderr == "gantrain: tiny: \(message)\n")
        #expect(try program.names(in: ".") == ["tiny.json"])
    }

    @Test func aRunsNetworksAreNotInAPage() throws {
        #expect(try program.train(quiet: true).status == 0)
        let output = try lab("tiny.json", "--set", #"start={"run": "run"}"#)
        #expect(output.status == 64)
        #expect(output.stderr.hasPrefix("gantrain: tiny: start: a page cannot train with it: "))
    }

    @Test func whatIsNoPageIsNotReplaced() throws {
        try program.write("mine", as: "notes.html")
        let output = try lab("tiny.json", "--out", "notes.html")
        #expect(output.status == 73)
        #expect(
            output.stderr
                == "gantrain: cannot create notes.html: it exists, and is no page of gantrain\nChoose another name with --out.\n"
        )
        #expect(try program.text(of: "notes.html") == "mine")
        #expect(try lab("tiny.json", "--out", "no/page.html").status == 74)
    }

    @Test func wrongUse() throws {
        let none = try lab()
        #expect(none.status == 64)
        #expect(none.stderr.contains("configurations are needed, such as mog8-none.json mog8-r1.json"))
        #expect(try lab("tiny.json", "--out", "").status == 64)
        let twice = try lab("tiny.json", "./tiny.json")
        #expect(twice.status == 64)
        #expect(
            twice.stderr
                == "gantrain: two configurations are called tiny; the page tells them by their names\n")
        #expect(try lab("nowhere.json").status == 64)
        let loops = try program.gantrain(["lab", "tiny.json"], environment: ["GANTRAIN_LOOPS": "fast"])
        #expect(loops.status == 64)
        #expect(loops.stderr == "gantrain: GANTRAIN_LOOPS is \"fast\"; allowed is \"plain\" or nothing\n")
    }

    @Test func chaptersNameTheirConfigurations() throws {
        let chapters = #"[{"title": "One", "text": ["Look."], "methods": ["tiny.json"], "try": 1}]"#
        try program.write(#"{"chapters": \#(chapters)}"#, as: "lesson.json")
        #expect(try lab("--chapters", "lesson.json").status == 0)
        let laboratory = try JSONDocument.parse(block("laboratory", of: "lab.html")).root
        #expect(try laboratory["chapters"] == JSONDocument.parse(chapters).root)
        #expect(laboratory["games"]?.listValue?.count == 1)
        for (text, problem) in [
            ("{}", "chapters is missing: a list of chapters"),
            (#"{"chapters": []}"#, "chapters is missing: a list of chapters"),
            (#"{"chapters": [{"title": 1}]}"#, "chapters.0.title is missing: a line of text"),
            (#"{"chapters": [{"title": "One"}]}"#, "chapters.0.text is missing: a list of paragraphs"),
            (
                #"{"chapters": [{"title": "One", "text": []}]}"#,
                "chapters.0.methods is missing: a list of configurations"
            ),
        ] {
            try program.write(text, as: "lesson.json")
            let output = try lab("--chapters", "lesson.json")
            #expect(output.status == 64)
            #expect(output.stderr == "gantrain: lesson.json: \(problem)\n")
        }
    }

    /// A run on plain loops says so, and has the bits of every other processor's.
    @Test func plainLoopsAreNamed() throws {
        let output = try program.gantrain(["--version"], environment: ["GANTRAIN_LOOPS": "plain"])
        #expect(output.status == 0)
        #expect(
            output.stdout.contains(", core plain: products are computed by plain loops, without OpenBLAS"))
        let run = try program.gantrain(
            ["tiny.json", "--quiet", "--no-figures", "--out", "run"], environment: ["GANTRAIN_LOOPS": "plain"]
        )
        #expect(run.status == 0)
        #expect(try program.text(of: "run/machine.json").contains(#""kernels": "plain""#))
    }
}
