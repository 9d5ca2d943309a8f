/// The lines of a text that say something: neither blank nor a comment, each with its number.
struct TextLines: RandomAccessCollection {
    struct Line {
        /// Counted from 1.
        let number: Int
        let bytes: ArraySlice<UInt8>
    }

    private let lines: [Line]
    /// Lines of the file, blank ones and comments too.
    let total: Int

    var startIndex: Int { lines.startIndex }
    var endIndex: Int { lines.endIndex }
    subscript(index: Int) -> Line { lines[index] }

    /// - Parameter comment: what a line begins with that is to be skipped; empty for nothing.
    /// - Throws: if the bytes are no text of this kind: another encoding, other line ends, binary data.
    init(of bytes: [UInt8], comment: String) throws(PointFileError) {
        try Self.checkEncoding(bytes)
        var lines: [Line] = []
        var total = 0
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            total += 1
            let bytes = line.trimmingBlanks
            try Self.check(bytes, number: total)
            guard !bytes.isEmpty, comment.isEmpty || !bytes.starts(with: comment.utf8) else { continue }
            lines.append(Line(number: total, bytes: bytes))
        }
        self.lines = lines
        // What follows the last line break is a line only if something stands there.
        self.total = text.last == UInt8(ascii: "\n") ? total - 1 : total
    }

    /// - Throws: if the first line begins as comments do in other programs' files.
    func checkForComments(otherThan sign: String) throws(PointFileError) {
        let others = ["#", "%", "//", "!"].filter { $0 != sign }
        guard let first, let found = others.first(where: { first.bytes.starts(with: $0.utf8) }) else {
            return
        }
        throw PointFileError(
            line: first.number,
            "it begins with \"\(found)\"; if that begins a comment, say so: \"comment\": \"\(found)\"")
    }

    private static func checkEncoding(_ bytes: [UInt8]) throws(PointFileError) {
        let start = Array(bytes.prefix(6))
        if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
            throw PointFileError("it is written in UTF-16; save it as UTF-8")
        }
        if start == NumPyPoints.magic {
            throw PointFileError("it is an array of NumPy; write \"kind\": \"npy\"")
        }
        // Digits and separators of UTF-16 without a mark have a zero in every second byte.
        let head = bytes.prefix(200)
        let zeros = [0, 1].map { parity in
            head.enumerated().count { $0.offset % 2 == parity && $0.element == 0 }
        }
        let half = head.count / 2
        if half > 2, zeros.contains(where: { $0 * 10 >= half * 9 }), zeros.contains(0) {
            throw PointFileError("it seems to be written in UTF-16; save it as UTF-8")
        }
    }

    private static func check(_ line: ArraySlice<UInt8>, number: Int) throws(PointFileError) {
        if let place = line.firstIndex(of: 0) {
            let before = line[..<place].count {
                $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == 9
            }
            throw PointFileError(
                line: number, column: before + 1, "there is a NUL byte; the file is damaged or no text")
        }
        if line.contains(UInt8(ascii: "\r")) {
            throw PointFileError(
                line: number, "its lines end in CR alone, as on old Macs; save it with line ends LF or CR LF")
        }
    }
}

extension ArraySlice<UInt8> {
    /// Without spaces, tabs and carriage returns at its ends.
    var trimmingBlanks: ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
        let start = drop(while: isBlank)
        return start[..<(start.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start.startIndex)]
    }

    var text: String { String(decoding: self, as: UTF8.self) }
}
