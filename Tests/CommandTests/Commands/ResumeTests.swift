import Foundation
import Testing

@Suite struct ResumeTests {
    private let program: Program

    init() throws { program = try Program() }

    private func expectRefusal(
        status: Int32, _ complaint: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let output = try program.gantrain("resume", "run")
        #expect(output.status == status, sourceLocation: sourceLocation)
        #expect(output.stdout == "", sourceLocation: sourceLocation)
        #expect(output.stderr == "gantrain: \(complaint)\n", sourceLocation: sourceLocation)
    }

    @Test func aFolderWithoutARun() throws {
        try expectRefusal(status: 64, "run: no such folder")
        try FileManager.default.createDirectory(
            atPath: program.folder + "/run", withIntermediateDirectories: true)
        try expectRefusal(status: 64, "run holds no run of gantrain: it has no config.json")
    }

    /// What a person may name in the place of a run's folder.
    @Test func whatIsNoFolderOfARun() throws {
        #expect(try program.train().status == 0)
        #expect(try program.shell("ln -s nowhere link; touch file").status == 0)
        for (name, complaint) in [
            ("run/config.json", "run/config.json is a file of a run; name its folder: run"),
            ("file", "file is no folder"), ("link", "link is a link that leads nowhere"),
            ("", "the name of a run's folder is needed"),
        ] {
            for command in ["resume", "plot", "spectrum"] {
                let output = try program.gantrain(command, name)
                #expect(output.status == 64)
                #expect(output.stderr == "gantrain: \(complaint)\n")
            }
        }
    }

    @Test func aCompleteRun() throws {
        #expect(try program.train().status == 0)
        let before = try program.comparable("run")
        let again = try program.gantrain("resume", "run", "--no-figures")
        #expect(again.status == 0)
        #expect(again.stdout == "run is complete: all 40 steps are done\n")
        #expect(again.stderr == "")
        #expect(try program.gantrain("resume", "run", "--quiet", "--no-figures").stdout == "")
        #expect(try program.comparable("run") == before)
    }

    @Test func aChangedConfiguration() throws {
        #expect(try program.train().status == 0)
        let text = try program.text(of: "run/config.json").replacingOccurrences(
            of: "\"batch\": 8", with: "\"batch\": 9"
        ).replacingOccurrences(
            of: "\"gamma\": 0.1", with: "\"gamma\": {\"kind\": \"constant\", \"value\": 1}")
        try program.write(text, as: "run/config.json")
        try expectRefusal(
            status: 64,
            """
            run/config.json is not the configuration this run was started with:
              batch: 8 -> 9
              penalties.0.gamma: 0.1 -> {"kind": "constant", "value": 1}
            Undo the change, or start a new run with the changed file.
            """)
        try program.write(
            text.replacingOccurrences(of: "\"batch\": 9", with: "\"batch\": 0"), as: "run/config.json")
        #expect(try program.gantrain("resume", "run").status == 64)
        try program.write(text.dropLast(10).description, as: "run/config.json")
        let output = try program.gantrain("resume", "run")
        #expect(output.status == 65)
        #expect(output.stderr.hasPrefix("gantrain: cannot read run/config.json: it is damaged: line "))
    }

