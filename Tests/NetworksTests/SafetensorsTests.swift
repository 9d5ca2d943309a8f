import Foundation
import Networks
import Tensors
import Testing

struct SafetensorsTests {
    static let floats = Matrix<Float>(row: [1.5, -0.1, .infinity, .leastNonzeroMagnitude, 0, -0.0])
    static let doubles = Matrix<Double>(row: [0.1, -.pi, .leastNonzeroMagnitude, 1e300])

    /// Both precisions, a vector and text.
    static func sample() throws -> Safetensors {
        var file = Safetensors()
        file.append("weight", try Matrix<Float>(Shape(2, 3), elements: floats.elements))
        file.append("bias", floats, isVector: true)
        file.append("a.double", try Matrix<Double>(Shape(2, 2), elements: doubles.elements))
        file.metadata = ["step": "3", "quotes": "a \"b\" \\ c\n", "unicode": "Maße √2 🙂", "empty": ""]
        return file
    }

    /// A file of that header, its length before it, and `body` behind it.
    static func file(_ header: String, body: Int = 0) -> Data {
        let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
        return Data(length) + Data(header.utf8) + Data(repeating: 0, count: body)
    }

    // MARK: Whole files

    @Test func everythingSurvivesWritingAndReading() throws {
        let read = try Safetensors(decoding: Self.sample().encoded())
        #expect(read.metadata == (try Self.sample().metadata))
        #expect(read.entries.map(\.name) == ["a.double", "bias", "weight"])
        #expect(read.entries.map(\.dimensions) == [[2, 2], [6], [2, 3]])
        let weight: Matrix<Float> = try read.matrix("weight", Shape(2, 3))
        let bias: Matrix<Float> = try read.matrix("bias", Shape(1, 6))
        let double: Matrix<Double> = try read.matrix("a.double", Shape(2, 2))
        #expect(weight.elements.map(\.bitPattern) == Self.floats.elements.map(\.bitPattern))
        #expect(bias.elements.map(\.bitPattern) == Self.floats.elements.map(\.bitPattern))
        #expect(double.elements.map(\.bitPattern) == Self.doubles.elements.map(\.bitPattern))
    }

    @Test func aNumberThatIsNoneKeepsItsBits() throws {
        var file = Safetensors()
        file.append("nan", Matrix<Double>(row: [.nan, -.nan, .init(nan: 5, signaling: false)]))
        let read = try Safetensors(decoding: file.encoded())
        let numbers: Matrix<Double> = try read.matrix("nan", Shape(1, 3))
        let expected: [Double] = [.nan, -.nan, .init(nan: 5, signaling: false)]
        #expect(numbers.elements.map(\.bitPattern) == expected.map(\.bitPattern))
    }

    @Test func bytesDoNotDependOnTheOrderInWhichThingsWereAdded() throws {
        var reordered = Safetensors()
        reordered.metadata = ["unicode": "Maße √2 🙂", "empty": "", "quotes": "a \"b\" \\ c\n", "step": "3"]
        reordered.append("a.double", try Matrix<Double>(Shape(2, 2), elements: Self.doubles.elements))
        reordered.append("bias", Self.floats, isVector: true)
        reordered.append("weight", try Matrix<Float>(Shape(2, 3), elements: Self.floats.elements))
        let bytes = try Self.sample().encoded()
        #expect(try reordered.encoded() == bytes)
        #expect(try Safetensors(decoding: bytes).encoded() == bytes)
    }

