import Foundation
import Testing

@Suite struct SpectrumTests {
    private let program: Program

    init() throws { program = try Program() }

    /// The text with every number replaced, for numbers depend on the machine in their last digits.
    private func shape(_ text: String) throws -> String {
        text.replacing(try Regex(#"-?[0-9]+(\.[0-9]+)?(e[-+][0-9]+)?"#), with: "#")
            .replacing("infinite", with: "#").replacing("none", with: "#").replacing("never", with: "#")
            .replacing(try Regex(#"# (\(# %\))? *#"#), with: "# #")
    }

    @Test(.enabled(if: Program.hasGnuplot)) func tellsAndWrites() throws {
        #expect(try program.train().status == 0)
        let before = try program.comparable("run")
        let output = try program.gantrain("spectrum", "run", "--batches", "2")
        #expect(output.status == 0)
        #expect(output.stderr == "")
        let lines = try shape(output.stdout).split(separator: "\n").map(String.init)
        #expect(lines[0] == "tiny, seed #: non-saturating GAN with R#, γ #, step #")
        #expect(lines[1] == "  parameters        #: discriminator #, generator #")
        #expect(lines[2] == "  averaged over     # batches of # points")
        let names = lines.map { $0.prefix(18).trimmingCharacters(in: .whitespaces) }
        for name in [
            "‖v‖", "zeros", "largest Re", "Re > #", "max |Im/Re|", "max|λ|/min|λ|", "largest stable h",
            "max |# + hλ|", "steps to halve", "seconds",
        ] { #expect(names.contains { $0.hasPrefix(name) }, "\(name)") }
        #expect(lines.contains { $0.hasPrefix("Not at an equilibrium: v of the ") })
        #expect(output.stdout.hasSuffix("  written to        run/spectrum/step-40\n"))
        #expect(
            try program.names(in: "run/spectrum/step-40") == [
                "eigenvalues.csv", "spectrum.dat", "spectrum.gp", "spectrum.png", "spectrum.svg",
                "summary.json",
            ])
        // 2·4 + 4 + 4·2 + 2 and 2·4 + 4 + 4 + 1 parameters.
        #expect(
            try program.text(of: "run/spectrum/step-40/eigenvalues.csv").split(separator: "\n").count == 40)
        #expect(try program.comparable("run") == before)
    }

    /// The Dirac-GAN circles without R1 and converges with it; the paper's eigenvalues at its equilibrium are ±i/2 and
    /// −0.15 ± 0.477i (arXiv 1801.04406).
    @Test func saysWhetherItIsAtAnEquilibrium() throws {
        func text(_ configuration: String) throws -> [String] {
            let train = ["papers/\(configuration).json", "--out", configuration, "--no-figures", "--quiet"]
            #expect(try program.gantrain(train, environment: ["GANTRAIN_HOME": Program.project]).status == 0)
            let output = try program.gantrain("spectrum", configuration, "--no-figures")
            #expect(output.status == 0)
            return output.stdout.split(separator: "\n").map(String.init)
        }
        let circling = try text("dirac-gan")
        #expect(
            circling[circling.count - 6..<circling.count - 2] == [
                "Not at an equilibrium: v of the discriminator is 76.2 % of its size before training, "
                    + "v of the generator 138 %.",
                "(v counts as 0 up to twice its error, or up to 0.1 % of its size before training.)",
                "Here eigenvalues do not tell whether training converges. They tell how paths that start close "
                    + "to this place move at first.",
                "Close paths move apart in 1 of 2 directions; they hardly circle.",
            ])
        #expect(!circling.contains { $0.contains("would") })
        let converged = try text("dirac-r1")
        #expect(
            converged[converged.count - 5..<converged.count - 2] == [
                "Near an equilibrium: v of the discriminator is 0.000133 % of its size before training, "
                    + "v of the generator 4.17e-05 %.",
                "Simultaneous gradient descent with h = 0.2 would converge here, and halve the distance in "
                    + "27.03 steps.",
                "No direction leads away from here; the players circle, with |Im λ| up to 3.18 times |Re λ|.",
            ])
    }

    @Test(.enabled(if: Program.hasGnuplot)) func playersApartAndThePath() throws {
        #expect(try program.train().status == 0)
        let output = try program.gantrain("spectrum", "run", "--batches", "2", "--apart", "--path")
        #expect(output.status == 0)
        #expect(output.stderr == "")
        let lines = try shape(output.stdout).split(separator: "\n").map(String.init)
        #expect(
            lines.contains {
                $0.hasPrefix("  discriminator alone") && $0.contains("Re from # to #, Re > #: # of #")
            })
        #expect(
            lines.contains {
                $0.hasPrefix("  path from the start") && $0.contains("length #, cosine from # to #")
            })
        #expect(
            try program.names(in: "run/spectrum/step-40") == [
                "eigenvalues.csv", "path.csv", "path.dat", "path.gp", "path.png", "path.svg",
                "player-eigenvalues.csv", "player-spectra.dat", "player-spectra.gp", "player-spectra.png",
                "player-spectra.svg", "spectrum.dat", "spectrum.gp", "spectrum.png", "spectrum.svg",
                "summary.json",
            ])
        let summary = try program.text(of: "run/spectrum/step-40/summary.json")
        #expect(summary.contains("\"discriminatorBlock\"") && summary.contains("\"signChanges\""))
    }

    @Test func printsTheSummaryAsJSON() throws {
        #expect(try program.train("--set", "record.keepEvery=20").status == 0)
        let output = try program.gantrain(
            "spectrum", "run", "--at", "20", "--batches", "3", "--step", "0.5", "--json", "--no-figures",
            "--out", "there", "--write-jacobian", "j.npy")
        #expect(output.status == 0)
        #expect(output.stderr == "")
        #expect(output.stdout == (try program.text(of: "there/summary.json")))
        let json = try JSONSerialization.jsonObject(with: Data(output.stdout.utf8)) as? [String: Any]
        #expect(json?["step"] as? Int == 20)
        #expect(json?["batches"] as? Int == 3)
        #expect(json?["generatorRate"] as? Double == 0.5)
        #expect(json?["method"] as? String == "dense")
        #expect(try program.bytes(of: "j.npy").count == 128 + 8 * 39 * 39)
        #expect(try program.names(in: "there") == ["eigenvalues.csv", "summary.json"])
    }

    @Test func krylovTellsWhatItFound() throws {
        #expect(try program.train().status == 0)
        let output = try program.gantrain(
            "spectrum", "run", "--method", "krylov", "--count", "3", "--no-figures")
        #expect(output.status == 0)
        #expect(output.stdout.contains("  largest modulus   "))
        #expect(output.stdout.contains(" eigenvalues found in "))
        #expect(output.stdout.contains("  rightmost         "))
        let table = try program.text(of: "run/spectrum/step-40/eigenvalues.csv").split(separator: "\n")
        #expect(table.first == "re,im,residual,target")
        #expect((7...9).contains(table.count))
    }

    @Test func whatCannotBeDone() throws {
        let none = try program.gantrain("spectrum", "run")
        #expect(none.status == 64)
        #expect(none.stderr == "gantrain: run: no such folder\n")
        #expect(try program.train().status == 0)
        let unkept = try program.gantrain("spectrum", "run", "--at", "7")
        #expect(unkept.status == 64)
        #expect(
            unkept.stderr
                == """
                gantrain: run has no checkpoint of step 7; it has those of 40. Checkpoints are kept every so \
                many steps if record.keepEvery says so.

                """)
        let unformed = try program.gantrain(
            "spectrum", "run", "--method", "krylov", "--write-jacobian", "j.npy")
        #expect(unformed.status == 64)
        #expect(
            unformed.stderr
                == """
                gantrain: cannot write j.npy: with 39 parameters the Jacobian is not formed; --method dense \
                forms it

                """)
        let nowhere = try program.gantrain("spectrum", "run", "--write-jacobian", "no/j.npy")
        #expect(nowhere.status == 74)
        #expect(nowhere.stderr == "gantrain: cannot write no/j.npy: No such file or directory\n")
        #expect(nowhere.stdout == "")
        try program.write("", as: "file")
        let blocked = try program.gantrain("spectrum", "run", "--out", "file/x", "--no-figures")
        #expect(blocked.status == 73)
        #expect(blocked.stderr == "gantrain: cannot create file/x: Not a directory\n")
        #expect(blocked.stdout == "")
        try program.write("no checkpoint", as: "run/checkpoint.safetensors")
        let damaged = try program.gantrain("spectrum", "run")
        #expect(damaged.status == 65)
        #expect(
            damaged.stderr.hasPrefix("gantrain: cannot use the checkpoint run/checkpoint.safetensors: "))
    }

    @Test func withoutGnuplotTheNumbersAreThere() throws {
        #expect(try program.train().status == 0)
        let output = try program.gantrain(["spectrum", "run"], environment: ["PATH": "/nonexistent"])
        #expect(output.status == 69)
        #expect(output.stdout.contains("written to"))
        #expect(output.stderr.hasPrefix("gantrain: gnuplot is not installed: "))
        #expect(
            try program.names(in: "run/spectrum/step-40") == [
                "eigenvalues.csv", "spectrum.dat", "spectrum.gp", "summary.json",
            ])
    }
}
