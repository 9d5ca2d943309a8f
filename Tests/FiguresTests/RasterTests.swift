import Foundation
import Records
import Testing

@testable import Figures

@Suite struct RasterTests {
    /// Values of the standards: ISO 3309 of "123456789", RFC 1950 of "Wikipedia" as its article has it.
    @Test func checksums() {
        #expect(Zlib.adler32(Array("Wikipedia".utf8)) == 0x11E6_0398)
    }

    /// As Python's zlib.compressobj(1, zlib.DEFLATED, 15, 9, zlib.Z_FIXED) compresses them.
    @Test(arguments: [("a", "78014b040000620062"), ("", "7801030000000001")])
    func streamsOfZlib(text: String, expected: String) {
        let bytes = Zlib.compressed(Array(text.utf8))
        #expect(bytes.map { String(format: "%02x", $0) }.joined() == expected)
    }

    /// The decoder is written anew from RFC 1951 and shares nothing with the encoder.
    @Test func whatIsCompressedCanBeRead() throws {
        var random = FixedRandom()
        let noise = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let few = (0..<70_000).map { _ in UInt8.random(in: 0...2, using: &random) }
        let far = noise + [UInt8](repeating: 7, count: 30_000) + noise
        for bytes in [noise, few, far, [UInt8](repeating: 9, count: 300), [1, 2], Array(0...255)] {
            let packed = Zlib.compressed(bytes)
            #expect(try Inflater.inflated(packed) == bytes)
            #expect(packed.suffix(4).elementsEqual(Zlib.adler32(bytes).bigEndianBytes))
        }
        // Worth the trouble.
        #expect(Zlib.compressed(far).count < 11_500)
    }

    @Test func chunksAreReadAsTheyWereWritten() throws {
        let image = PaletteImage(
            width: 3, height: 2, pixels: [0, 1, 2, 2, 1, 0],
            palette: [[0, 0, 0], [255, 0, 0], [0, 0, 255]])
        let chunks = try #require(PNGChunk.all(in: image.png))
        #expect(chunks.map(\.type) == ["IHDR", "PLTE", "IDAT", "IEND"])
        #expect(chunks[0].body == [0, 0, 0, 3, 0, 0, 0, 2, 8, 3, 0, 0, 0])
        #expect(try Inflater.inflated(chunks[2].body) == [0, 0, 1, 2, 0, 2, 1, 0])
        var damaged = image.png
        damaged[20] ^= 1
        #expect(PNGChunk.all(in: damaged) == nil)
        #expect(PNGChunk.all(in: image.png.dropLast()) == nil)
    }

