import Foundation
import Testing

/// `gantrain resume RUN --steps N`.
@Suite struct LengthenTests {
    private let program: Program

    init() throws { program = try Program() }

    @Test func aRunIsGivenMoreSteps() throws {
        #expect(try program.train(quiet: true).status == 0)
        #expect(try program.train("--steps", "70", "--out", "whole", quiet: true).status == 0)
        let output = try program.gantrain("resume", "run", "--steps", "70", "--no-figures")
        #expect(output.status == 0 && output.stderr == "")
        #expect(output.stdout.contains("tiny, seed 0: 70 steps in "))
        // The row of step 40 has the measures of an end, and pictures are kept of other moments.
        #expect(
            try program.differences("run", "whole") == [
                "metrics.csv", "snapshots.csv", "surfaces.safetensors",
            ])
        let again = try program.gantrain("resume", "run", "--steps", "7e1", "--no-figures")
        #expect(again.stdout == "run is complete: all 70 steps are done\n")
        #expect(try program.text(of: "run/machine.json").contains(#""lengthened""#))
    }

    @Test func figuresOfTheShorterRunAreGone() throws {
        guard Program.hasGnuplot else { return }
        #expect(try program.gantrain("--config", "tiny.json", "--out", "run", "--quiet").status == 0)
        #expect(try program.names(in: "run/figures").contains("samples.png"))
        #expect(try program.gantrain("resume", "run", "--steps", "41", "--quiet", "--no-figures").status == 0)
        #expect(!program.exists("run/figures"))
        #expect(try program.gantrain("resume", "run", "--quiet").status == 0)
        #expect(try program.names(in: "run/figures").contains("samples.png"))
    }

    private func expectRefusal(
        _ arguments: [String], status: Int32 = 64, _ complaint: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try program.expectRefusal(
            ["resume"] + arguments, status: status, complaint, sourceLocation: sourceLocation)
    }

    @Test func refusals() throws {
        let rate = #"generator.optimizer.learningRate={"kind":"linear","from":0.01,"to":0}"#
        #expect(try program.train("--set", rate, quiet: true).status == 0)
        try expectRefusal(
            ["run", "--steps", "39"],
            "run has 40 steps, and --steps 39 is fewer; a run can only be given more")
        try expectRefusal(
            ["run", "--steps", "50"],
            """
            run cannot be given more steps: a schedule that lasts as long as the run ("over": 0) would have been \
            another from the first step on.
              generator.optimizer.learningRate: {"kind": "linear", "from": 0.01, "to": 0, "over": 0}
            To train the longer run:         gantrain --config run/config.json --steps 50 --out FOLDER
            To keep the schedule's 40 steps:  write "over": 40 and train anew; such a run can be given more
            """)
        #expect(try program.gantrain("resume", "run", "--no-figures").status == 0)
    }

    @Test func aStudysRunKeepsItsSteps() throws {
        try program.write(#"{"name": "small", "base": "tiny.json", "seeds": {"count": 1}}"#, as: "study.json")
        #expect(try program.gantrain("study", "study.json", "--quiet").status == 0)
        let name = try #require(try program.names(in: "runs/small").first { $0.hasPrefix("base-seed0") })
        let run = "runs/small/\(name)"
        let folder = try program.shell("cd runs/small; pwd -P").stdout.dropLast()
        try expectRefusal(
            [run, "--steps", "50"],
            """
            \(run) is a run of the study in \(folder), whose file says how many steps its runs have.
            To give a copy more steps: cp -r \(run) FOLDER; gantrain resume FOLDER --steps 50
            """)
        #expect(try program.shell("cp -r \(run) mine").status == 0)
        #expect(
            try program.gantrain("resume", "mine", "--steps", "50", "--quiet", "--no-figures").status == 0)
        // A copy that is put back is another run.
        #expect(try program.shell("rm -r \(run); cp -r mine \(run)").status == 0)
        let output = try program.gantrain("study", "study.json", "--quiet")
        #expect(output.status == 1)
        #expect(output.stderr.contains("holds another run:\n"))
        #expect(output.stderr.contains("steps: 50 -> 40"))
    }
}
