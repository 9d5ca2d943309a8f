import Foundation
import Testing

/// `gantrain compare` in an order, in other formats, and with several seeds of a setting.
@Suite struct CompareOrderTests {
    private let program: Program
    private let runs = ["runs/a", "runs/b", "runs/c"]

    init() throws {
        program = try Program()
        #expect(try program.train("--out", "runs/a", quiet: true).status == 0)
        #expect(try program.train("--out", "runs/b", "--seed", "1", quiet: true).status == 0)
        let other = ["--seed", "2", "--set", "penalties=[]", "--out", "runs/c", "--quiet"]
        #expect(try program.gantrain(program.trainArguments(other)).status == 0)
    }

    private func compare(_ arguments: String...) throws -> Program.Output {
        try program.gantrain(["compare"] + runs + arguments + ["--no-figures"])
    }

    private func number(_ key: String, _ run: String) throws -> Double {
        try #require(program.summary(run)[key] as? Double)
    }

    /// A column where more is better, one where less is, and one that is neither.
    @Test(arguments: [("highQuality", -1.0), ("slicedW1", 1), ("seed", 1), ("batch", 1)])
    func theBestComesFirst(key: String, sign: Double) throws {
        let json = try compare("--sort", key, "--json").stdout
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let folders = try #require(object?["runs"] as? [[String: Any]]).compactMap { $0["folder"] as? String }
        let values = key == "batch" ? [8, 8, 8] : try folders.map { sign * (try number(key, $0)) }
        #expect(values == values.sorted())
        #expect(folders.sorted() == runs)
        if key == "batch" { #expect(folders == runs, "equal ones stay in their order") }
    }

    @Test func aColumnThatIsNotThere() throws {
        let output = try compare("--sort", "frob")
        #expect(output.status == 64)
        #expect(output.stderr.hasPrefix("gantrain: --sort: the runs have no number frob; there are modes, "))
    }

    @Test func markdown() throws {
        let output = try compare("--format", "markdown")
        #expect(output.status == 0)
        let lines = output.stdout.split(separator: "\n")
        #expect(lines[0] == "|  | a | b | c |")
        #expect(lines[1] == "|---|---|---|---|")
        #expect(lines.contains { $0.hasSuffix("penalties | r1 gamma=0.1 | r1 gamma=0.1 | none |") })
        #expect(lines.allSatisfy { $0.count(where: { $0 == "|" }) == 5 })
    }

    /// A run a line, whose cells are those of the summary.
    @Test func csv() throws {
        let output = try compare("--format", "csv")
        #expect(output.status == 0)
        let lines = output.stdout.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0].hasPrefix("folder,status,penalties,steps,seed,"))
        #expect(lines[1].hasPrefix(#"runs/a,completed,"[{""kind"":""r1"""#) || lines[1].contains(#""kind"""#))
        let head = lines[0].split(separator: ",", omittingEmptySubsequences: false)
        let last = lines[3].split(separator: ",", omittingEmptySubsequences: false)
        #expect(head.count == last.count)
        let place = try #require(head.firstIndex(of: "highQuality"))
        #expect(try Double(last[place]) == number("highQuality", "runs/c"))
    }

    /// Two seeds with R1, one without.
    @Test func runsOfOneSettingHaveAMedian() throws {
        let text = try compare().stdout
        let part = try #require(text.split(separator: "medians of each setting\n").last)
        let lines = part.split(separator: "\n")
        #expect(lines[0].split(separator: " ") == ["2", "runs", "1", "run"])
        #expect(lines.contains { $0.wholeMatch(of: /\s*penalties +r1 gamma=0\.1 +none/) != nil })
        let values = try runs.map { try number("slicedW1", $0) }
        let row = try #require(lines.first { $0.contains("sliced W") })
        let shown = row.matches(of: /[0-9]+\.[0-9e-]+/).compactMap { Double($0.output) }
        let expected = [(values[0] + values[1]) / 2, values[2]]
        #expect(
            shown.count == 2 && zip(shown, expected).allSatisfy { abs($0 - $1) < 1e-3 * $1 + 1e-4 }, "\(row)")
        let two = try program.gantrain("compare", "runs/a", "runs/b", "--no-figures")
        #expect(!two.stdout.contains("medians"))
    }
}
