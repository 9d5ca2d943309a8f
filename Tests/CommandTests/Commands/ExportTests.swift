import Foundation
import Testing

/// `gantrain export`. What other programs make of the files: `scripts/checks/exports`.
@Suite struct ExportTests {
    private let program: Program

    init() throws { program = try Program() }

    private func files(_ format: String) -> [String] {
        ["tensorboard": ["events.out.tfevents.0.gantrain"], "npz": ["run.npz"]][format]
            ?? ["generator.onnx", "discriminator.onnx"]
    }

    @Test(arguments: ["tensorboard", "npz", "onnx"]) func aFormat(format: String) throws {
        #expect(try program.train(quiet: true).status == 0)
        let before = try program.comparable("run")
        let output = try program.gantrain("export", "run", "--to", format)
        #expect(output.status == 0)
        #expect(output.stdout == files(format).map { "run/exports/\($0)\n" }.joined())
        let remark = "gantrain: without figures; gantrain plot run draws them\n"
        #expect(output.stderr == (format == "tensorboard" ? remark : ""))
        #expect(try program.names(in: "run/exports") == files(format).sorted())
        #expect(try program.comparable("run") == before)
        // Again, the same bytes take their place; elsewhere too.
        let bytes = try files(format).map { try program.bytes(of: "run/exports/\($0)") }
        for folder in ["run/exports", "elsewhere", "elsewhere"] {
            let out = folder == "elsewhere" ? ["--out", folder] : []
            #expect(try program.gantrain(["export", "run", "--to", format] + out).status == 0)
            #expect(try files(format).map { try program.bytes(of: "\(folder)/\($0)") } == bytes)
        }
        // Replacing the run replaces what was made of it, and leaves what was not.
        try program.write("mine", as: "run/exports/notes.txt")
        #expect(try program.train("--overwrite", quiet: true).status == 0)
        #expect(try program.names(in: "run/exports") == ["notes.txt"])
    }

    @Test func aRunThatIsNotDone() throws {
        #expect(try program.train(quiet: true).status == 0)
        for file in ["summary.json", "samples.csv", "latents.csv"] { try program.remove("run/\(file)") }
        for format in ["tensorboard", "npz", "onnx"] {
            #expect(try program.gantrain("export", "run", "--to", format).status == 0, "\(format)")
        }
    }

    private func expectRefusal(
        _ arguments: [String], status: Int32, _ complaint: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try program.expectRefusal(
            ["export"] + arguments, status: status, complaint, sourceLocation: sourceLocation)
    }

    @Test func refusals() throws {
        try expectRefusal(["run", "--to", "npz"], status: 64, "run: no such folder")
        #expect(try program.train(quiet: true).status == 0)
        try expectRefusal(
            ["run", "--to", "npz", "--out", "run"], status: 73,
            "cannot create run: a run is there\nChoose another folder with --out.")
        #expect(try program.shell("mkdir other; echo mine > other/run.npz").status == 0)
        try expectRefusal(
            ["run", "--to", "npz", "--out", "other"], status: 73,
            "cannot create other/run.npz: it exists, and is no export\nChoose another name with --out.")
        #expect(try program.text(of: "other/run.npz") == "mine\n")
        #expect(try program.shell("ln -s /tmp run/exports").status == 0)
        try expectRefusal(
            ["run", "--to", "npz"], status: 73,
            "cannot create run/exports: a link or a file is in the place of a folder of gantrain's\nMove it away."
        )
        let output = try program.gantrain("export", "run", "--to", "hdf5")
        #expect(output.status == 64)
        #expect(
            output.stderr.hasPrefix(
                "gantrain: the value 'hdf5' is invalid for '--to <format>'; "
                    + "allowed is one of 'tensorboard', 'npz' or 'onnx'\n"))
    }

    @Test func aGameWithAKnownAnswer() throws {
        let game = ["--config", "dirac.json", "--steps", "20", "--out", "dirac", "--quiet", "--no-figures"]
        try program.write(#"{"name": "dirac", "game": {"kind": "dirac"}}"#, as: "dirac.json")
        #expect(try program.gantrain(game).status == 0)
        try expectRefusal(
            ["dirac", "--to", "onnx"], status: 64,
            "cannot export dirac: it plays the game dirac, which has no networks")
        #expect(!program.exists("dirac/exports"))
        #expect(try program.gantrain("export", "dirac", "--to", "npz").status == 0)
        #expect(try program.gantrain("export", "dirac", "--to", "tensorboard").status == 0)
    }
}