    /// A kill may come before the figures or between them.
    @Test(.enabled(if: Program.hasGnuplot)) func whatIsNotDrawnIsDrawn() throws {
        #expect(try program.train().status == 0)
        #expect(try program.gantrain("resume", "run").status == 0)
        let names = try program.names(in: "run/figures")
        #expect(names.contains("losses.png") && names.contains("samples.svg"))
        try program.remove("run/figures/samples.svg")
        let output = try program.gantrain("resume", "run")
        #expect(output.stdout.hasPrefix("run is complete: all 40 steps are done\n"))
        #expect(output.stdout.contains("run/figures"))
        #expect(try program.names(in: "run/figures") == names)
        #expect(
            try program.gantrain("resume", "run").stdout == "run is complete: all 40 steps are done\n")
    }

    /// Where the processor has better kernels, a run that began with Haswell's goes on with those. The numbers of
    /// other kernels differ in their last bits, and that is said.
    @Test func theKernelsOfTheFirstStepAreUsed() throws {
        let haswell = ["OPENBLAS_CORETYPE": "Haswell"]
        let version = try program.gantrain(["--version"], environment: haswell)
        guard version.stdout.contains("core Haswell") else { return }
        for name in ["whole", "run"] {
            let output = try program.gantrain(
                program.trainArguments(["--out", name, "--quiet", "--set", "record.keepEvery=20"]),
                environment: haswell)
            #expect(output.status == 0)
        }
        try program.remove("run/summary.json")
        try program.write(
            program.bytes(of: "run/checkpoints/step-20.safetensors"), as: "run/checkpoint.safetensors")
        let output = try program.gantrain("resume", "run", "--quiet", "--no-figures")
        #expect(output.status == 0 && output.stderr == "")
        #expect(try program.summary("run")["blasCore"] as? String == "Haswell")
        #expect(try program.differences("run", "whole").filter { $0 != "summary.json" } == [])

        try program.write(#"{"threads": 1, "kernels": "Katmai"}"#, as: "run/machine.json")
        try program.remove("run/summary.json")
        let other = try program.gantrain(["resume", "run", "--quiet", "--no-figures"], environment: haswell)
        #expect(other.status == 0)
        #expect(
            other.stderr == """
                gantrain: run was trained with OpenBLAS's kernels for Katmai and goes on with OpenBLAS's \
                kernels for Haswell: its numbers will differ in their last bits. OPENBLAS_CORETYPE chooses kernels.

                """)
        let record = try program.text(of: "run/machine.json")
        #expect(record.contains("\"changes\"") && record.contains("\"step\": 40"))
    }

    /// Every command that reads a run refuses one whose configuration and checkpoint do not belong together.
    @Test func anEditedRunIsNotBelieved() throws {
        #expect(try program.train("--quiet").status == 0)
        #expect(try program.train("--quiet", "--out", "other").status == 0)
        try program.write(
            program.text(of: "run/config.json").replacingOccurrences(
                of: "\"gamma\": 0.1", with: "\"gamma\": 10"), as: "run/config.json")
        let commands = [
            ["resume", "run"], ["plot", "run"], ["spectrum", "run", "--no-figures"],
            ["compare", "run", "other", "--no-figures"], ["compare", "other", "run", "--json"],
        ]
        for command in commands {
            let output = try program.gantrain(command)
            #expect(output.status == 64, "\(command)")
            #expect(output.stdout == "", "\(command)")
            #expect(
                output.stderr == """
                    gantrain: run/config.json is not the configuration this run was started with:
                      penalties.0.gamma: 0.1 -> 10
                    Undo the change, or start a new run with the changed file.

                    """, "\(command)")
        }
    }

    @Test func aDamagedCheckpoint() throws {
        #expect(try program.train().status == 0)
        let whole = try program.bytes(of: "run/checkpoint.safetensors")
        let prefix = "cannot use the checkpoint run/checkpoint.safetensors: "
        for (bytes, complaint) in [
            (Data(), "it has 0 bytes, too few for a header; it may be cut short"),
            (whole.prefix(100), "its header is longer than the file; it is cut short or no safetensors file"),
            (
                Data("junk junk junk junk".utf8),
                "its header is longer than the file; it is cut short or no safetensors file"
            ),
            (
                Data([2, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D]),
                "it is no checkpoint of gantrain, or a damaged one"
            ),
        ] {
            try program.write(bytes, as: "run/checkpoint.safetensors")
            try expectRefusal(status: 65, prefix + complaint)
            #expect(try program.bytes(of: "run/checkpoint.safetensors") == bytes)
            #expect(try program.gantrain("plot", "run").status == 65)
        }
        try program.write(whole.dropLast(1), as: "run/checkpoint.safetensors")
        let output = try program.gantrain("resume", "run")
        #expect(output.status == 65)
        #expect(output.stderr.hasPrefix("gantrain: " + prefix))
        #expect(output.stderr.hasSuffix("it is cut short\n"))
        try program.remove("run/checkpoint.safetensors")
        try FileManager.default.createDirectory(
            atPath: program.folder + "/run/checkpoint.safetensors", withIntermediateDirectories: true)
        try expectRefusal(status: 65, "cannot read run/checkpoint.safetensors: it is a folder")
    }

    /// A run killed before its first checkpoint has a configuration and nothing else.
    @Test func withoutACheckpointItBeginsAtStep0() throws {
        #expect(try program.train().status == 0)
        #expect(try program.train("--out", "whole").status == 0)
        for file in ["checkpoint.safetensors", "metrics.csv", "snapshots.csv", "summary.json"] {
            try program.remove("run/\(file)")
        }
        let output = try program.gantrain("resume", "run", "--no-figures")
        #expect(output.status == 0)
        #expect(output.stderr == "")
        #expect(try program.differences("run", "whole") == [])
    }

    @Test func whatIsMissingIsNotPassedOver() throws {
        #expect(try program.train().status == 0)
        try program.remove("run/summary.json")
        let rows = try program.text(of: "run/metrics.csv")
        try program.write(String(rows.prefix(rows.count / 2)), as: "run/metrics.csv")
        try expectRefusal(
            status: 65,
            """
            cannot read run/metrics.csv: the rows of step 21 are missing, doubled or in another place than \
            record in config.json asks for
            Put table and record back as they were, or train anew with --overwrite.
            """)
        try program.write(rows, as: "run/metrics.csv")
        try program.remove("run/checkpoint.safetensors")
        try expectRefusal(
            status: 65,
            """
            cannot use the checkpoint run/checkpoint.safetensors: it is missing, though the run had begun. \
            To train anew: gantrain --config run/config.json --out run --overwrite
            """)
    }
}
