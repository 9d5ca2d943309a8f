import TestSupport
import Foundation
import Networks
import Settings
import SystemPackage
import Tensors
import Testing

@testable import Dynamics
@testable import Experiments
@testable import Runs
@testable import Storage

@Suite struct CheckpointTests {
    private let scratch: Scratch
    private var path: FilePath { scratch.file("checkpoint.safetensors") }

    init() throws { scratch = try Scratch() }

    private func state<Scalar: TensorScalar>(
        _: Scalar.Type, _ changes: [String] = []
    ) throws -> TrainingState<Scalar> {
        TrainingState(Experiment(try Tiny.resolved(changes).configuration).setup)
    }

    private func complaint(about bytes: Data) throws -> String? {
        try Files.write(bytes, to: path)
        do {
            try Checkpoint(reading: path).restore(state(Float.self), from: path)
            return nil
        } catch let error as CheckpointError {
            #expect(error.path == path.string)
            #expect(error.description == "cannot use the checkpoint \(path): \(error.reason)")
            return error.reason
        }
    }

    private func whole() throws -> Data {
        try Checkpoint(of: state(Float.self), step: 7, configuration: Tiny.resolved().json).encoded()
    }

    private func roundTrip<Scalar: TensorScalar>(_: Scalar.Type) throws {
        let original: TrainingState<Scalar> = try state(Scalar.self)
        for (index, array) in original.arrays.enumerated() {
            array.buffer.unsafeElements { elements in
                for place in elements.indices { elements[place] = Scalar(1) / Scalar(3 * place + index + 1) }
            }
        }
        let json = try Tiny.resolved().json
        let checkpoint = Checkpoint(of: original, step: 7, configuration: json)
        try Files.write(checkpoint.encoded(), to: path)
        let again = try Checkpoint(reading: path)
        #expect(again.step == 7)
        #expect(again.identity == RunIdentity(of: json))
        #expect(again.divergence == nil)
        let restored: TrainingState<Scalar> = try state(Scalar.self)
        try again.restore(restored, from: path)
        for (one, other) in zip(original.arrays, restored.arrays) {
            #expect(one.buffer.matrix.elements == other.buffer.matrix.elements, "\(one.name)")
        }
        #expect(try again.encoded() == checkpoint.encoded())
    }

    @Test func givesBackWhatWasSaved() throws {
        try roundTrip(Float.self)
        try roundTrip(Double.self)
    }