    @Test func framesAreJoined() throws {
        func frame(_ colour: UInt8) -> [UInt8] {
            PaletteImage(width: 2, height: 1, pixels: [0, 1], palette: [[colour, 0, 0], [0, 0, 0]]).png
        }
        let joined = try #require(AnimatedPNG.joining([frame(1), frame(2)]))
        let chunks = try #require(PNGChunk.all(in: joined))
        #expect(
            chunks.map(\.type) == ["IHDR", "acTL", "PLTE", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"])
        #expect(chunks[1].body == [0, 0, 0, 2, 0, 0, 0, 0])
        // Numbers go on through both kinds.
        #expect([4, 5, 6, 7].map { chunks[$0].body[3] } == [0, 1, 2, 3])
        let other = PaletteImage(width: 1, height: 1, pixels: [0], palette: [[0, 0, 0]]).png
        #expect(AnimatedPNG.joining([frame(1), other]) == nil)
        #expect(AnimatedPNG.joining([]) == nil && AnimatedPNG.joining([[1, 2]]) == nil)
    }

    private static let frame = Frame(centre: .zero, halfSide: 1)

    private func surface(_ score: (Point) -> Double, meaning: Surface.Meaning = .logit) -> Surface {
        Surface(
            xs: Self.frame.columns(9), ys: Self.frame.rows(9), scores: Self.frame.mesh(9).map(score),
            gradients: [], meaning: meaning)
    }

    /// Blue above, red below: the first row of a picture is its upper one.
    @Test func aSurfaceStandsUpright() throws {
        let image = try #require(PaletteImage(surface { $0.y }, limit: 1))
        let side = PaletteImage.side
        #expect(image.pixels[0] > 60 && image.pixels[side * side - 1] < 4)
        #expect(image.palette[64] == [0x21, 0x66, 0xAC] && image.palette[0] == [0xB2, 0x18, 0x2B])
        #expect(image.palette[32] == [0xF7, 0xF7, 0xF7])
        // A bilinear score comes out exactly: at the middle of pixel i the place is (2i + 1)/side − 1.
        let tilted = try #require(PaletteImage(surface { $0.x * $0.y }, limit: 1))
        for (row, column) in [(0, 0), (10, 90), (51, 51), (103, 20)] {
            let x = Double(2 * column + 1) / Double(side) - 1
            let y = 1 - Double(2 * row + 1) / Double(side)
            #expect(tilted.pixels[row * side + column] == UInt8((32 + 32 * x * y).rounded()))
        }
    }

    @Test func whatIsNotFiniteIsGrey() throws {
        let image = try #require(PaletteImage(surface { $0.x > 0.9 ? .nan : 0 }, limit: 1))
        #expect(image.pixels.contains(65) && image.palette[65] == [0x80, 0x80, 0x80])
        #expect(PaletteImage(surface { _ in .nan }, limit: 1) == nil)
    }

    @Test func aDensityIsBrightestWhereThePointsAre() {
        let points = [Point](repeating: Point(0.5, 0.5), count: 50)
        let grid = DensityGrid(ofPicture: points, in: Self.frame)
        let image = PaletteImage(density: points, in: Self.frame, peak: grid.peak)
        let side = PaletteImage.side
        #expect(image.pixels.max() == 63)
        // Up and to the right.
        let place = image.pixels.firstIndex(of: 63) ?? 0
        #expect(place / side < side / 2 && place % side > side / 2)
        #expect(PaletteImage(density: [], in: Self.frame, peak: 1).pixels.allSatisfy { $0 == 0 })
    }

    /// Of a cone the boundary is a circle; chords of cells 0.25 wide stay within 0.25²/8/r of it.
    @Test func theBoundaryOfACone() throws {
        let contour = ZeroContour(of: surface { 0.6 - ($0.x * $0.x + $0.y * $0.y).squareRoot() })
        let ring = try #require(contour.lines.first)
        #expect(contour.lines.count == 1 && ring.first == ring.last && ring.count > 12)
        for place in ring {
            let (x, y) = (2 * place.x - 1, 1 - 2 * place.y)
            #expect(abs((x * x + y * y).squareRoot() - 0.6) < 0.02)
        }
    }

    @Test func boundariesThatEndAtTheEdge() {
        let plane = ZeroContour(of: surface { $0.x - 0.1 })
        #expect(plane.lines.count == 1)
        #expect(plane.lines[0].count == 9 && plane.lines[0].allSatisfy { abs($0.x - 0.55) < 1e-12 })
        // A saddle between places: the middle is above 0 or below, and each line goes around one of the other parts.
        for height in [0.001, -0.001] {
            let saddle = ZeroContour(of: surface { ($0.x - 0.1) * ($0.y - 0.1) + height })
            #expect(saddle.lines.count == 2)
            for line in saddle.lines {
                let (x, y) = (line.map { 2 * $0.x - 1.1 }, line.map { 0.9 - 2 * $0.y })
                #expect(zip(x, y).allSatisfy { $0 * $1 * height <= 1e-12 })
                #expect(x.allSatisfy { $0 * (x[0] == 0 ? x[1] : x[0]) >= -1e-12 }, "it crosses over: \(line)")
            }
        }
        #expect(ZeroContour(of: surface { _ in 1 }).lines.isEmpty)
        #expect(ZeroContour(of: surface { $0.x > 0.9 ? .nan : $0.x - 0.1 }).lines.count == 1)
    }

    /// A critic is drawn against its median.
    @Test func theBoundaryOfACritic() {
        let critic = ZeroContour(of: surface({ $0.x + 100 }, meaning: .critic))
        #expect(critic.lines.count == 1 && critic.lines[0].allSatisfy { abs($0.x - 0.5) < 1e-12 })
    }
}

/// RFC 1951 with the fixed code alone, bit by bit.
private struct Inflater {
    private let bytes: [UInt8]
    private var place = 16

    struct Damage: Error {}

    static func inflated(_ stream: [UInt8]) throws -> [UInt8] {
        guard stream.count > 6, (Int(stream[0]) << 8 | Int(stream[1])) % 31 == 0 else { throw Damage() }
        var inflater = Inflater(bytes: stream)
        return try inflater.block()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func bit() throws -> Int {
        guard place / 8 < bytes.count else { throw Damage() }
        defer { place += 1 }
        return Int(bytes[place / 8] >> (place % 8)) & 1
    }

    private mutating func number(_ count: Int) throws -> Int {
        var value = 0
        for index in 0..<count { value |= try bit() << index }
        return value
    }

    private mutating func symbol() throws -> Int {
        var code = 0
        for length in 1...9 {
            code = code << 1 | (try bit())
            switch (length, code) {
            case (7, 0...0b0010111): return 256 + code
            case (8, 0b00110000...0b10111111): return code - 0b00110000
            case (8, 0b11000000...0b11000111): return 280 + code - 0b11000000
            case (9, 0b110010000...0b111111111): return 144 + code - 0b110010000
            default: continue
            }
        }
        throw Damage()
    }

    /// The tables of section 3.2.5.
    private static let lengths = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163,
        195, 227, 258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distances = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073,
        4097, 6145,
        8193, 12289, 16385, 24577,
    ]
    private static let distanceBits = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]

    private mutating func block() throws -> [UInt8] {
        guard try number(1) == 1, try number(2) == 1 else { throw Damage() }
        var output: [UInt8] = []
        while true {
            let symbol = try symbol()
            if symbol < 256 {
                output.append(UInt8(symbol))
            } else if symbol == 256 {
                return output
            } else {
                let length = Self.lengths[symbol - 257] + (try number(Self.lengthBits[symbol - 257]))
                var code = 0
                for _ in 0..<5 { code = code << 1 | (try bit()) }
                let distance = Self.distances[code] + (try number(Self.distanceBits[code]))
                guard distance <= output.count else { throw Damage() }
                for _ in 0..<length { output.append(output[output.count - distance]) }
            }
        }
    }
}
