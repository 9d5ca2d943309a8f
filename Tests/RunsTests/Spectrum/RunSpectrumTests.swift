import TestSupport
import Foundation
import Games
import Machines
import Networks
import Records
import Settings
import Tensors
import Testing

@testable import Experiments
@testable import Runs
@testable import Storage

struct RunSpectrumTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private let options = SpectrumOptions(batches: 2, threads: 2)

    private func values(_ spectrum: RunSpectrum) throws -> [Eigenvalue] {
        guard case .whole(let whole) = spectrum.spectrum.eigenvalues else { return [] }
        return whole.eigenvalues
    }

    @Test(arguments: ["float32", "float64"]) func ofTheLastCheckpoint(precision: String) throws {
        try Tiny.train(["precision=\(precision)"], in: scratch.run())
        let result = try RunSpectrum(of: scratch.run(), options)
        #expect(result.spectrum.step == 12)
        // 2·3 + 3 + 3·2 + 2 numbers in the generator, 2·3 + 3 + 3 + 1 in the discriminator.
        #expect(result.spectrum.parameters.generator == 17)
        #expect(result.spectrum.parameters.discriminator == 13)
        #expect(try values(result).count == 30)
        #expect(result.title == "tiny, seed 0: non-saturating GAN with R1, γ 1; WGAN-GP, λ 10")
        // The rate of the discriminator has sunk to 0 at its last step.
        #expect(result.spectrum.rates.discriminator == 0)
        #expect(result.spectrum.rates.generator == 0.01)
    }

    /// The parts of v that the judgement compares are those of the spectrum's own field, on the same batches.
    @Test func theEquilibriumIsJudgedByTheSameField() throws {
        try Tiny.train(in: scratch.run())
        let result = try RunSpectrum(of: scratch.run(), SpectrumOptions(batches: 12, threads: 2))
        let (check, norm) = (result.equilibrium, result.spectrum.fieldNorm)
        let parts = check.parts.map { $0.norm }
        #expect(check.batchCount == 12)
        #expect(
            abs((parts.discriminator * parts.discriminator + parts.generator * parts.generator) - norm * norm)
                < 1e-13 * norm * norm)
        // Before training the field is its own scale.
        try Tiny.train(["record.keepEvery=12"], in: scratch.run("kept"))
        let start = try RunSpectrum(of: scratch.run("kept"), at: 0, options).equilibrium
        #expect(start.batchCount == 10)
        for player in Player.allCases { #expect(abs(start.parts[player].share - 1) < 1e-6) }
        guard case .object(let summary) = result.json, case .object(let json)? = summary["equilibrium"],
            case .object(let generator)? = json["generator"]
        else {
            Issue.record("no object")
            return
        }
        #expect(json["verdict"] == .string(check.verdict.rawValue))
        #expect(generator["norm"] == .number(parts.generator))
    }

    /// LAPACK's last bits depend on how many threads multiply its larger blocks; ours do not.
    @Test func noBitDependsOnTheNumberOfThreads() throws {
        try Tiny.train(
            ["generator.hidden=[16,16]", "discriminator.hidden=[16,16]"], in: scratch.run())
        let all = try [1, 2, 4].map { threads in
            try values(RunSpectrum(of: scratch.run(), SpectrumOptions(batches: 1, threads: threads)))
        }
        #expect(all[0].count > 600)
        #expect(all[1] == all[0])
        #expect(all[2] == all[0])
    }

    /// The traces of both blocks are the trace of the whole, and of blocks whose losses have no field methods the
    /// eigenvalues are real: they are those of second derivatives. Krylov's method finds the outermost of the same.
    @Test func eachPlayersOwnBlock() throws {
        try Tiny.train(in: scratch.run())
        var options = options
        options.isApart = true
        let result = try RunSpectrum(of: scratch.run(), options, into: scratch.file("apart").string)
        let apart = try #require(result.spectrum.apart)
        #expect(apart.discriminator.points.count == 13 && apart.generator.points.count == 17)
        func trace(_ values: [Eigenvalue]) -> Double { values.reduce(0) { $0 + $1.real } }
        let parts = trace(apart.discriminator.points) + trace(apart.generator.points)
        #expect(abs(parts - trace(result.spectrum.points)) < 1e-10)
        #expect(apart.generator.points.allSatisfy { abs($0.imaginary) < 1e-10 })
        try result.write()
        let rows = try RunDirectory(scratch.path).text(of: "apart/player-eigenvalues.csv").split(
            separator: "\n")
        #expect(rows.count == 31 && rows[0] == "player,re,im")
        options.method = .krylov
        options.count = 3
        let krylov = try #require(try RunSpectrum(of: scratch.run(), options).spectrum.apart)
        let largest = apart.discriminator.points.map(\.modulus).max() ?? 0
        #expect(abs((krylov.discriminator.points.map(\.modulus).max() ?? 0) - largest) < 1e-8 * largest)
    }

    /// From the initial numbers to the last: at α = 1 the field is that of the spectrum.
    @Test func thePathFromTheStart() throws {
        try Tiny.train(in: scratch.run())
        var options = options
        options.hasPath = true
        let result = try RunSpectrum(of: scratch.run(), options, into: scratch.file("path").string)
        let path = try #require(result.spectrum.path)
        #expect(path.places.count == 100 && path.length > 0)
        let nearest = try #require(path.places.min { abs($0.alpha - 1) < abs($1.alpha - 1) })
        #expect(abs(nearest.norm - result.spectrum.fieldNorm) < 0.05 * result.spectrum.fieldNorm)
        try result.write()
        let rows = try RunDirectory(scratch.path).text(of: "path/path.csv").split(separator: "\n")
        #expect(rows.count == 101 && rows[0] == "alpha,cosine,norm,normDiscriminator,normGenerator")
        // Nothing of it where it is not asked for.
        #expect(try RunSpectrum(of: scratch.run(), self.options).spectrum.path == nil)
    }

    /// A run that has not moved from another run's networks has a path without length.
    @Test func thePathFromAnotherRunsNetworks() throws {
        try Tiny.train(in: scratch.run("source"))
        let start = #"start={"run":"\#(scratch.run("source").name)"}"#
        let stop = StopAt(0)
        _ = try Training.start(Tiny.resolved([start]), in: scratch.run(), shouldStop: { stop() })
        var options = options
        options.hasPath = true
        #expect(try RunSpectrum(of: scratch.run(), options).spectrum.path?.length == 0)
    }

    /// A kept checkpoint is the one that a run of so many steps ends with.
    @Test func ofAKeptCheckpoint() throws {
        // A schedule that ends with the run would make the shorter run another one.
        let fixed = "discriminator.optimizer.learningRate=0.01"
        try Tiny.train(["record.keepEvery=5", fixed], in: scratch.run("long"))
        try Tiny.train(["steps=5", fixed], in: scratch.run("short"))
        #expect(
            try scratch.names(in: "long/checkpoints") == [
                "step-0.safetensors", "step-10.safetensors", "step-5.safetensors",
            ])
        let kept = try RunSpectrum(of: scratch.run("long"), at: 5, options)
        let last = try RunSpectrum(of: scratch.run("short"), options)
        #expect(try values(kept) == values(last))
        #expect(try values(RunSpectrum(of: scratch.run("long"), at: 0, options)) != values(kept))
        #expect(try RunSpectrum(of: scratch.run("long"), at: 12, options).spectrum.step == 12)
        #expect(throws: SpectrumError.notKept(scratch.run("long").name, step: 7, kept: [0, 5, 10, 12])) {
            try RunSpectrum(of: scratch.run("long"), at: 7, options)
        }
    }

    @Test func spectraOnTheWayAreThoseOfTheKeptCheckpoints() throws {
        try Tiny.train(
            ["record.keepEvery=6", "record.spectrumEvery=6", "record.spectrumBatches=2"], in: scratch.run())
        #expect(try scratch.names(in: "run/spectra") == ["step-0.csv", "step-12.csv", "step-6.csv"])
        try RunSpectrum(of: scratch.run(), at: 6, options, into: scratch.file("out").string).write()
        #expect(
            try scratch.run().text(of: "spectra/step-6.csv")
                == RunDirectory(scratch.path).text(of: "out/eigenvalues.csv"))
        let record = try RunRecord(reading: scratch.run())
        #expect(record.spectra.map(\.step) == [0, 6, 12])
        #expect(record.spectra.allSatisfy { $0.eigenvalues.count == 30 })
    }

    @Test func anInterruptedRunKeepsTheSame() throws {
        let changes = ["record.keepEvery=5", "record.spectrumEvery=4"]
        try Tiny.train(changes, in: scratch.run("whole"))
        let broken = scratch.run("broken")
        let stop = StopAt(7)
        let first = try Training.start(Tiny.resolved(changes), in: broken, shouldStop: stop.callAsFunction)
        #expect(first.status == .interrupted)
        _ = try Training.resume(broken)
        for folder in ["checkpoints", "spectra"] {
            let names = try scratch.names(in: "whole/\(folder)")
            #expect(try scratch.names(in: "broken/\(folder)") == names)
            for name in names {
                #expect(
                    try broken.bytes(of: "\(folder)/\(name)")
                        == scratch.run("whole").bytes(of: "\(folder)/\(name)"))
            }
        }
    }

    @Test func aNewRunRemovesWhatTheOldOneKept() throws {
        try Tiny.train(["record.keepEvery=5", "record.spectrumEvery=4"], in: scratch.run())
        _ = try Training.start(Tiny.resolved(), in: scratch.run(), overwriting: true)
        #expect(try !scratch.names(in: "run").contains("checkpoints"))
        #expect(try !scratch.names(in: "run").contains("spectra"))
    }

    @Test func tableAndSummary() throws {
        try Tiny.train(in: scratch.run())
        let result = try RunSpectrum(of: scratch.run(), options, into: scratch.file("a/b").string)
        try result.write()
        let rows = try StepTable.read(scratch.file("a/b/eigenvalues.csv"))
        #expect(rows.names == ["re", "im"])
        #expect(rows.rows.count == 30)
        #expect(rows.rows.map { Double($0[0]) } == (try values(result).map(\.real)))
        guard case .object(let summary) = result.json, case .object(let all)? = summary["all"] else {
            Issue.record("no object")
            return
        }
        #expect(summary["method"] == .string("dense"))
        #expect(summary["parameters"] == .number(30))
        #expect(all["count"] == .number(30))
        #expect(try Files.read(scratch.file("a/b/summary.json")) == Data(JSONWriter.pretty(result.json).utf8))
    }

    /// The rates of the two players differ: the forecast is that of H·J, and with one step for both of h·J.
    @Test func forecastKnowsTheRatesOfBothPlayers() throws {
        try Tiny.train(["discriminator.optimizer.learningRate=0.03"], in: scratch.run())
        let file = scratch.file("j.safetensors").string
        let result = try RunSpectrum(of: scratch.run(), options, writingJacobianTo: file)
        let jacobian: Matrix<Double> = try Safetensors(decoding: Files.read(scratch.file("j.safetensors")))
            .matrix("jacobian", Shape(30, 30))
        func radius(_ rate: (Int) -> Double) throws -> Double {
            var step = jacobian
            for row in 0..<30 {
                for column in 0..<30 {
                    step[row, column] = rate(row) * step[row, column] + (row == column ? 1 : 0)
                }
            }
            return try step.eigenvalues().map(\.modulus).max() ?? 0
        }
        let forecast = try #require(result.spectrum.forecast)
        #expect(try abs(forecast.all.spectralRadius - radius { $0 < 13 ? 0.03 : 0.01 }) < 1e-12)
        var one = options
        one.step = 0.5
        let other = try #require(RunSpectrum(of: scratch.run(), one).spectrum.forecast)
        #expect(try abs(other.all.spectralRadius - radius { _ in 0.5 }) < 1e-12)
        var krylov = options
        krylov.method = .krylov
        #expect(try RunSpectrum(of: scratch.run(), krylov).spectrum.forecast == nil)
    }

    @Test func krylovFindsTheSame() throws {
        try Tiny.train(in: scratch.run())
        let dense = try values(RunSpectrum(of: scratch.run(), options))
        var krylov = options
        krylov.method = .krylov
        krylov.count = 4
        guard
            case .part(let largest, let rightmost) = try RunSpectrum(of: scratch.run(), krylov).spectrum
                .eigenvalues
        else {
            Issue.record("not Krylov's")
            return
        }
        let moduli = dense.map(\.modulus).sorted(by: >)
        for (pair, modulus) in zip(largest.pairs, moduli) {
            #expect(pair.isConverged)
            #expect(abs(pair.value.modulus - modulus) < 1e-6 * moduli[0])
        }
        #expect(abs((rightmost.pairs.first?.value.real ?? .nan) - dense[0].real) < 1e-6 * moduli[0])
    }

    @Test func withoutFieldMethodsItIsThePlainField() throws {
        let rate = "discriminator.optimizer.learningRate=0.01"
        let consensus = #"fieldMethods=[{"kind":"consensus","gamma":3}]"#
        try Tiny.train(["penalties=[]", rate, consensus, "steps=1"], in: scratch.run("consensus"))
        var plain = options
        plain.isPlain = true
        let run = scratch.run("consensus")
        let whole = try values(RunSpectrum(of: run, options))
        let bare = try values(RunSpectrum(of: run, plain))
        #expect(whole != bare)
        #expect(
            try RunSpectrum(of: run, plain).title
                == "tiny, seed 0: non-saturating GAN with consensus, γ 3, field methods left out")
        // The same checkpoint under a configuration without the method.
        let parameters = try StoredRun(reading: run).lastCheckpoint()
        let experiment = Experiment(try Tiny.resolved(["penalties=[]", rate, "steps=1"]).configuration)
        let spectrum = try GameSpectrum(
            of: experiment, at: parameters.values(experiment, from: run.checkpoint, Float.self).parameters,
            step: 1,
            options)
        #expect(spectrum.points == bare)
    }

    @Test func spectralNormalizationKeepsItsVectors() throws {
        try Tiny.train(["discriminator.spectralNormalization={}"], in: scratch.run())
        #expect(try values(RunSpectrum(of: scratch.run(), options)).count == 30)
    }

    @Test func whatCannotBeHadIsSaid() throws {
        try Tiny.train(in: scratch.run())
        var krylov = options
        krylov.method = .krylov
        let file = scratch.file("j.npy").string
        #expect(throws: SpectrumError.noJacobian(file, parameters: 30)) {
            try RunSpectrum(of: scratch.run(), krylov, writingJacobianTo: file)
        }
        #expect(throws: ResumeError.noRun(scratch.run("none").name)) {
            try RunSpectrum(of: scratch.run("none"), options)
        }
        #expect(
            "\(SpectrumError.notKept("run", step: 7, kept: [0, 5]))"
                == """
                run has no checkpoint of step 7; it has those of 0, 5. Checkpoints are kept every so many \
                steps if record.keepEvery says so.
                """)
        #expect(
            "\(SpectrumError.noJacobian("j.npy", parameters: 30))"
                == """
                cannot write j.npy: with 30 parameters the Jacobian is not formed; --method dense forms it
                """)
        let machine = Machine(cores: 2, memory: .init(bytes: 24e9, limit: .physical))
        try MemoryNeed.jacobian(of: 20_000, threads: 2).check(on: machine)
        let error = try #require(throws: TooLargeError.self) {
            try MemoryNeed.jacobian(of: 50_000, threads: 2).check(on: machine)
        }
        #expect(
            "\(error)"
                == """
                the whole Jacobian needs about 80.0 GB of memory; the machine has 24.0 GB. \
                --method krylov does without it.
                """)
        let small = Machine(cores: 2, memory: .init(bytes: 1e9, limit: .controlGroup))
        try MemoryNeed.krylov(of: 1_000_000, vectors: 50, threads: 2).check(on: small)
        let vectors = try #require(throws: TooLargeError.self) {
            try MemoryNeed.krylov(of: 10_000_000, vectors: 50, threads: 2).check(on: small)
        }
        #expect(
            "\(vectors)"
                == """
                Krylov's method needs about 4.8 GB of memory; the control group that it runs in may use 1.0 GB. \
                A smaller --count needs less.
                """)
    }
}
