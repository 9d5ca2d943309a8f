import Foundation
import Testing

@Suite struct CompareTests {
    private let program: Program

    init() throws {
        program = try Program()
        #expect(try program.train("--out", "runs/a", "--quiet").status == 0)
        #expect(
            try program.train("--out", "runs/b", "--quiet", "--seed", "1", "--set", "penalties=[]").status
                == 0)
    }

    /// Modes, quality and times are a matter of the machine, and whether all modes were ever found.
    private func masked(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).filter {
            !$0.hasPrefix("  all modes since step ")
        }.map { line in
            let label = line.prefix { !$0.isNumber && $0 != "–" }
            let isNumber = ["modes", "high quality", "reverse", "sliced", "W", "steps/s", "seconds"].contains
            {
                line.hasPrefix("  " + $0)
            }
            return isNumber ? label.split(separator: " ").joined(separator: " ") : String(line)
        }.joined(separator: "\n")
    }

    @Test func printsTheTable() throws {
        let output = try program.gantrain("compare", "runs/a", "runs/b", "--no-figures")
        #expect(output.status == 0)
        #expect(output.stderr == "")
        #expect(
            masked(output.stdout)
                == """
                                     a             b
                settings that differ
                  penalties          r1 gamma=0.1  none
                results
                  status             completed     completed
                  steps done         40            40
                  seed               0             1
                modes covered
                high quality
                reverse KL (nats)
                sliced W
                W
                W
                steps/s
                seconds

                """)
        #expect(try program.names(in: "runs") == ["a", "b"])
    }

    @Test func printsJSON() throws {
        let output = try program.gantrain("compare", "runs/a", "runs/b", "--json")
        #expect(output.status == 0)
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(output.stdout.utf8)) as? [String: Any])
        let runs = try #require(json["runs"] as? [[String: Any]])
        #expect(runs.map { $0["folder"] as? String } == ["runs/a", "runs/b"])
        #expect(runs.map { $0["seed"] as? Int } == [0, 1])
        #expect((json["differences"] as? [[String: Any]])?.map { $0["path"] as? String } == ["penalties"])
        #expect(try program.names(in: "runs") == ["a", "b"])
    }

    @Test(.enabled(if: Program.hasGnuplot)) func drawsFigures() throws {
        let before = [try program.comparable("runs/a"), try program.comparable("runs/b")]
        let output = try program.gantrain("compare", "runs/a", "runs/b")
        #expect(output.status == 0)
        #expect(output.stdout.hasSuffix("\nfigures: runs/comparison/figures\n"))
        #expect(
            try program.names(in: "runs/comparison") == ["comparison.json", "comparison.txt", "figures"])
        #expect(
            try program.names(in: "runs/comparison/figures").filter { $0.hasSuffix(".svg") } == [
                "coverage.svg", "discriminators.svg", "gradient-norms.svg", "losses.svg", "mode-spread.svg",
                "samples.svg", "sliced-w1.svg", "slopes.svg",
            ])
        #expect(output.stdout.hasPrefix(try program.text(of: "runs/comparison/comparison.txt")))
        #expect([try program.comparable("runs/a"), try program.comparable("runs/b")] == before)

        // While its runs are there it can be made again, and so it may be replaced.
        #expect(try program.gantrain("compare", "runs/a", "runs/b", "--quiet").status == 0)
        #expect(try program.shell("mv runs/b runs/other").status == 0)
        let gone = try program.gantrain("compare", "runs/a", "runs/other")
        #expect(gone.status == 73)
        #expect(gone.stdout == "")
        #expect(
            gone.stderr == """
                gantrain: cannot create runs/comparison: a comparison is there that cannot be made again, for \
                runs/b is not there
                Replace it:         add --overwrite
                Keep both:          choose another folder with --out

                """)
        let replaced = try program.gantrain("compare", "runs/a", "runs/other", "--overwrite", "--quiet")
        #expect(replaced.status == 0)
        #expect(replaced.stdout == "")
        #expect(try program.gantrain("compare", "runs/a", "runs/other", "--out", "mine").status == 0)
        #expect(program.exists("mine/figures/samples.png"))
    }

    @Test func comparesRunsThatDidNotComplete() throws {
        let rates = ["generator", "discriminator"].flatMap {
            ["--set", #"\#($0).optimizer={"kind":"sgd","learningRate":1e30}"#]
        }
        #expect(
            try program.gantrain(program.trainArguments(["--out", "runs/c", "--quiet"] + rates)).status == 3)
        try program.remove("runs/b/summary.json")
        try program.remove("runs/b/checkpoint.safetensors")
        let output = try program.gantrain("compare", "runs/a", "runs/b", "runs/c", "--no-figures")
        #expect(output.status == 0)
        #expect(output.stdout.contains("completed"))
        #expect(output.stdout.contains("b is not finished: its results are those logged last\n"))
        #expect(output.stdout.contains("c diverged at step "))
        if Program.hasGnuplot {
            #expect(try program.gantrain("compare", "runs/a", "runs/b", "runs/c", "--quiet").status == 0)
        }
    }

    /// Games with a known answer have curves and a distance, but no samples.
    @Test(.enabled(if: Program.hasGnuplot)) func comparesGames() throws {
        let game = #"{"name": "dirac", "steps": 40, "game": {"kind": "dirac"}, "precision": "float64"}"#
        try program.write(game, as: "dirac.json")
        for (folder, penalties) in [("runs/c", "[]"), ("runs/d", #"[{"kind":"r1","gamma":1}]"#)] {
            let run = try program.gantrain(
                "--config", "dirac.json", "--out", folder, "--quiet", "--no-figures", "--set",
                "penalties=\(penalties)")
            #expect(run.status == 0)
        }
        let output = try program.gantrain("compare", "runs/c", "runs/d", "--out", "games")
        #expect(output.status == 0)
        #expect(output.stdout.contains("\n  distance "))
        let figures = try program.names(in: "games/figures").filter { $0.hasSuffix(".png") }
        #expect(figures == ["distances.png", "gradient-norms.png", "losses.png"])
        let mixed = try program.gantrain("compare", "runs/a", "runs/c", "--out", "mixed", "--quiet")
        #expect(mixed.status == 0)
        #expect(program.exists("mixed/figures/samples.png"))
    }

    @Test func writesIntoNoRun() throws {
        let before = try program.names(in: "runs/a")
        let output = try program.shell(
            "cd runs/a && \"$G\" compare . ../b", environment: ["PATH": "/nonexistent"])
        #expect(output.status == 69)
        #expect(try program.names(in: "runs/a") == before)
        #expect(try program.names(in: "runs") == ["a", "b", "comparison"])
    }

    @Test func withoutGnuplotThereIsTheTable() throws {
        let output = try program.gantrain(
            ["compare", "runs/a", "runs/b"], environment: ["PATH": "/nonexistent"])
        #expect(output.status == 69)
        #expect(output.stdout.contains("settings that differ\n"))
        #expect(
            output.stderr == """
                gantrain: gnuplot is not installed: the scripts and data of the figures are in \
                runs/comparison/figures, but no pictures; install it with `apt-get install gnuplot-nox` and run \
                `gantrain compare …`

                """)
    }

    @Test func whatCannotBeCompared() throws {
        let one = try program.gantrain("compare", "runs/a")
        #expect(one.status == 64)
        #expect(one.stderr == "gantrain: a comparison takes two runs or more; there is 1\n")
        let twice = try program.gantrain("compare", "runs/a", "./runs/a")
        #expect(twice.status == 64)
        #expect(twice.stderr == "gantrain: runs/a and ./runs/a are the same run\n")
        let none = try program.gantrain("compare", "runs/a", "runs/none")
        #expect(none.status == 64)
        #expect(
            none.stderr == "gantrain: runs/none: no such folder; gantrain list names those that are here\n")
        try program.write("mine", as: "runs/a/note")
        let taken = try program.gantrain("compare", "runs/a", "runs/b", "--out", "runs/a", "--overwrite")
        #expect(taken.status == 73)
        // Nothing is printed before it is refused.
        #expect(taken.stdout == "")
        #expect(
            taken.stderr == """
                gantrain: cannot create runs/a: the folder is not empty and holds no comparison
                Choose another folder with --out.

                """)
        let checkpoint = try program.bytes(of: "runs/b/checkpoint.safetensors")
        try program.write(checkpoint.dropLast(9), as: "runs/b/checkpoint.safetensors")
        let torn = try program.gantrain("compare", "runs/a", "runs/b")
        #expect(torn.status == 65)
        #expect(torn.stderr.hasPrefix("gantrain: cannot use the checkpoint runs/b/checkpoint.safetensors: "))
        try program.write(checkpoint, as: "runs/b/checkpoint.safetensors")
        try program.write("{", as: "runs/b/summary.json")
        let damaged = try program.gantrain("compare", "runs/a", "runs/b")
        #expect(damaged.status == 65)
        #expect(
            damaged.stderr == """
                gantrain: cannot read runs/b/summary.json: it is no summary of a run, or a damaged one
                Without the file, gantrain resume runs/b writes it anew.

                """)
        #expect(try program.names(in: "runs") == ["a", "b"])
    }
}
