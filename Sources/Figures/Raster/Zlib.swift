/// Compression of the bytes of a picture: the format of RFC 1950 and 1951, with the fixed code alone. A picture of few
/// colours becomes about as small as with zlib, and the same on every machine.
enum Zlib {
    /// - Returns: a whole stream, with its header and its checksum.
    static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        var bits = BitWriter()
        // The last block, and the fixed code.
        bits.add(1, count: 1)
        bits.add(1, count: 2)
        var search = MatchSearch(bytes)
        var place = 0
        while place < bytes.count {
            let match = search.longestMatch(at: place)
            if let match { bits.add(match) } else { bits.addSymbol(Int(bytes[place])) }
            let length = match?.length ?? 1
            for passed in place..<place + length { search.note(passed) }
            place += length
        }
        bits.addSymbol(BitWriter.endOfBlock)
        // A window of 32 KiB, and a header that is a multiple of 31.
        return [0x78, 0x01] + bits.whole + adler32(bytes).bigEndianBytes
    }

    static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return high << 16 | low
    }
}

/// A repetition of earlier bytes.
private struct Match {
    var length: Int
    var distance: Int
}

/// Finds where three bytes or more have stood before.
private struct MatchSearch {
    private let bytes: [UInt8]
    /// By the hash of three bytes, the last place at which they began; −1 for none.
    private var heads: [Int]
    /// By place, the one before it with the same hash.
    private var earlier: [Int]

    private static let window = 32_768
    private static let longest = 258
    /// So many places are looked at.
    private static let patience = 24

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        heads = [Int](repeating: -1, count: 1 << 12)
        earlier = [Int](repeating: -1, count: bytes.count)
    }

    private func hash(_ place: Int) -> Int {
        let three = Int(bytes[place]) << 16 | Int(bytes[place + 1]) << 8 | Int(bytes[place + 2])
        return (three &* 0x9E37_79B1) >> 15 & 0xFFF
    }

    mutating func note(_ place: Int) {
        guard place + 2 < bytes.count else { return }
        let hash = hash(place)
        earlier[place] = heads[hash]
        heads[hash] = place
    }

    func longestMatch(at place: Int) -> Match? {
        guard place + 2 < bytes.count else { return nil }
        let most = min(Self.longest, bytes.count - place)
        var best = Match(length: 2, distance: 0)
        var (candidate, looked) = (heads[hash(place)], 0)
        while candidate >= 0, place - candidate <= Self.window, looked < Self.patience {
            var length = 0
            while length < most, bytes[candidate + length] == bytes[place + length] { length += 1 }
            if length > best.length { best = Match(length: length, distance: place - candidate) }
            if length == most { break }
            (candidate, looked) = (earlier[candidate], looked + 1)
        }
        return best.length > 2 ? best : nil
    }
}

/// Bits from the lowest of each byte up, and codes from their highest bit on, as RFC 1951 wants them.
private struct BitWriter {
    private var bytes: [UInt8] = []
    private var waiting: UInt64 = 0
    private var count = 0

    static let endOfBlock = 256

    var whole: [UInt8] { bytes + (count > 0 ? [UInt8(truncatingIfNeeded: waiting)] : []) }

    mutating func add(_ bits: Int, count added: Int) {
        waiting |= UInt64(bits) << UInt64(count)
        count += added
        while count >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: waiting))
            waiting >>= 8
            count -= 8
        }
    }

    /// A literal, the end, or a length: section 3.2.6.
    mutating func addSymbol(_ symbol: Int) {
        switch symbol {
        case 0...143: addCode(0x30 + symbol, count: 8)
        case 144...255: addCode(0x190 + symbol - 144, count: 9)
        case 256...279: addCode(symbol - 256, count: 7)
        default: addCode(0xC0 + symbol - 280, count: 8)
        }
    }

    private mutating func addCode(_ code: Int, count: Int) {
        var reversed = 0
        for bit in 0..<count where code >> bit & 1 == 1 { reversed |= 1 << (count - 1 - bit) }
        add(reversed, count: count)
    }

    /// Section 3.2.5.
    mutating func add(_ match: Match) {
        let length = Self.lengths.lastIndex { $0.least <= match.length } ?? 0
        addSymbol(257 + length)
        add(match.length - Self.lengths[length].least, count: Self.lengths[length].bits)
        let distance = Self.distances.lastIndex { $0.least <= match.distance } ?? 0
        addCode(distance, count: 5)
        add(match.distance - Self.distances[distance].least, count: Self.distances[distance].bits)
    }

    private typealias Range = (least: Int, bits: Int)

    /// Four codes for each number of further bits, from 3 on; 258 has a separate code.
    private static let lengths: [Range] = ranges(from: 3, first: 8, each: 4, count: 28) + [(258, 0)]
    /// Two codes for each number of further bits, from 1 on.
    private static let distances: [Range] = ranges(from: 1, first: 4, each: 2, count: 30)

    private static func ranges(from least: Int, first: Int, each: Int, count: Int) -> [Range] {
        var (ranges, next): ([Range], Int) = ([], least)
        for index in 0..<count {
            let bits = index < first ? 0 : (index - first) / each + 1
            ranges.append((next, bits))
            next += 1 << bits
        }
        return ranges
    }
}

extension UInt32 {
    var bigEndianBytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }
}