    @Test func headerIsAsTheFormatDescribes() throws {
        let bytes = [UInt8](try Self.sample().encoded())
        let length = (0..<8).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
        #expect(length % 8 == 0)
        #expect(bytes.count == 8 + length + 24 + 24 + 32)
        #expect(bytes[8] == UInt8(ascii: "{"))
        let object = try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length]))
        let header = try #require(object as? [String: Any])
        #expect(header.count == 4)
        #expect((header["__metadata__"] as? [String: String])?["step"] == "3")
        let bias = try #require(header["bias"] as? [String: Any])
        #expect(bias["dtype"] as? String == "F32")
        #expect(bias["shape"] as? [Int] == [6])
        #expect(bias["data_offsets"] as? [Int] == [32, 56])
        let double = try #require(header["a.double"] as? [String: Any])
        #expect(double["dtype"] as? String == "F64")
        // The first of the numbers, little-endian.
        let first = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[8 + length + $1]) << (8 * $1) }
        #expect(first == Self.doubles.elements[0].bitPattern)
    }

    @Test func aFileWithoutArraysIsAFile() throws {
        let bytes = try Safetensors().encoded()
        #expect(try Safetensors(decoding: bytes) == Safetensors())
        #expect(try Safetensors(decoding: Self.file("{}")) == Safetensors())
    }

    @Test func aSliceOfOtherDataIsReadLikeTheDataItself() throws {
        let bytes = try Self.sample().encoded()
        let slice = (Data([1, 2, 3]) + bytes).dropFirst(3)
        #expect(try Safetensors(decoding: slice) == Safetensors(decoding: bytes))
    }

    // MARK: Wrong requests

    @Test func wrongNameShapeOrPrecisionIsNamed() throws {
        let file = try Safetensors(decoding: Self.sample().encoded())
        #expect(
            message { try file.matrix("wieght", Shape(2, 3)) as Matrix<Float> }
                == "it has no array \"wieght\"")
        #expect(
            message { try file.matrix("weight", Shape(3, 2)) as Matrix<Float> }
                == "\"weight\" has dimensions [2, 3], 3×2 is expected")
        #expect(
            message { try file.matrix("bias", Shape(1, 5)) as Matrix<Float> }
                == "\"bias\" has dimensions [6], 1×5 is expected")
        #expect(
            message { try file.matrix("weight", Shape(2, 3)) as Matrix<Double> }
                == "\"weight\" is not in Double precision")
        #expect(
            message { try file.matrix("a.double", Shape(2, 2)) as Matrix<Float> }
                == "\"a.double\" is not in Float precision")
    }

    // MARK: Broken files

    @Test func everyTruncationIsNoticed() throws {
        let bytes = try Self.sample().encoded()
        for length in 0..<bytes.count {
            #expect(throws: SafetensorsError.self) { try Safetensors(decoding: bytes.prefix(length)) }
        }
        #expect(throws: SafetensorsError.self) { try Safetensors(decoding: bytes + [0]) }
    }

    @Test func changedBytesNeverTrap() throws {
        let bytes = try Self.sample().encoded()
        let draw = RandomDraw(seed: 1, stream: 0, step: 1)
        var refused = 0
        for trial in 0..<3000 {
            var changed = bytes
            for flip in 0...trial % 3 {
                let word = 8 * trial + 2 * flip
                // Mostly in the header, where the structure is.
                let place = draw.choice(word, below: trial % 4 == 0 ? bytes.count : 200)
                changed[place] ^= UInt8(1 + draw.choice(word + 1, below: 255))
            }
            if (try? Safetensors(decoding: changed)) == nil { refused += 1 }
        }
        #expect(refused > 1000)
    }

    @Test(arguments: [
        ("[]", 0, "its header is not a JSON object"),
        ("{", 0, "its header is not a JSON object"),
        (#"{"__metadata__":{"a":1}}"#, 0, "its metadata is not text"),
        (#"{"a":3}"#, 0, "its header does not describe the array \"a\""),
        (#"{"a":{"dtype":"F32","shape":[1]}}"#, 0, "its header does not describe the array \"a\""),
        (
            #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4,
            "its header does not describe the array \"a\""
        ),
        (
            #"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#, 4,
            "its header does not describe the array \"a\""
        ),
        (
            #"{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}"#, 8,
            "\"a\" has type I64; F32 and F64 can be read"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4,
            "the size of \"a\" is not that of its dimensions [2]"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[1,1,1],"data_offsets":[0,4]}}"#, 4,
            "the size of \"a\" is not that of its dimensions [1, 1, 1]"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[2147483647,2147483647],"data_offsets":[0,4]}}"#, 4,
            "the size of \"a\" is not that of its dimensions [2147483647, 2147483647]"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, 4,
            "the numbers of \"a\" lie outside the file; it is cut short"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4,
            "the numbers of \"a\" lie outside the file; it is cut short"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775807]}}"#, 4,
            "the numbers of \"a\" lie outside the file; it is cut short"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 8,
            "it has 8 bytes of numbers where its header tells of 4"
        ),
    ])
    func inconsistentHeadersAreNamed(_ header: String, _ body: Int, _ text: String) {
        #expect(message { try Safetensors(decoding: Self.file(header, body: body)) } == text)
    }

    @Test(arguments: [
        (
            #""a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
                + #""b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}"#, 12
        ),
        (
            #""a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
                + #""b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#, 8
        ),
        (
            #""a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
                + #""b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}"#, 12
        ),
    ])
    func overlapsAndGapsAreRefused(_ arrays: String, _ body: Int) {
        #expect(
            message { try Safetensors(decoding: Self.file("{\(arrays)}", body: body)) }
                == "the numbers of \"b\" do not begin where others end")
    }

    @Test(arguments: [1, 57, UInt64(Int.max), UInt64.max])
    func aHeaderLongerThanTheFileIsRefused(_ length: UInt64) {
        let prefix = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) }
        #expect(
            message { try Safetensors(decoding: Data(prefix)) }
                == "its header is longer than the file; it is cut short or no safetensors file")
    }

    @Test func fewerThanEightBytesAreTooFew() {
        #expect(
            message { try Safetensors(decoding: Data([1, 2, 3])) }
                == "it has 3 bytes, too few for a header; it may be cut short")
    }
}
