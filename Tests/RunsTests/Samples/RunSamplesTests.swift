import Foundation
import Records
import Settings
import Storage
import TestSupport
import Testing

@testable import Experiments
@testable import Runs

/// Samples that are drawn after training, against those that training has written.
@Suite struct RunSamplesTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// No schedule depends on the length of the run, so that one of 8 steps is the beginning of one of 12.
    private let steady = ["discriminator.optimizer.learningRate=0.01", "record.keepEvery=4"]

    @Test(arguments: [[], ["precision=float64"], ["average=null"], ["generator.batchNormalization={}"]])
    func theFirstAreThoseThatTrainingHasWritten(changes: [String]) throws {
        try Tiny.train(changes, in: scratch.run())
        let written = try scratch.run().text(of: "samples.csv")
        // An evaluation has 6 samples.
        #expect(try RunSamples(of: scratch.run(), count: 6).csv == written)
        let more = try RunSamples(of: scratch.run(), count: 20)
        #expect(more.csv.hasPrefix(written))
        #expect(more.step == 12)
        let lines = more.csv.split(separator: "\n")
        #expect(lines.count == 21)
        #expect(Set(lines).count == 21, "each part of the random numbers is another")
        #expect(
            try RunSamples(of: scratch.run(), count: 4).csv.split(separator: "\n")[...] == lines.prefix(5))
    }

    /// Points that move with the data of the same part of the random numbers.
    @Test func aFrozenGenerator() throws {
        var document = try ConfigurationFile.parse(Data(Tiny.text.utf8), name: "test.json")
        try document.set(["kind": "frozen"], at: "generator")
        try document.set([:], at: "latent")
        _ = try Training.start(ExperimentConfiguration.read(document, name: "test.json"), in: scratch.run())
        let written = try scratch.run().text(of: "samples.csv")
        let samples = try RunSamples(of: scratch.run(), count: 30)
        #expect(samples.csv.hasPrefix(written))
        #expect(Set(samples.csv.split(separator: "\n")).count == 31)
    }

    @Test func theSeedMakesThem() throws {
        try Tiny.train(in: scratch.run())
        let draw = { (seed: UInt64?) in try RunSamples(of: scratch.run(), count: 9, seed: seed).csv }
        #expect(try draw(7) == draw(7))
        #expect(try draw(7) != draw(8))
        #expect(try draw(nil) == draw(0), "the run's own seed is 0")
    }

    /// A run of 8 steps has the generator that one of 12 steps had after 8.
    @Test func ofAKeptStep() throws {
        try Tiny.train(steady, in: scratch.run())
        try Tiny.train(steady + ["steps=8"], in: scratch.run("short"))
        let samples = try RunSamples(of: scratch.run(), at: 8, count: 6)
        #expect(samples.step == 8)
        #expect(try samples.csv == scratch.run("short").text(of: "samples.csv"))
        let error = #expect(throws: SpectrumError.self) {
            try RunSamples(of: scratch.run(), at: 9, count: 6)
        }
        #expect(error == .notKept(scratch.run().name, step: 9, kept: [0, 4, 8, 12]))
    }

    @Test func pointsOnALine() throws {
        let line = #"data={"kind":"mixture","centres":[-1,2],"standardDeviation":0.1}"#
        try Tiny.train([line], in: scratch.run())
        let samples = try RunSamples(of: scratch.run(), count: 8)
        #expect(samples.csv.hasPrefix("x\n"))
        #expect(try samples.csv.hasPrefix(scratch.run().text(of: "samples.csv")))
    }

    /// Header and numbers of NumPy's format, as its documentation (numpy.lib.format) says.
    @Test(arguments: [("float32", "<f4", 4), ("float64", "<f8", 8)])
    func anArrayOfNumPy(precision: String, type: String, bytes: Int) throws {
        try Tiny.train(["precision=\(precision)"], in: scratch.run())
        let samples = try RunSamples(of: scratch.run(), count: 7)
        let file = scratch.file("samples.npy")
        try samples.write(to: file.string)
        let data = try Files.read(file)
        #expect(data.prefix(6) == Data([0x93] + Array("NUMPY".utf8)))
        let length = Int(data[8]) + 256 * Int(data[9])
        let header = String(decoding: data[10..<10 + length], as: UTF8.self)
        #expect(header.hasPrefix("{'descr': '\(type)', 'fortran_order': False, 'shape': (7, 2), }"))
        #expect(data.count == 10 + length + 14 * bytes)
        let first = data[(10 + length)...].prefix(bytes).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let value = bytes == 4 ? Double(Float(bitPattern: UInt32(first))) : Double(bitPattern: first)
        #expect(value == samples.points[0, 0])
    }

    @Test func gamesWithKnownAnswersHaveNone() throws {
        let game = try Tiny.read(#"{"steps": 5, "threads": 1, "game": {"kind": "dirac"}}"#)
        _ = try Training.start(game, in: scratch.run())
        let error = #expect(throws: SamplesError.self) { try RunSamples(of: scratch.run(), count: 1) }
        #expect(error == .noGenerator(scratch.run().name))
    }
}
