import Foundation
import Testing

/// Stopping at any moment loses nothing.
@Suite struct InterruptionTests {
    private let program: Program

    init() throws { program = try Program() }

    private func start(_ arguments: [String]) throws -> Running {
        try program.start(program.trainArguments(arguments))
    }

    /// A step that is done and saved is never far, so the tables are looked at more often than the checkpoint.
    private func startedTraining() -> Bool { program.exists("run/checkpoint.safetensors") }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func aPoliteSignalStopsAfterTheStep(signal: Int32) throws {
        let running = try start(Program.endless)
        running.wait(until: startedTraining)
        running.send(signal)
        let output = try running.output()
        #expect(output.status == 130)
        #expect(output.stderr == "")
        let summary = try program.summary("run")
        #expect(summary["status"] as? String == "interrupted")
        let steps = try #require(summary["steps"] as? Int)
        #expect(try program.checkpointStep("run") == steps)
        #expect(output.stdout.contains("tiny, seed 0: interrupted after \(steps) steps and "))
        #expect(output.stdout.hasSuffix("\nGo on with: gantrain resume run\n"))

        // It goes on, and can be stopped again.
        try program.remove("run/summary.json")
        let resumed = try program.start(["resume", "run", "--quiet"])
        resumed.wait { ((try? program.checkpointStep("run")) ?? nil).map { $0 > steps } ?? false }
        resumed.send(signal)
        let second = try resumed.output()
        #expect(second.status == 130)
        #expect(second.stdout == "")
        #expect(second.stderr == "")
        #expect(try #require(try program.checkpointStep("run")) > steps)
        #expect(try #require(try program.summary("run")["seconds"] as? Double) >= 0)
    }

    /// Whenever the signal arrives, before the first step or after the last, the end is the same.
    @Test(arguments: [SIGINT, SIGTERM]) func anInterruptedRunEndsLikeOneThatWasNot(signal: Int32) throws {
        let running = try start(["--steps", "2000"])
        running.wait(until: startedTraining)
        running.send(signal)
        let status = try running.output().status
        #expect(status == 130 || status == 0)
        #expect(try program.gantrain("resume", "run", "--no-figures").status == 0)
        #expect(try program.train("--steps", "2000", "--out", "whole").status == 0)
        #expect(try program.differences("run", "whole") == [])
    }

    /// Before anything has begun: it waits for its configuration.
    @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func aSignalBeforeTheWork(signal: Int32) throws {
        #expect(try program.shell("mkfifo pipe").status == 0)
        let running = try program.start(
            ["-c", "exec 3<>pipe; exec \"$G\" --config pipe --out run"], of: "/bin/sh")
        running.wait { running.catches(signal) }
        running.send(signal)
        let output = try running.output()
        #expect(output.status == 130)
        #expect(!program.exists("run"))
    }

    /// As `nohup` does it.
    @Test func whoIgnoresTheEndOfTheTerminalGoesOn() throws {
        let running = try program.start(
            ["-c", "trap '' HUP; exec \"$G\" --config tiny.json --no-figures --out run --steps 4000000000"],
            of: "/bin/sh")
        running.wait(until: startedTraining)
        running.send(SIGHUP)
        let step = try #require(try program.checkpointStep("run"))
        running.wait { ((try? program.checkpointStep("run")) ?? nil).map { $0 > step + 100 } ?? false }
        running.send(SIGTERM)
        #expect(try running.output().status == 130)
        #expect(try #require(try program.checkpointStep("run")) > step + 100)
    }

    @Test func aSecondSignalEndsItAtOnce() throws {
        let running = try start(Program.endless)
        running.wait(until: startedTraining)
        // Held still, it receives both before it can act on either.
        running.send(SIGSTOP)
        running.send(SIGINT)
        running.send(SIGTERM)
        running.send(SIGCONT)
        let status = try running.output().status
        #expect(status == 130 || status == -SIGTERM || status == -SIGINT)
        #expect(try program.checkpointStep("run") != nil)
    }

    @Test func killedAgainAndAgainItEndsTheSame() throws {
        let changes = [
            "--steps", "3000", "--set", "record.checkpointEvery=50", "--set", "record.metricsEvery=1",
        ]
        #expect(try program.gantrain(program.trainArguments(changes + ["--out", "whole"])).status == 0)
        var running = try start(changes)
        for _ in 0..<8 {
            running.wait(until: startedTraining)
            usleep(UInt32.random(in: 0..<250_000))
            running.send(SIGKILL)
            let status = try running.output().status
            #expect(status == -SIGKILL || status == 0)
            // Killed before its configuration was there, the start is simply repeated.
            running =
                program.exists("run/config.json")
                ? try program.start(["resume", "run", "--no-figures"]) : try start(changes)
        }
        #expect(try running.output().status == 0)
        #expect(try program.differences("run", "whole") == [])
        #expect(try program.names(in: "run") == program.names(in: "whole"))
    }

    @Test func oneRunIsTheWorkOfOneProcess() throws {
        let running = try start(Program.endless)
        running.wait(until: startedTraining)
        let complaint = "gantrain: cannot write run: another gantrain is working on this run\n"
        for output in [
            try program.gantrain("resume", "run"), try program.train("--overwrite"), try program.train(),
        ] {
            #expect(output.status == 74)
            #expect(output.stdout == "")
            #expect(output.stderr == complaint)
        }
        running.send(SIGINT)
        #expect(try running.output().status == 130)
        #expect(try program.checkpointStep("run") != nil)
        #expect(try program.names(in: "run").contains("config.json"))
    }
}
