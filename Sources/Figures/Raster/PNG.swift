import Storage

/// Chunks of a PNG file (W3C, Portable Network Graphics, third edition, 2025, which includes animations).
struct PNGChunk: Equatable {
    /// Four letters.
    var type: String
    var body: [UInt8]

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// With its length and its checksum.
    var bytes: [UInt8] {
        let checked = Array(type.utf8) + body
        return UInt32(body.count).bigEndianBytes + checked + CRC32.iso(checked).bigEndianBytes
    }

    /// A file.
    static func file(_ chunks: [PNGChunk]) -> [UInt8] { signature + chunks.flatMap(\.bytes) }

    /// The chunks of a file in their order; nil for what is no PNG file, or a damaged one.
    static func all(in file: [UInt8]) -> [PNGChunk]? {
        guard file.starts(with: signature) else { return nil }
        var (chunks, rest): ([PNGChunk], ArraySlice<UInt8>) = ([], file.dropFirst(signature.count))
        while rest.count >= 12 {
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            guard rest.count >= 12 + length else { return nil }
            let checked = rest.dropFirst(4).prefix(4 + length)
            let chunk = PNGChunk(
                type: String(decoding: checked.prefix(4), as: UTF8.self), body: Array(checked.dropFirst(4)))
            guard chunk.bytes.suffix(4).elementsEqual(rest.dropFirst(8 + length).prefix(4)) else {
                return nil
            }
            chunks.append(chunk)
            rest = rest.dropFirst(12 + length)
        }
        return rest.isEmpty && chunks.last?.type == "IEND" ? chunks : nil
    }
}

/// A picture of few colours.
package struct PaletteImage: Equatable, Sendable {
    package let width: Int
    package let height: Int
    /// Row after row from the top, as places in ``palette``.
    package let pixels: [UInt8]
    /// Red, green and blue, at most 256 of them.
    package let palette: [[UInt8]]

    package init(width: Int, height: Int, pixels: [UInt8], palette: [[UInt8]]) {
        self.width = width
        self.height = height
        self.pixels = pixels
        self.palette = palette
    }

    /// The file, the same bytes for equal pictures.
    package var png: [UInt8] {
        // Eight bits, colours by number, and the only ways of compression and filtering; not interlaced.
        let header =
            UInt32(width).bigEndianBytes + UInt32(height).bigEndianBytes + ([8, 3, 0, 0, 0] as [UInt8])
        // Each row says that it is not filtered: neighbouring numbers of colours do not make small differences.
        let rows = (0..<height).flatMap { row -> [UInt8] in
            [0] + pixels[row * width..<(row + 1) * width]
        }
        return PNGChunk.file([
            PNGChunk(type: "IHDR", body: header), PNGChunk(type: "PLTE", body: palette.flatMap(\.self)),
            PNGChunk(type: "IDAT", body: Zlib.compressed(rows)), PNGChunk(type: "IEND", body: []),
        ])
    }
}
