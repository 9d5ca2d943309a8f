import Foundation
import Runs
import Testing

@Suite struct TrainTests {
    private let program: Program

    init() throws { program = try Program() }

    /// What is refused before anything is written.
    private func expectRefusal(
        _ arguments: [String], status: Int32, _ complaint: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = try program.names(in: ".")
        let output = try program.gantrain(arguments)
        #expect(output.status == status, sourceLocation: sourceLocation)
        #expect(output.stdout == "", sourceLocation: sourceLocation)
        #expect(output.stderr == "gantrain: \(complaint)\n", sourceLocation: sourceLocation)
        #expect(try program.names(in: ".") == before, sourceLocation: sourceLocation)
    }

    // MARK: Configurations

    @Test func aNameThatIsNotFound() throws {
        try FileManager.default.createDirectory(
            atPath: program.folder + "/configs", withIntermediateDirectories: true)
        try program.write("{}", as: "configs/mog8.json")
        try program.write("{}", as: "configs/grid25.json")
        try expectRefusal(
            ["--config", "mgo8.json"], status: 64,
            """
            cannot read mgo8.json: no such file, neither here nor in configs/
            Did you mean mog8.json?
            """)
        try expectRefusal(
            ["--config", "something.json"], status: 64,
            """
            cannot read something.json: no such file, neither here nor in configs/
            configs/ has: grid25.json, mog8.json
            """)
    }

    @Test func theShippedOnesAreFoundFromAnywhere() throws {
        try expectRefusal(
            ["--config", "mgo8.json"], status: 64,
            """
            cannot read mgo8.json: no such file, neither here nor in configs/
            Did you mean mog8.json?
            """)
        #expect(try program.gantrain("config", "check", "mog8.json").stdout == "mog8.json: no problems\n")
    }

    @Test func whatCannotBeRead() throws {
        try expectRefusal(["--config", "."], status: 64, "cannot read .: it is a folder\nIt has: tiny.json")
        try FileManager.default.createSymbolicLink(
            atPath: program.folder + "/link.json", withDestinationPath: "nowhere")
        let output = try program.gantrain("--config", "link.json")
        #expect(output.status == 64)
        #expect(output.stderr == "gantrain: cannot read link.json: it is a link that leads nowhere\n")
    }

