import Foundation
import Testing

@Suite struct PlotTests {
    private let program: Program
    private let names = [
        "losses", "gradient-norms", "coverage", "sliced-w1", "mode-spread", "slopes", "samples", "densities",
        "discriminator",
    ]

    init() throws { program = try Program() }

    @Test(.enabled(if: Program.hasGnuplot)) func drawsAllFigures() throws {
        #expect(try program.train().status == 0)
        let before = try program.comparable("run")
        let output = try program.gantrain("plot", "run")
        #expect(output.status == 0)
        #expect(output.stderr == "")
        #expect(output.stdout == names.map { "run/figures/\($0).svg\n" }.joined())
        for name in names {
            #expect(try program.bytes(of: "run/figures/\(name).png").count > 1000)
            #expect(try program.text(of: "run/figures/\(name).svg").contains("</svg>"))
        }
        #expect(try program.comparable("run") == before)
    }

    /// With every kind of measure and spectra, what is drawn and what the help lists are the same.
    @Test(.enabled(if: Program.hasGnuplot)) func theHelpListsAllFigures() throws {
        let complaint = try program.gantrain(
            "config", "check", "tiny.json", "--set", #"record.measures=[{"kind":"nonsense"}]"#)
        let allowed = try #require(complaint.stderr.firstMatch(of: /allowed is one of (.*)/)).1
        let kinds = allowed.matches(of: /"(\w+)"/).map { #"{"kind":"\#($0.1)","every":10}"# }.joined(
            separator: ",")
        let trained = try program.train(
            "--set", "record.measures=[\(kinds)]", "--set", "record.spectrumEvery=20", "--set",
            "record.evaluateEvery=10")
        #expect(trained.status == 0, "\(trained.stderr)")
        let drawn = try program.gantrain("plot", "run").stdout.split(separator: "\n").map {
            String($0.dropFirst("run/figures/".count).dropLast(".svg".count))
        }
        let help = try program.help("plot").split(separator: "\n").joined(separator: " ")
        let listed = try #require(help.firstMatch(of: /The figures are (.*?)\. A spectrum/)).1
            .replacing("and of what the run has measured ", with: "").replacing(" and ", with: ", ")
            .split(separator: ", ").map(String.init)
        #expect(Set(listed) == Set(drawn) && listed.count == drawn.count)
    }

    @Test(.enabled(if: Program.hasGnuplot)) func dataWithoutModesHaveNoFigureOfCoverage() throws {
        let trained = try program.train("--set", #"data={"kind":"circle"}"#)
        #expect(trained.status == 0)
        #expect(!trained.stdout.contains("modes covered"))
        let output = try program.gantrain("plot", "run")
        #expect(output.status == 0)
        let drawn = names.flatMap { name in
            switch name {
            case "coverage": [String]()
            case "mode-spread": ["neighbours", "energy-distance"]
            default: [name]
            }
        }
        #expect(output.stdout == drawn.map { "run/figures/\($0).svg\n" }.joined())
    }

    @Test func withoutGnuplotItSaysWhatToInstall() throws {
        #expect(try program.train().status == 0)
        let output = try program.gantrain(["plot", "run"], environment: ["PATH": "/nonexistent"])
        #expect(output.status == 69)
        #expect(output.stdout == "")
        #expect(
            output.stderr == """
                gantrain: gnuplot is not installed: the scripts and data of the figures are in run/figures, but no \
                pictures; install it with `apt-get install gnuplot-nox` and run `gantrain plot RUN`

                """)
        #expect(try program.names(in: "run/figures").count == 2 * names.count)
    }

    @Test func whereNothingCanBeDrawn() throws {
        let none = try program.gantrain("plot", "run")
        #expect(none.status == 64)
        #expect(none.stderr == "gantrain: run: no such folder\n")
        #expect(try program.train().status == 0)
        try program.write("", as: "run/figures")
        let blocked = try program.gantrain("plot", "run")
        #expect(blocked.status == 73)
        #expect(
            blocked.stderr == """
                gantrain: cannot create run/figures: a link or a file is in the place of a folder of gantrain's
                Move it away.

                """)
        try program.remove("run/figures")
        #expect(try program.shell("mkdir elsewhere; ln -s ../elsewhere run/figures").status == 0)
        #expect(try program.gantrain("plot", "run").status == 73)
        #expect(try program.names(in: "elsewhere") == [])
        try program.remove("run/checkpoint.safetensors")
        let missing = try program.gantrain("plot", "run")
        #expect(missing.status == 65)
        #expect(
            missing.stderr == "gantrain: cannot read run/checkpoint.safetensors: No such file or directory\n")
    }

    @Test(.enabled(if: Program.hasGnuplot)) func animatesTheTraining() throws {
        #expect(try program.train("--no-figures").status == 0)
        let output = try program.gantrain("plot", "run", "--animate")
        #expect(output.status == 0)
        #expect(output.stderr == "")
        #expect(output.stdout == "run/figures/training.png\n")
        #expect(
            try program.names(in: "run/figures") == [
                "training.dat", "training.gp", "training.png", "training.svg",
            ])
        let bytes = try program.bytes(of: "run/figures/training.png")
        #expect(bytes.range(of: Data("acTL".utf8)) != nil)
        // Those of a run that replaces it go, as all figures do.
        #expect(try program.train("--no-figures", "--overwrite").status == 0)
        #expect(!program.exists("run/figures"))
    }

    @Test func aGameHasNothingToAnimate() throws {
        let dirac = ["--set", #"game={"kind":"dirac"}"#, "--steps", "20", "--no-figures", "--out", "run"]
        try program.write("{}", as: "empty.json")
        #expect(try program.gantrain(["--config", "empty.json"] + dirac).status == 0)
        let output = try program.gantrain("plot", "run", "--animate")
        #expect(output.status == 64)
        #expect(output.stderr == "gantrain: run has kept no samples to animate\n")
    }
}
