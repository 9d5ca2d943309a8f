import Experiments
import Foundation
import Testing

@testable import gantrain

@Suite struct GantrainTests {
    private let program: Program

    init() throws { program = try Program() }

    @Test func version() throws {
        let output = try program.gantrain("--version")
        #expect(output.status == 0)
        #expect(output.stderr == "")
        let shape = try Regex(
            """
            gantrain [0-9]+\\.[0-9]+\\.[0-9]+, commit unknown
            OpenBLAS [0-9.a-z]+, core [A-Za-z0-9_]+(: [A-Za-z_, ]+)?
            Swift 6\\.[0-9a-z ]+; .+\\n
            """)
        #expect(output.stdout.wholeMatch(of: shape) != nil, "\(output.stdout)")
        let number = output.stdout.split(separator: ",")[0].trimmingPrefix("gantrain ")
        for (file, line) in [
            ("CITATION.cff", "\nversion: \(number)\n"), ("CHANGELOG.md", "\n## \(number) – "),
        ] {
            let text = try String(contentsOfFile: "\(Program.project)/\(file)", encoding: .utf8)
            #expect(text.contains(line), "\(file) is of this version")
        }
    }

    @Test func withoutArgumentsItSaysWhatIsMissingAndHelps() throws {
        let output = try program.gantrain()
        #expect(output.status == 64)
        #expect(output.stdout == "")
        #expect(
            output.stderr == "gantrain: a configuration is needed, such as mog8.json\n\n"
                + (try program.help())
        )
    }

    /// The configuration may be the first word, an option, or what standard input holds.
    @Test func theConfigurationIsNamedInFourWays() throws {
        let ways = ["tiny.json", "--config tiny.json", "-c tiny.json", "- < tiny.json"]
        for (index, way) in ways.enumerated() {
            let output = try program.shell("\"$G\" --steps 2 --quiet --no-figures -o run\(index) \(way)")
            #expect(output.status == 0, "\(way): \(output.stderr)")
        }
        #expect(Set(try ways.indices.map { try program.summary("run\($0)")["steps"] as? Int }) == [2])
        let broken = try program.shell("echo '{\"steps\": 0}' | \"$G\" -")
        #expect(broken.status == 64)
        #expect(
            broken.stderr == """
                gantrain: standard input: 1 problem
                  line 1  steps: found 0; allowed is an integer from 1 to 4294967295

                """)
    }

    /// Numbers are read as in a configuration.
    @Test func wholeNumbersMayHaveAnExponent() throws {
        #expect(try program.train("--steps", "4e1", "--seed", "1e2").status == 0)
        #expect(try program.summary("run")["steps"] as? Int == 40)
        #expect(try program.summary("run")["seed"] as? Int == 100)
    }

    @Test func runsThatAreNotThere() throws {
        #expect(try program.train("--out", "runs/ring-seed0").status == 0)
        for name in ["runs/rign-seed0", "ring-seed0"] {
            for command in ["resume", "plot", "spectrum"] {
                let output = try program.gantrain(command, name)
                #expect(output.status == 64)
                #expect(output.stderr == "gantrain: \(name): no such folder; did you mean runs/ring-seed0?\n")
            }
        }
        try program.write("{}", as: "runs/comparison.json")
        for arguments in [["resume", "runs"], ["plot", "runs"], ["compare", "runs", "runs/ring-seed0"]] {
            let output = try program.gantrain(arguments)
            #expect(output.status == 64)
            #expect(output.stderr == "gantrain: runs holds a comparison of runs, not a run\n")
        }
    }

    @Test(arguments: [
        (["--frob"], "a configuration is needed, such as mog8.json"),
        (["--config", "tiny.json", "--frob"], "unknown option '--frob'"),
        (["--config", "tiny.json", "--quite"], "unknown option '--quite'; did you mean '--quiet'?"),
        (["--config"], "missing value for '--config <file>'"),
        (
            ["trace", "--config", "tiny.json", "--out", "t", "--steps", "10k"],
            "the value '10k' is invalid for '--steps <steps>': allowed is an integer from 1 to 1000"
        ),
        (
            ["game", "dirac", "--gamma", "-1"],
            "the value '-1' is invalid for '--gamma <gamma>': allowed is a number of at least 0"
        ),
        (["--config", "tiny.json", "extra"], "unexpected argument 'extra' beside --config"),
        (["resume"], "missing expected argument '<run>'"), (["plot"], "missing expected argument '<run>'"),
        (["compare"], "missing expected argument '<run> ...'"),
        (
            ["compare", "a", "b", "--json", "--quiet"], "--json and --quiet leave nothing to do"
        ),
        (["spectrum"], "missing expected argument '<run>'"),
        (
            ["spectrum", "run", "--batches", "0"],
            "the value '0' is invalid for '--batches <batches>': allowed is an integer from 1 to 10000"
        ),
        (
            ["spectrum", "run", "--count", "0"],
            "the value '0' is invalid for '--count <count>': allowed is an integer from 1 to 1000"
        ),
        (
            ["spectrum", "run", "--threads", "0"],
            "the value '0' is invalid for '--threads <threads>': allowed is an integer from 1 to 64"
        ),
        (
            ["spectrum", "run", "--step", "0"],
            "the value '0' is invalid for '--step <h>': allowed is a number above 0"
        ),
        (
            ["spectrum", "run", "--method", "qr"],
            "the value 'qr' is invalid for '--method <method>'; allowed is one of 'auto', 'dense' or 'krylov'"
        ), (["spectrum", "run", "--out", ""], "--out needs the name of a folder"),
        (["config", "check"], "a configuration is needed, such as mog8.json"),
    ])
    func wrongUsage(arguments: [String], complaint: String) throws {
        let output = try program.gantrain(arguments)
        #expect(output.status == 64)
        #expect(output.stdout == "")
        #expect(output.stderr.split(separator: "\n").first == "gantrain: \(complaint)")
        #expect(try program.names(in: ".") == ["tiny.json"])
    }
}