    @Test func pointsThatCannotBeRead() throws {
        try program.write("x,y\n1,2\n3,4;\n", as: "points.csv")
        func use(_ path: String) -> [String] {
            ["--config", "tiny.json", "--set", #"data={"kind":"csv","path":"\#(path)"}"#]
        }
        try expectRefusal(
            use("points.csv"), status: 65,
            #"cannot read points.csv: line 3, column 2: found "4;"; expected a finite number"#)
        try expectRefusal(
            use("none.csv"), status: 65,
            "cannot read none.csv: no such file, neither here nor beside tiny.json")
    }

    @Test func brokenJSON() throws {
        try program.write("{\n  \"steps\": 5,\n  \"batch\" 7\n}\n", as: "broken.json")
        try expectRefusal(
            ["--config", "broken.json"], status: 64,
            "broken.json: line 3, column 11: expected ':' after the key \"batch\", found \"7\"")
        try program.write("", as: "empty.json")
        try expectRefusal(
            ["--config", "empty.json"], status: 64,
            "empty.json: line 1, column 1: expected a value, found the end of the text")
        try program.write(String(repeating: "[", count: 100_000), as: "deep.json")
        #expect(try program.gantrain("--config", "deep.json").status == 64)
        try program.write(Data((0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 37) }), as: "noise.json")
        #expect(try program.gantrain("--config", "noise.json").status == 64)
    }

    @Test func allProblemsAtOnce() throws {
        try program.write(
            """
            {
              "stpes": 100,
              "batch": "many",
              "generator": { "hidden": [64, 0], "activation": { "kind": "rleu" } },
              "latent": { "width": 2.5 }
            }
            """, as: "many.json")
        try expectRefusal(
            ["--config", "many.json", "--steps=0", "--seed=-1", "--threads=1000", "--set", "data.modez=3"],
            status: 64,
            """
            many.json: 5 problems
              line 2  stpes: unknown key; did you mean "steps"?
              line 3  batch: found "many"; allowed is an integer from 1 to 65536
              line 4  generator.activation.kind: found "rleu"; allowed is one of "relu", "lrelu", "tanh"; did you \
            mean "relu"?
              line 4  generator.hidden.1: found 0; allowed is an integer from 1 to 8192
              line 5  latent.width: found 2.5; allowed is an integer from 1 to 4096
            --set data.modez=3: 1 problem
              data.modez: unknown key; did you mean "modes"?
            --seed -1: 1 problem
              seed: found -1; allowed is an integer from 0 to 9007199254740991
            --steps 0: 1 problem
              steps: found 0; allowed is an integer from 1 to 4294967295
            --threads 1000: 1 problem
              threads: found 1000; allowed is an integer from 0 to 64
            """)
    }

    @Test(arguments: [
        ("steps", ": expected key.path=value, such as steps=5000, without spaces around ="),
        ("=3", ": expected key.path=value, such as steps=5000, without spaces around ="),
        ("", ": expected key.path=value, such as steps=5000, without spaces around ="),
        ("nope=3", ": 1 problem\n  nope: unknown key"),
        ("optimizer={}", ": 1 problem\n  optimizer: unknown key; did you mean \"generator.optimizer\"?"),
        ("steps.x=3", ": steps is a number, not an object or a list"),
        ("data..x=3", ": a part of the path is empty"),
        ("generator.hidden.7=3", ": generator.hidden is a list of 1, and \"7\" is not an index from 0 to 1"),
        (
            "latent.width=wide",
            ": 1 problem\n  latent.width: found \"wide\"; allowed is an integer from 1 to 4096"
        ),
        ("record=3", ": 1 problem\n  record: found 3; allowed is an object"),
        (
            "penalties=r1",
            ": 1 problem\n  penalties: found \"r1\"; allowed is a list of objects; did you mean [{\"kind\": \"r1\"}]?"
        ),
        (
            "generator.activation=tanh",
            ": 1 problem\n  generator.activation: found \"tanh\"; allowed is an object; did you mean "
                + "{\"kind\": \"tanh\"}?"
        ),
        (
            "data.kind=grid",
            """
            : 2 problems
              data.modes: "modes" is a key of kind "ring" or "random", not of "grid"; to leave it out, set \
            data={"kind": "grid"}
              data.radius: "radius" is a key of kind "ring" or "circle", not of "grid"; to leave it out, set \
            data={"kind": "grid"}
            """
        ),
    ])
    func changesThatCannotBeMade(change: String, complaint: String) throws {
        try expectRefusal(
            ["--config", "tiny.json", "--set", change], status: 64, "--set \(change)\(complaint)")
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
            try expectRefusal(
                ["--config", "tiny.json", "--out", "."] + overwrite, status: 73,
                """
                cannot create .: the folder is not empty and holds no run of gantrain
                Choose another folder with --out.
                """)
        }
    }

    @Test(arguments: [
        ("tiny.json/runs/1", "cannot create tiny.json/runs/1: Not a directory"),
        ("tiny.json", "cannot create tiny.json: File exists"),
        ("/proc/run", "cannot create /proc/run: No such file or directory"),
    ])
    func foldersThatCannotBeMade(folder: String, complaint: String) throws {
        try expectRefusal(["--config", "tiny.json", "--out", folder], status: 73, complaint)
    }

    /// Someone who may read and run the program and nothing else.
    private static let nobody: String? = {
        guard geteuid() == 0 else { return "" }
        let command = "setpriv --reuid=65534 --regid=65534 --clear-groups"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "\(command) test -x '\(Program.path)' 2>/dev/null"]
        guard (try? process.run()) != nil else { return nil }
        process.waitUntilExit()
        return process.terminationStatus == 0 ? command : nil
    }()

    @Test(.enabled(if: nobody != nil)) func foldersWithoutPermission() throws {
        let command = "exec \(Self.nobody ?? "") \"$G\" --config tiny.json --no-figures"
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: program.folder)
        let output = try program.shell(command + " --out run")
        #expect(output.status == 73)
        #expect(output.stderr == "gantrain: cannot create run: Permission denied\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.folder)
        try FileManager.default.createDirectory(
            atPath: program.folder + "/run", withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o555])
        let other = try program.shell(command + " --out run")
        #expect(other.status == 74)
        #expect(other.stderr == "gantrain: cannot write run/config.json: Permission denied\n")
        #expect(try program.names(in: "run") == [])
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
        #expect(output.stdout.hasSuffix(report), "\(output.stdout)")
        #expect(output.stdout.hasPrefix("┌─ samples "))
        #expect(
            try program.names(in: "run") == [
                "checkpoint.safetensors", "columns.json", "config.json", "latents.csv", "machine.json",
                "metrics.csv",
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
