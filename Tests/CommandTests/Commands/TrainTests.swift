import Foundation
import Runs
import Testing

@Suite struct TrainTests {
    private let program: Program

    init() throws { program = try Program() }

    // MARK: Configurations

    @Test func theShippedOnesAreFoundFromAnywhere() throws {
        try program.expectRefusal(
            ["--config", "mgo8.json"], status: 64,
            """
            cannot read mgo8.json: no such file, neither here nor in configs/
            Did you mean mog8.json?
            """)
        #expect(try program.gantrain("config", "check", "mog8.json").stdout == "mog8.json: no problems\n")
    }

    @Test func changesAreMade() throws {
        let output = try program.gantrain(
            "train", "--config", "tiny.json", "--no-figures", "--seed", "7", "--steps", "5", "--threads", "2",
            "--set", "generator.hidden=[3,2]", "--set", "penalties.0.gamma=2", "--set", "name=other")
        #expect(output.status == 0)
        #expect(try program.names(in: "runs") == ["other-seed7"])
        let json = try JSONSerialization.jsonObject(with: program.bytes(of: "runs/other-seed7/config.json"))
        let config = try #require(json as? [String: Any])
        #expect(config["steps"] as? Int == 5)
        #expect(config["threads"] as? Int == 2)
        #expect((config["generator"] as? [String: Any])?["hidden"] as? [Int] == [3, 2])
        #expect((config["penalties"] as? [[String: Any]])?.first?["gamma"] as? Int == 2)
        #expect(try program.summary("runs/other-seed7")["seed"] as? Int == 7)
    }

    // MARK: Folders

