import Foundation
import TestSupport
import Testing

@Suite struct StudyTests {
    let program: Program

    init() throws {
        program = try Program()
        try write(steps: 40)
    }

    /// Two cells with two seeds each.
    func write(steps: Int, changes: String = "", more: String = "", as name: String = "study.json")
        throws
    {
        try program.write(
            """
            {
              "name": "small", "base": "tiny.json",
              "changes": { "steps": \(steps)\(changes) },
              "variants": [{ "name": "r1" }, { "name": "none", "changes": { "penalties": [] } }],
              "seeds": { "count": 2 }\(more)
            }
            """, as: name)
    }

    func study(_ arguments: String...) throws -> Program.Output {
        try program.gantrain(["study", "study.json"] + arguments)
    }

    func runs(_ folder: String = "runs/small") throws -> [String] {
        try program.names(in: folder).filter { !$0.hasSuffix(".json") }.map { "\(folder)/\($0)" }
    }

    /// The processes that a supervisor has started.
    private func children(of running: Running) throws -> [Int32] {
        let text = try program.shell("pgrep -P \(running.identifier) || true").stdout
        return text.split(separator: "\n").compactMap { Int32($0) }
    }

    /// Waits until a run has its first checkpoint.
    private func waitForWork(_ running: Running) {
        running.wait {
            (try? self.runs().contains { self.program.exists("\($0)/checkpoint.safetensors") }) ?? false
        }
    }

    /// Undisturbed, in another folder.
    func expectSameAsUndisturbed() throws {
        #expect(try study("--out", "whole", "--quiet").status == 0)
        for run in try runs() {
            let other = run.replacing("runs/small", with: "whole")
            #expect(try program.differences(run, other) == [], "\(run)")
        }
        #expect(try runs().count == 4)
    }

