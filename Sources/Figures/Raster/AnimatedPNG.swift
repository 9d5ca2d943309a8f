/// Pictures joined to one that moves: an animated PNG, which every browser shows. A program that knows no animations shows
/// the last picture.
enum AnimatedPNG {
    /// Hundredths of a second that a frame is shown, and that the last one is.
    private static let (pause, last) = (60, 240)

    /// - Parameter frames: files of equal size and kind of colour, at least one.
    /// - Returns: nil if they are not.
    static func joining(_ frames: [[UInt8]]) -> [UInt8]? {
        let files = frames.compactMap { PNGChunk.all(in: $0) }
        guard files.count == frames.count, let final = files.last, let header = final.first,
            header.type == "IHDR", header.body.count == 13, files.allSatisfy({ $0.first == header })
        else { return nil }
        let before = final.dropFirst().prefix { $0.type != "IDAT" }
        let length = PNGChunk(
            type: "acTL", body: UInt32(frames.count).bigEndianBytes + UInt32(0).bigEndianBytes)
        var chunks = [header, length] + before + final.filter { $0.type == "IDAT" }
        var number: UInt32 = 0
        for (place, file) in files.enumerated() {
            let isLast = place == files.count - 1
            chunks.append(control(of: header, number: number, pause: isLast ? last : pause))
            number += 1
            for piece in file where piece.type == "IDAT" {
                chunks.append(PNGChunk(type: "fdAT", body: number.bigEndianBytes + piece.body))
                number += 1
            }
        }
        return PNGChunk.file(chunks + [PNGChunk(type: "IEND", body: [])])
    }

    /// The whole picture, at its place, instead of the one before.
    private static func control(of header: PNGChunk, number: UInt32, pause: Int) -> PNGChunk {
        let place = UInt32(0).bigEndianBytes + UInt32(0).bigEndianBytes
        let delay = [pause, 100].flatMap { UInt32($0).bigEndianBytes.suffix(2) }
        return PNGChunk(
            type: "fcTL", body: number.bigEndianBytes + header.body.prefix(8) + place + delay + [0, 0])
    }
}