    @Test func aRunIsNotOverwrittenSilently() throws {
        #expect(try program.train().status == 0)
        let before = try program.comparable("run")
        let output = try program.train("--seed", "1")
        #expect(output.status == 73)
        #expect(
            output.stderr == """
                gantrain: cannot create run: a run is there already
                Go on with it:      gantrain resume run
                Replace it:         add --overwrite
                Keep both:          choose another folder with --out

                """)
        #expect(try program.comparable("run") == before)
        #expect(try program.train("--seed", "1", "--overwrite").status == 0)
        #expect(try program.summary("run")["seed"] as? Int == 1)
        #expect(try program.train("--seed", "1", "--out", "fresh").status == 0)
        #expect(try program.differences("run", "fresh") == [])
    }

    @Test func aForeignFolderIsNotTouched() throws {
        for overwrite in [[], ["--overwrite"]] {
            try program.expectRefusal(
                ["--config", "tiny.json", "--out", "."] + overwrite, status: 73,
                """
                cannot create .: the folder is not empty and holds no run of gantrain
                Choose another folder with --out.
                """)
        }
    }

    // MARK: Runs

    @Test func aRunFromStartToEnd() throws {
        let output = try program.train()
        #expect(output.status == 0)
        #expect(output.stderr == "")
        let summary = try program.summary("run")
        let seconds = try #require(summary["seconds"] as? Double)
        let speed = try #require(summary["stepsPerSecond"] as? Double)
        let core = try #require(summary["blasCore"] as? String)
        let modes = try #require(summary["modes"] as? Int)
        let quality = try #require(summary["highQuality"] as? Double)
        let reverseKL = (summary["reverseKL"] as? Double).map { String(format: "%.4f nats", $0) }
        let sliced = try #require(summary["slicedW1"] as? Double)
        let exact = try ["w1", "w2"].map { try #require(summary[$0] as? Double) }
        let report = """

            tiny, seed 0: 40 steps in \(String(format: "%.1f", seconds)) s
              modes covered   \(modes) of 2
              high quality    \(String(format: "%.1f", 100 * quality)) % of the samples
              reverse KL      \(reverseKL ?? "undefined: no sample is of high quality")
              sliced W₁       \(String(format: "%.4g", sliced))
              W₁              \(String(format: "%.4g", exact[0]))
              W₂              \(String(format: "%.4g", exact[1]))
              speed           \(Int(speed.rounded())) steps/s (1 thread, OpenBLAS core \(core))
              run             run

            """
        // Of two samples of the data, which the configuration alone decides.
        let floor = /; the floor is [0-9.e-]+ ± [0-9.e-]+/
        #expect(output.stdout.matches(of: floor).count == 2)
        #expect(output.stdout.replacing(floor, with: "").hasSuffix(report), "\(output.stdout)")
        #expect(output.stdout.hasPrefix("┌─ samples "))
        #expect(
            try program.names(in: "run") == [
                "checkpoint.safetensors", "columns.json", "config.json", "latents.csv", "machine.json",
                "metrics.csv", "modes.csv",
                "samples.csv",
                "snapshots.csv", "summary.json", "surfaces.safetensors",
            ])
        let text = try program.text(of: "run/summary.json")
        let keys = text.matches(of: /(?m)^ +"([A-Za-z0-9]+)":/).map(\.1)
        #expect(
            keys == [
                "name", "status", "steps", "seed", "modes", "modesTotal", "highQuality", "reverseKL",
                "slicedW1", "w1", "w2", "stepsPerSecond", "seconds", "allModesSinceStep",
                "allModesSinceSeconds",
                "secondsToFirstStep",
                "peakMemoryMB", "threads", "blasCore", "provenance", "version", "commit", "clean", "command",
                "date", "processor", "openBLAS", "kernels", "kernelsBecause", "compiler", "threads",
                "metricsChecksum",
            ])
    }

    @Test func quietPrintsNothingOnSuccess() throws {
        let output = try program.train(quiet: true)
        #expect(output.status == 0)
        #expect(output.stdout == "")
        #expect(output.stderr == "")
        let refusal = try program.train(quiet: true)
        #expect(refusal.status == 73)
        #expect(refusal.stdout == "")
        #expect(refusal.stderr.hasPrefix("gantrain: cannot create run: a run is there already\n"))
    }

    @Test func theShownConfigurationIsTheOneThatIsKept() throws {
        #expect(try program.train().status == 0)
        let shown = try program.gantrain("config", "show", "tiny.json").stdout
        #expect(try program.text(of: "run/config.json") == shown)
    }

    @Test func divergence() throws {
        let sgd = #"{"kind":"sgd","learningRate":1e30}"#
        let output = try program.train(
            "--set", "generator.optimizer=\(sgd)", "--set", "discriminator.optimizer=\(sgd)")
        #expect(output.status == 3)
        let summary = try program.summary("run")
        #expect(summary["status"] as? String == "diverged")
        let divergence = try #require(summary["divergence"] as? String)
        let shape = try Regex(
            "step [0-9]+: the (discriminator|generator)'s (loss|gradient norm|r1 penalty) is -?(nan|inf)"
                + "(, after the (discriminator|generator) had moved)?")
        #expect(divergence.wholeMatch(of: shape) != nil, "\(divergence)")
        #expect(
            output.stderr == "gantrain: training diverged at \(divergence); the last finite state is saved\n")
        let steps = try #require(summary["steps"] as? Int)
        #expect(output.stdout.hasPrefix("tiny, seed 0: diverged after \(steps) steps\n  modes covered "))
        // The step that broke stands in the report and in the table.
        #expect(output.stdout.contains("\n  generator's loss "), "\(output.stdout)")
        #expect(try program.text(of: "run/metrics.csv").contains("\n\(steps + 1),"))
        #expect(try program.checkpointStep("run") == steps)
        let resumed = try program.gantrain("resume", "run")
        #expect(resumed.status == 3)
        #expect(resumed.stdout == "")
        #expect(resumed.stderr == "gantrain: run diverged at \(divergence); going on would only repeat it\n")
    }

    @Test(.enabled(if: Program.hasGnuplot)) func figuresAreDrawn() throws {
        let output = try program.gantrain("--config", "tiny.json", "--out", "run")
        #expect(output.status == 0)
        #expect(output.stdout.hasSuffix("  run             run\n  figures         run/figures\n"))
        let names = [
            "coverage", "densities", "discriminator", "gradient-norms", "losses", "mode-spread", "samples",
            "sliced-w1", "slopes",
        ]
        let data = ["csv", "dat", "dat", "csv", "csv", "csv", "dat", "csv", "csv"]
        let files = zip(names, data).flatMap { name, data in
            [data, "gp", "png", "svg"].map { "\(name).\($0)" }
        }
        #expect(try program.names(in: "run/figures") == files)
    }

    @Test func withoutGnuplotTheRunIsWhole() throws {
        let output = try program.gantrain(
            ["--config", "tiny.json", "--out", "run"], environment: ["PATH": "/nonexistent"])
        #expect(output.status == 0)
        #expect(
            output.stderr == """
                gantrain: gnuplot is not installed: the scripts and data of the figures are in run/figures, but no \
                pictures; install it with `apt-get install gnuplot-nox` and run `gantrain plot RUN`

                """)
        #expect(output.stdout.hasSuffix("  run             run\n"))
        #expect(try program.summary("run")["status"] as? String == "completed")
    }
}