    @Test func holdsAllThatTrainingChanges() throws {
        let names = try Safetensors(decoding: whole()).entries.map(\.name)
        func layers(_ prefix: String, _ suffix: String = "") -> [String] {
            ["0.bias", "0.weight", "2.bias", "2.weight"].map { prefix + $0 + suffix }
        }
        let optimizer = ["discriminator", "generator"].flatMap { player in
            let prefix = "optimizer.\(player)."
            return [prefix + "count"] + layers(prefix, ".mean") + layers(prefix, ".squares")
        }
        let expected =
            layers("discriminator.") + layers("generator.") + layers("generatorAverage.") + optimizer
        #expect(names.sorted() == expected.sorted())
        #expect(
            try Safetensors(decoding: whole()).metadata.keys.sorted() == [
                "checksum", "fingerprint", "format", "identity", "step",
            ])
    }

    @Test func tellsWhereARunDiverged() throws {
        let divergence = Divergence(step: 3, player: .generator, term: "gradientNorm", value: .infinity)
        let json = try Tiny.resolved().json
        let checkpoint = Checkpoint(
            of: try state(Float.self), step: 2, configuration: json, divergence: divergence)
        try Files.write(checkpoint.encoded(), to: path)
        #expect(try Checkpoint(reading: path).divergence == "step 3: the generator's gradient norm is inf")
    }

    @Test func cutShortAtEveryLengthItIsRefused() throws {
        let whole = try whole()
        for length in 0..<whole.count where length < 60 || length % 37 == 0 || length > whole.count - 60 {
            #expect(try complaint(about: whole.prefix(length)) != nil, "\(length) of \(whole.count) bytes")
        }
        #expect(
            try complaint(about: Data()) == "it has 0 bytes, too few for a header; it may be cut short")
        #expect(
            try complaint(about: whole.prefix(100))
                == "its header is longer than the file; it is cut short or no safetensors file")
        #expect(
            try complaint(about: whole + [0])?.contains("bytes of numbers where its header tells of") == true)
    }

    /// Whatever byte of the header changes, reading ends in an error or in a state, never in a trap.
    @Test func flippedBytesOfTheHeaderAreBorne() throws {
        let whole = try whole()
        let numbers = try numbersStart(in: whole)
        for place in 0..<numbers where place < 16 || place % 7 == 0 {
            var bytes = whole
            bytes[place] ^= place % 2 == 0 ? 0x01 : 0x80
            _ = try complaint(about: bytes)
        }
    }

    @Test func garbageIsRefused() throws {
        let notJSON = "its header is not a JSON object"
        #expect(
            try complaint(about: Data("step,x\n1,2\n3,4\n".utf8))
                == "its header is longer than the file; it is cut short or no safetensors file")
        #expect(try complaint(about: Data([4, 0, 0, 0, 0, 0, 0, 0]) + Data("null".utf8)) == notJSON)
        #expect(try complaint(about: Data([2, 0, 0, 0, 0, 0, 0, 0]) + Data("[]".utf8)) == notJSON)
        #expect(
            try complaint(about: Data([2, 0, 0, 0, 0, 0, 0, 0]) + Data("{}".utf8))
                == "it is no checkpoint of gantrain, or a damaged one")
        var random = RandomBytes()
        for length in [1, 8, 9, 64, 1000] { #expect(try complaint(about: random.bytes(length)) != nil) }
    }

    @Test(arguments: [
        (#""format":"gantrain 2""#, #""format":"gantrain 3""#), (#""step":"7""#, #""step":"-7""#),
        (#""format":"gantrain 2""#, #""format":"gantrain 1""#),
        (#""step":"7""#, #""step":"x""#), (#""format":"gantrain 2""#, #""farmat":"gantrain 2""#),
        (#"\"batch\": 4"#, #"\"batch\": 5"#), (#"\"batch\": 4"#, #"\"batch\": *"#),
    ])
    func otherMetadataAreRefused(old: String, new: String) throws {
        #expect(
            try complaint(about: replacing(old, by: new))
                == "it is no checkpoint of gantrain, or a damaged one")
    }

    /// The checksum covers names, dimensions and numbers.
    @Test func changedArraysAreRefused() throws {
        let damaged = "it is no checkpoint of gantrain, or a damaged one"
        #expect(
            try complaint(about: replacing("\"generator.0.bias\"", by: "\"generator.9.bias\"")) == damaged)
        #expect(try complaint(about: replacing("[3,2]", by: "[2,3]")) == damaged)
        let whole = try whole()
        for place in try stride(from: numbersStart(in: whole), to: whole.count, by: 41) {
            var bytes = whole
            bytes[place] ^= 0x10
            #expect(try complaint(about: bytes) == damaged)
        }
        #expect(try complaint(about: replacing(#""step":"7""#, by: #""step":"6""#)) == damaged)
    }

    @Test func arraysOfAnotherRunAreRefused() throws {
        #expect(
            try complaint(about: replacing("\"F32\"", by: "\"I32\""))?.hasSuffix("F32 and F64 can be read")
                == true)
        let doubles = Checkpoint(of: try state(Double.self), step: 7, configuration: try Tiny.resolved().json)
        #expect(
            try complaint(about: doubles.encoded()) == "\"discriminator.0.weight\" is not in Float precision")
        let wider = Checkpoint(
            of: try state(Float.self, ["generator.hidden=[5]"]), step: 7,
            configuration: try Tiny.resolved().json)
        #expect(
            try complaint(about: wider.encoded())
                == "\"generator.0.weight\" has dimensions [5, 2], 3×2 is expected")
    }

    @Test func aMissingFileIsNotADamagedOne() throws {
        let error = #expect(throws: FileError.self) { try Checkpoint(reading: path) }
        #expect(error?.description == "cannot read \(path): No such file or directory")
    }

    @Test func fingerprints() throws {
        // The offset basis of FNV-1a, then its published value for "a" would need raw text; JSON adds quotes.
        #expect(RunIdentity.fingerprint(of: .null) == fnv("null"))
        #expect(RunIdentity.fingerprint(of: .string("a")) == fnv("\"a\""))
        #expect(fnv("") == "cbf29ce484222325")
        #expect(fnv("a") == "af63dc4c8601ec8c")
    }

    private func fnv(_ text: String) -> String {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in text.utf8 {
            hash ^= UInt64(byte)
            hash = hash &* 1_099_511_628_211
        }
        return String(hash, radix: 16)
    }

    private func numbersStart(in file: Data) throws -> Int {
        8 + file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// The file with a part of its header replaced by one of the same length, padding aside.
    private func replacing(_ old: String, by new: String) throws -> Data {
        let whole = try whole()
        let start = try numbersStart(in: whole)
        let header = String(decoding: whole[8..<start], as: UTF8.self)
        let range = try #require(header.range(of: old))
        let changed = Data(header.replacingCharacters(in: range, with: new).utf8)
        let length = withUnsafeBytes(of: UInt64(changed.count).littleEndian) { Data($0) }
        return length + changed + whole[start...]
    }
}

/// Bytes without a pattern that are the same each time.
private struct RandomBytes {
    private var state: UInt64 = 88_172_645_463_325_252

    mutating func bytes(_ count: Int) -> Data {
        Data(
            (0..<count).map { _ in
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                return UInt8(truncatingIfNeeded: state)
            })
    }
}
