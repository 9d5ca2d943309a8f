import Foundation
import Storage
import Testing

@testable import Experiments
@testable import Exports

/// Bytes as the libraries themselves write them: `scripts/reference/exports.py` with onnx, TensorBoard and NumPy.
@Suite struct FormatTests {
    private struct Reference: Decodable {
        var npyFloats: String
        var npyDoubles: String
        var npyIntegers: String
        var npyTexts: String
        var events: String
        var model: String
        var crc32: UInt32
    }

    private let reference: Reference

    init() throws {
        let package = URL(filePath: #filePath).appending(path: "../../..").standardized
        reference = try JSONDecoder().decode(
            Reference.self, from: Data(contentsOf: package.appending(path: "data/reference/exports.json")))
    }

    private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test func arraysAreNumPys() {
        let floats = (0..<12).map { Float($0) }
        #expect(hexadecimal(NumPyArray.encoded(floats, [2, 3, 2])) == reference.npyFloats)
        #expect(hexadecimal(NumPyArray.encoded([0.1, -2.5, .infinity], [1, 3])) == reference.npyDoubles)
        #expect(hexadecimal(NumPyArray.encoded([0, 1, -7, 1 << 40])) == reference.npyIntegers)
        #expect(hexadecimal(NumPyArray.encoded(["step", "w1", "généré"])) == reference.npyTexts)
    }

    @Test func eventsAreTensorBoards() throws {
        var file = EventFile(beginningAt: 1.5)
        file.append(
            [("losses/generatorLoss", 0.1), ("coverage/modes", -3)], step: 7, at: 2.25)
        let size = try #require(PNGSize(of: png(width: 2, height: 3)))
        file.append(
            "figures/samples", png: Array("not really a picture".utf8), size, step: 300, at: 3)
        #expect(hexadecimal(file.bytes) == reference.events)
    }

    private func png(width: UInt8, height: UInt8) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
            + [0, 0, 0, width, 0, 0, 0, height, 8, 6, 0, 0, 0]
    }

    @Test func whatIsNoPictureHasNoSize() {
        #expect(PNGSize(of: []) == nil)
        #expect(PNGSize(of: Array(png(width: 2, height: 3).prefix(23))) == nil)
        #expect(PNGSize(of: [0] + png(width: 2, height: 3)) == nil)
    }

    @Test func modelsAreONNXs() {
        let weight = ONNXTensor(
            name: "0.weight", type: .float, dimensions: [2, 3],
            bytes: (0..<6).flatMap { Float($0).bitPattern.littleEndianBytes })
        let model = ONNXModel(
            name: "generator", input: ONNXValue(name: "points", type: .float, width: 3),
            output: ONNXValue(name: "samples", type: .float, width: 2), tensors: [weight],
            nodes: [
                ONNXNode(
                    kind: "Gemm", inputs: ["points", "0.weight"], output: "n2",
                    attributes: [("transB", .integer(1))]),
                ONNXNode(
                    kind: "LeakyRelu", inputs: ["n2"], output: "n3", attributes: [("alpha", .float(0.2))]),
                ONNXNode(
                    kind: "Transpose", inputs: ["n3"], output: "n4",
                    attributes: [("perm", .integers([1, 0]))]),
            ], description: "A generator.", facts: [("step", "12")], producerVersion: "1")
        #expect(hexadecimal(model.encoded) == reference.model)
    }

    /// The examples of protobuf.dev, "Encoding", and a negative number, which takes ten bytes there.
    @Test func fieldsOfProtocolBuffers() {
        func bytes(_ add: (inout ProtocolBuffer) -> Void) -> String {
            var buffer = ProtocolBuffer()
            add(&buffer)
            return hexadecimal(buffer.bytes)
        }
        #expect(bytes { $0.add(1, 150) } == "089601")
        #expect(bytes { $0.add(2, "testing") } == "120774657374696e67")
        #expect(
            bytes { outer in
                var inner = ProtocolBuffer()
                inner.add(1, 150)
                outer.add(3, inner)
            } == "1a03089601")
        #expect(bytes { $0.add(1, -2) } == "08feffffffffffffffff01")
    }

    /// ISO 3309's and Castagnoli's check values (RFC 3720, appendix B.4, and the common "123456789"), and zlib's.
    @Test func checksums() {
        #expect(CRC32.iso("123456789".utf8) == 0xCBF4_3926)
        #expect(CRC32.castagnoli("123456789".utf8) == 0xE306_9283)
        #expect(CRC32.castagnoli([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(CRC32.iso("The quick brown fox".utf8) == reference.crc32)
    }

    /// Read back field by field, as APPNOTE.TXT describes them; `scripts/checks/exports` has NumPy read them.
    @Test func filesOfAnArchive() throws {
        var archive = ZipArchive()
        archive.append("a.npy", [1, 2, 3])
        archive.append("steps.npy", [])
        let bytes = try #require(archive.encoded)
        func number(_ place: Int, _ count: Int) -> Int {
            bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        let end = bytes.count - 22
        #expect(number(end, 4) == 0x0605_4b50 && number(end + 10, 2) == 2)
        var (entry, names): (Int, [String]) = (number(end + 16, 4), [])
        #expect(entry + number(end + 12, 4) == end)
        for file in archive.files {
            #expect(number(entry, 4) == 0x0201_4b50 && number(entry + 10, 2) == 0)
            let (length, start) = (number(entry + 28, 2), number(entry + 42, 4))
            names.append(String(decoding: bytes[entry + 46..<entry + 46 + length], as: UTF8.self))
            #expect(number(start, 4) == 0x0403_4b50)
            #expect(bytes[start + 4..<start + 30].elementsEqual(bytes[entry + 6..<entry + 32]))
            #expect(number(start + 14, 4) == Int(CRC32.iso(file.bytes)))
            #expect(number(start + 18, 4) == file.bytes.count && number(start + 22, 4) == file.bytes.count)
            let body = start + 30 + length
            #expect(bytes[body..<body + file.bytes.count].elementsEqual(file.bytes))
            entry += 46 + length
        }
        #expect(names == ["a.npy", "steps.npy"])
    }
}