    @Test func theRunsAreListedWithoutBeingTrained() throws {
        let output = try study("--dry-run", "--jobs", "2")
        #expect(output.status == 0)
        #expect(
            output.stdout.replacing(/[0-9a-f]{16}/, with: "HASH").replacing(/about [0-9]+ s/, with: "about T")
                == """
                r1-seed0-HASH    40 steps  not begun
                none-seed0-HASH  40 steps  not begun
                r1-seed1-HASH    40 steps  not begun
                none-seed1-HASH  40 steps  not begun
                4 runs: 2 cells, 2 seeds; 4 to do, in runs/small
                about T for 2 jobs at a time, by a short look at each cell, and 1 MB of the disk

                """)
        #expect(!program.exists("runs"))
    }

    @Test func everyRunIsTrainedOnce() throws {
        let first = try study()
        #expect(first.status == 0, "\(first.stderr)")
        #expect(first.stdout.hasPrefix("small: 4 runs, in runs/small\n"))
        #expect(first.stdout.hasSuffix("4 of 4 runs completed\n"))
        let runs = try runs()
        #expect(runs.count == 4)
        for run in runs { #expect(try program.summary(run)["status"] as? String == "completed") }
        let summaries = try runs.map { try program.bytes(of: "\($0)/summary.json") }
        let second = try study()
        #expect(second.status == 0)
        #expect(
            second.stdout == "small: 4 runs, 4 of them done before, in runs/small\n4 of 4 runs completed\n")
        #expect(try runs.map { try program.bytes(of: "\($0)/summary.json") } == summaries)
        // By its folder, too.
        #expect(try program.gantrain("study", "runs/small").status == 0)
    }

    @Test func aRunOfAStudyIsLikeOneThatIsTrainedAlone() throws {
        #expect(try study("--seeds", "1", "--only", "r1").status == 0)
        let run = try #require(try runs().first)
        let alone = try program.gantrain(
            "--config", "tiny.json", "--seed", "1", "--out", "alone", "--no-figures")
        #expect(alone.status == 0)
        #expect(try program.differences(run, "alone") == [])
    }

    @Test func theEstimateOfTheDiskIsNear() throws {
        try write(
            steps: 300,
            changes:
                #", "generator.hidden": [64, 64], "discriminator.hidden": [64, 64], "record.samples": 2500, "record.evaluateEvery": 300, "record.measures": []"#
        )
        let output = try study("--dry-run")
        let told = try #require(output.stdout.firstMatch(of: /and ([0-9]+) MB/)).1
        #expect(try study("--quiet").status == 0)
        let used = try program.shell("du -sb runs/small").stdout.split(separator: "\t")
        let megabytes = try #require(used.first.flatMap { Double($0) }) / 1e6
        let estimate = try #require(Double(told))
        #expect(estimate >= megabytes * 0.8 && estimate <= megabytes * 2, "\(estimate) for \(megabytes)")
    }

    @Test func someRunsCanBeChosen() throws {
        #expect(try study("--seeds", "1", "--only", "none").stdout.hasSuffix("1 of 1 run completed\n"))
        #expect(try runs().count == 1)
        #expect(try study("--seeds", "5").status == 64)
        #expect(try study("--seeds", "x").status == 64)
        let wrong = try study("--only", "nine")
        #expect(wrong.status == 64)
        #expect(wrong.stderr.contains(#"small has no variant or cell "nine"; did you mean none?"#))
        #expect(try study().status == 0)
        #expect(try runs().count == 4)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func anInterruptedStudyGoesOn(_ signal: Int32) throws {
        try write(steps: 2500)
        let running = try program.start(["study", "study.json", "--jobs", "2"])
        waitForWork(running)
        running.send(signal)
        let output = try running.output()
        #expect(output.status == 130, "\(output.stderr)")
        #expect(output.stdout.hasSuffix("Go on with the same command.\n"))
        #expect(try study().status == 0)
        try expectSameAsUndisturbed()
    }

    @Test func workersEndWithAKilledSupervisorAndTheStudyGoesOn() throws {
        try write(steps: 2500)
        let running = try program.start(["study", "study.json", "--jobs", "2"])
        waitForWork(running)
        let workers = try children(of: running)
        #expect(workers.count == 2)
        running.send(SIGKILL)
        _ = try running.output()
        for _ in 0..<1000 where workers.contains(where: { kill($0, 0) == 0 }) { usleep(10_000) }
        #expect(workers.allSatisfy { kill($0, 0) != 0 })
        // Not at the end of their runs, but at once, with the state saved.
        for run in try runs() { #expect(try program.summary(run)["status"] as? String == "interrupted") }
        #expect(try study().status == 0)
        try expectSameAsUndisturbed()
    }

    @Test func aCrashIsKeptListedAndRetriedOnlyWhenAskedFor() throws {
        try write(steps: 2500)
        let running = try program.start(["study", "study.json", "--jobs", "1"])
        waitForWork(running)
        for worker in try children(of: running) { kill(worker, SIGSEGV) }
        let output = try running.output()
        #expect(output.status == 1)
        #expect(output.stdout.hasSuffix("3 of 4 runs completed, 1 failed\n"))
        #expect(output.stderr.contains("was ended by signal 11 (Segmentation fault)"))
        let failed = try runs().filter { program.exists("\($0)/failure.json") }
        #expect(failed.count == 1)
        let status = try program.gantrain("study", "status", "study.json")
        #expect(status.status == 0)
        #expect(status.stdout.contains("failed: the process that trained it was ended by signal 11"))

        let again = try study()
        #expect(again.status == 1)
        #expect(
            again.stdout
                == "small: 4 runs, 3 of them done before, in runs/small\n3 of 4 runs completed, 1 failed\n")
        #expect(again.stderr.contains("--retry-failed"))
        #expect(try study("--retry-failed").status == 0)
        #expect(try runs().allSatisfy { !program.exists("\($0)/failure.json") })
        try expectSameAsUndisturbed()
    }

    @Test func aKilledWorkerIsReplacedAndItsRunGoesOn() throws {
        try write(steps: 2500)
        let running = try program.start(["study", "study.json", "--jobs", "1"])
        waitForWork(running)
        for worker in try children(of: running) { kill(worker, SIGKILL) }
        let output = try running.output()
        #expect(output.status == 0, "\(output.stderr)")
        #expect(output.stderr.contains("was killed; the run goes on"))
        try expectSameAsUndisturbed()
    }

    @Test func twoProcessesShareAStudy() throws {
        try write(steps: 1000)
        let both = try (0..<2).map { _ in try program.start(["study", "study.json", "--jobs", "2"]) }
        for running in both {
            let output = try running.output()
            #expect(output.status == 0, "\(output.stderr)")
        }
        try expectSameAsUndisturbed()
    }

    @Test func aChangedSettingIsRefused() throws {
        #expect(try study("--only", "none").status == 0)
        try write(steps: 41)
        let output = try study()
        #expect(output.status == 64)
        #expect(
            output.stderr == """
                gantrain: runs/small holds a study with other settings:
                  all cells: steps: 40 -> 41
                Undo the change, give what has changed another name, or choose another folder with --out.

                """)
    }

    @Test func divergenceIsAResult() throws {
        let optimizer = #"{ "kind": "sgd", "learningRate": 1e30 }"#
        try write(
            steps: 40,
            changes: #", "generator.optimizer": \#(optimizer), "discriminator.optimizer": \#(optimizer)"#)
        let output = try study()
        #expect(output.status == 0)
        #expect(output.stdout.hasSuffix("0 of 4 runs completed, 4 diverged\n"))
        #expect(try study().stdout.contains("4 of them done before"))
        let status = try program.gantrain("study", "status", "study.json")
        #expect(
            status.stdout == """
                      diverged
                r1           2
                none         2
                all          4

                """)
    }

    @Test func aRunEndsEarlyWhenSuccessHasHeld() throws {
        try write(
            steps: 40, more: #", "success": [{ "column": "modes", "atLeast": 0 }], "stopAfter": 2"#)
        let output = try study()
        #expect(output.status == 0, "\(output.stderr)")
        #expect(output.stdout.hasSuffix("0 of 4 runs completed, 4 stopped early with success\n"))
        for run in try runs() {
            // Evaluations are at 7 and 14.
            #expect(try program.summary(run)["steps"] as? Int == 14)
            #expect(try program.text(of: "\(run)/success.json") == "{\n  \"stoppedAtStep\": 14\n}\n")
        }
        #expect(try study().stdout.contains("4 of them done before"))
    }

    @Test func statusHasTheMedianOfTheFirstOutcome() throws {
        try write(steps: 20, more: #", "outcomes": ["slicedW1"]"#)
        #expect(try study().status == 0)
        let status = try program.gantrain("study", "status", "study.json")
        let lines = status.stdout.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines[0] == ["completed", "median", "slicedW1"])
        for cell in ["none", "r1"] {
            let values = try runs().filter { $0.contains("/\(cell)-") }.map {
                try program.summary($0)["slicedW1"] as? Double ?? .nan
            }
            let median = String(format: "%.4g", values.reduce(0, +) / 2)
            #expect(values.count == 2 && lines.contains([cell, "2", median]), "\(status.stdout)")
        }
    }

    @Test func statusNeedsAStudy() throws {
        let output = try program.gantrain("study", "status", "study.json")
        #expect(output.status == 64)
        #expect(
            output.stderr
                == "gantrain: runs/small holds no study; begin it with: gantrain study study.json\n")
    }

    @Test func aStudyThatCannotBeWrittenSaysSo() throws {
        try program.write("", as: "file")
        let output = try study("--out", "file/x")
        #expect([73, 74].contains(output.status))
    }

    @Test func aMisspeltStudyIsRecognized() throws {
        let output = try program.gantrain(
            ["study", "regularisers.json"], environment: ["GANTRAIN_HOME": Program.project])
        #expect(output.status == 64)
        #expect(output.stderr.contains("Did you mean studies/regularizers.json?"))
    }

    @Test func tasksOfAnArrayShareAStudy() throws {
        for (index, others) in [("2", 3), ("1", 0)] {
            let output = try program.gantrain(
                ["study", "study.json"],
                environment: [
                    "SLURM_ARRAY_TASK_ID": index, "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_MAX": "2",
                ])
            #expect(output.status == 0)
            #expect(output.stdout.hasPrefix("task \(index) of 2 of an array of Slurm\n"))
            #expect(output.stdout.contains("done before") == (others == 0))
        }
        #expect(try study("--shard", "1/4").status == 0)
        #expect(try study("--shard", "5/4").status == 64)
        try expectSameAsUndisturbed()
    }

    @Test func aScriptSubmitsTheStudy() throws {
        let output = try program.gantrain(
            "study", "script", "slurm", "study.json", "--tasks", "9", "--option", "--partition=short")
        #expect(output.status == 0, "\(output.stderr)")
        // No more tasks than runs.
        #expect(output.stdout.contains("#SBATCH --array=1-4\n"))
        #expect(output.stdout.contains("#SBATCH --partition=short\n"))
        #expect(try program.gantrain("study", "script", "cron", "study.json").status == 64)
    }
}
