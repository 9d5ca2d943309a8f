import Foundation
import Testing

/// What happens where there is no room to write.
@Suite struct FailureTests {
    private let program: Program

    init() throws { program = try Program() }

    /// Steps and rows enough to outgrow the limits below.
    private let long = ["--steps", "600", "--set", "record.metricsEvery=1", "--set", "record.snapshots=1"]

    /// Runs with files limited to so many blocks of 512 bytes.
    private func limited(_ blocks: Int, _ arguments: [String]) throws -> Program.Output {
        let words = arguments.map { "'\($0)'" }.joined(separator: " ")
        return try program.shell("ulimit -f \(blocks); exec \"$G\" \(words)")
    }

    @Test func noRoomForTheConfiguration() throws {
        let output = try limited(1, program.trainArguments())
        #expect(output.status == 74)
        #expect(output.stdout == "")
        #expect(output.stderr == "gantrain: cannot write run/config.json: File too large\n")
        #expect(try program.names(in: "run") == [])
        #expect(try program.train().status == 0)
    }

    @Test func noRoomForTheFirstCheckpoint() throws {
        // The checkpoint of this generator is larger than the limit, and every other file of the first step smaller.
        let wide = ["--set", "generator.hidden=[64]"]
        let output = try limited(14, program.trainArguments(wide))
        #expect(output.status == 74)
        #expect(output.stdout == "")
        #expect(
            output.stderr == """
                gantrain: cannot write run/checkpoint.safetensors: File too large
                When there is room again: gantrain resume run

                """)
        #expect(
            try program.names(in: "run") == [
                "columns.json", "config.json", "machine.json", "metrics.csv", "snapshots.csv",
            ])
        #expect(try program.gantrain("resume", "run", "--no-figures").status == 0)
        #expect(try program.gantrain(program.trainArguments(["--out", "whole"] + wide)).status == 0)
        #expect(try program.differences("run", "whole") == [])
    }

    @Test func noRoomForTheMetrics() throws {
        let output = try limited(32, program.trainArguments(long))
        let step = try #require(try program.checkpointStep("run"))
        #expect(step > 0)
        #expect(output.status == 74)
        #expect(output.stdout == "")
        #expect(
            output.stderr == """
                gantrain: cannot write run/metrics.csv: File too large
                The checkpoint of step \(step) is whole. When there is room again: gantrain resume run

                """)
        try expectCompletion()
    }

    /// What was asked for is lost, so no command may say that all is well.
    @Test func aFullDiskBehindStandardOutput() throws {
        for run in ["run", "other"] { #expect(try program.train("--out", run).status == 0) }
        let commands = [
            "--config tiny.json --out third --no-figures", "resume run --no-figures", "--help", "--version",
            "config keys", "config show tiny.json", "compare run other --no-figures",
            "spectrum run --no-figures",
            "game dirac --steps 2 --no-figures", "trace --config tiny.json --out trace.safetensors",
            "explain --config tiny.json --no-times", "bench tiny.json --steps 1 --repeats 1", "study keys",
        ]
        for command in commands {
            let output = try program.shell("exec \"$G\" \(command) > /dev/full")
            #expect(output.status == 74, "\(command)")
            #expect(
                output.stderr == "gantrain: cannot write standard output: No space left on device\n",
                "\(command)")
        }
        // Training itself has lost nothing.
        #expect(try program.differences("third", "run") == [])
    }

    private static let canMount: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c",
            """
            d=$(mktemp -d) && mount -t tmpfs -o size=64k tmpfs "$d" 2>/dev/null && umount "$d"; s=$?; rmdir "$d"
            exit $s
            """,
        ]
        guard geteuid() == 0, (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    @Test(.enabled(if: canMount)) func aFullDisk() throws {
        #expect(try program.shell("mkdir run && mount -t tmpfs -o size=60k tmpfs run").status == 0)
        defer { _ = try? program.shell("umount -l run") }
        let output = try program.train(long[0], long[1], long[2], long[3], long[4], long[5])
        #expect(output.status == 74)
        #expect(output.stdout == "")
        let shape = try Regex(
            """
            gantrain: cannot write run/(metrics\\.csv|snapshots\\.csv|checkpoint\\.safetensors): No space left on device
            The checkpoint of step ([0-9]+) is whole\\. When there is room again: gantrain resume run

            """)
        let match = try #require(output.stderr.wholeMatch(of: shape), "\(output.stderr)")
        #expect(try match[2].substring.map(String.init) == program.checkpointStep("run").map(String.init))
        let again = try program.gantrain("resume", "run")
        #expect(again.status == 74, "still no room: \(again.stderr)")
        #expect(try program.shell("mount -o remount,size=4m run").status == 0)
        try expectCompletion()
    }

    /// With room again the run goes on from where it was, and ends as if nothing had been.
    private func expectCompletion() throws {
        let resumed = try program.gantrain("resume", "run", "--no-figures")
        #expect(resumed.status == 0)
        #expect(resumed.stderr == "")
        #expect(
            try program.train(
                long[0], long[1], long[2], long[3], long[4], long[5], "--out", "whole"
            ).status == 0)
        #expect(try program.differences("run", "whole") == [])
        #expect(try program.names(in: "run") == program.names(in: "whole"))
    }
}
