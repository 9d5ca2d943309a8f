import Foundation
import Testing

/// What `gantrain complete` answers the shells; `scripts/checks/completion` tries it in them.
@Suite struct CompletionTests {
    private let program: Program

    init() throws {
        program = try Program()
        for folder in ["configs", "configs/studies", "configs/bench", "elsewhere", "sub"] {
            try FileManager.default.createDirectory(
                atPath: "\(program.folder)/\(folder)", withIntermediateDirectories: true)
        }
        try program.write("// The first. And more.\n{}", as: "configs/ring.json")
        try program.write("{}", as: "configs/bench/wide.json")
        try program.write("{}", as: "configs/studies/gamma.json")
        try program.write("", as: "sub/deep.json")
        try program.write("", as: "notes.txt")
        #expect(try program.train("--out", "runs/a", quiet: true).status == 0)
    }

    private func words(_ line: String) throws -> [String] {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let output = try program.gantrain(["complete", "--"] + words)
        #expect(output.status == 0)
        #expect(output.stderr == "")
        return output.stdout.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    }

    @Test(arguments: [
        ("tr", ["train", "trace"]),
        ("ri", ["ring.json"]),
        ("t", ["train", "trace", "tiny.json"]),
        ("train s", ["studies/gamma.json", "sub/"]),
        ("config check sub/", ["sub/deep.json"]),
        ("explain --config r", ["ring.json", "runs/"]),
        ("--config=ri", ["--config=ring.json"]),
        ("config ch", ["check"]),
        ("config check tiny.json ch", []),
        ("study ga", ["gamma.json"]),
        ("study st", ["status"]),
        ("study run --d", ["--dry-run"]),
        ("bench w", ["wide"]),
        ("resume ", ["runs/a"]),
        ("resume runs/", ["runs/a"]),
        ("plot el", ["elsewhere/"]),
        ("compare runs/a runs", ["runs/a"]),
        ("list r", ["runs/a"]),
        ("export runs/a --to n", ["npz"]),
        ("game b", ["bilinear"]),
        ("tiny.json --out e", ["elsewhere/"]),
        ("trace tiny.json --out n", ["notes.txt"]),
        ("tiny.json --set sched", []),
        ("tiny.json --set scheme=si", ["scheme=simultaneous"]),
        ("tiny.json --set=generator.h", ["--set=generator.hidden="]),
        ("config keys generator.hi", ["generator.hidden"]),
        ("tiny.json --seed ", []),
        ("tiny.json --no", ["--no-figures", "--no-live-stay"]),
        ("nothing here ", []),
    ])
    func candidates(line: String, expected: [String]) throws {
        #expect(try words(line) == expected)
    }

    @Test func whatTheyMeanStandsBesideThem() throws {
        let output = try program.gantrain("complete", "--", "rin")
        #expect(output.stdout == "ring.json\tThe first\n")
        let run = try program.gantrain("complete", "--", "plot", "runs/")
        #expect(run.stdout == "runs/a\tcompleted tiny: nonSaturating, r1\n")
    }

    /// What is for scripts alone is neither shown nor guessed.
    @Test func hiddenCommandsStayHidden() throws {
        #expect(try !words("").contains("complete"))
        #expect(try !words("m").contains("manual"))
        #expect(try !program.help().contains("complete "))
        let output = try program.gantrain("complet", "tiny.json", "x")
        #expect(!output.stderr.contains("'complete'"))
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func scripts(shell: String) throws {
        let output = try program.gantrain("--generate-completion-script", shell)
        #expect(output.status == 0)
        #expect(output.stdout.contains("complete --"))
        #expect(try program.gantrain("--generate-completion-script", "tcsh").status == 64)
    }

    /// Every command has a page, and every option is on it.
    @Test func manualPages() throws {
        let names = try program.gantrain("manual").stdout.split(separator: "\n").map(String.init)
        #expect(names.contains("gantrain") && names.contains("gantrain-config-check"))
        #expect(!names.contains("gantrain-complete") && !names.contains("gantrain-study-work"))
        for name in names {
            let page = try program.gantrain("manual", name)
            #expect(page.status == 0)
            #expect(page.stdout.hasPrefix(".TH \(name.uppercased()) 1 2"))
            let help = try program.gantrain(
                name.split(separator: "-").dropFirst().map(String.init) + ["--help"])
            for option in help.stdout.matches(of: /\n  (?:-., )?(--[a-z-]+)/).map(\.1) {
                #expect(page.stdout.contains(option.replacing("-", with: "\\-")), "\(name) \(option)")
            }
        }
        #expect(try program.gantrain("manual", "gantrain-frob").status == 64)
    }
}
