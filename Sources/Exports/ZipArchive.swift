import Storage

/// Files in one, as they are: a zip archive without compression (PKWARE, APPNOTE.TXT 6.3.10), which is what NumPy's
/// `savez` writes. Equal files have equal bytes.
struct ZipArchive {
    /// A name without slashes at its start, and the contents.
    private(set) var files: [(name: String, bytes: [UInt8])] = []

    /// What the format without its later extensions can hold.
    static let mostBytes = Int(UInt32.max) - 1
    static let mostFiles = Int(UInt16.max) - 1

    mutating func append(_ name: String, _ bytes: [UInt8]) { files.append((name, bytes)) }

    /// Nil if it is more than the format can hold.
    var encoded: [UInt8]? {
        var (body, directory): ([UInt8], [UInt8]) = ([], [])
        guard files.count <= Self.mostFiles,
            files.reduce(0, { $0 + $1.bytes.count + 2 * ($1.name.utf8.count + 64) }) <= Self.mostBytes
        else { return nil }
        for file in files {
            let offset = UInt32(body.count)
            let description = Self.description(of: file)
            // Signature of a file, then version 2.0 is needed to read it.
            body += UInt32(0x0403_4b50).littleEndianBytes + description
            body += Array(file.name.utf8) + file.bytes
            // Signature of an entry, version 2.0 made it; no comment, disk 0, no attributes.
            directory += UInt32(0x0201_4b50).littleEndianBytes + UInt16(20).littleEndianBytes + description
            directory += [UInt8](repeating: 0, count: 10) + offset.littleEndianBytes + Array(file.name.utf8)
        }
        let count = UInt16(files.count).littleEndianBytes
        // Signature of the end, disk 0, entries on this disk and in all, size and place of the directory, no comment.
        let end: [UInt8] =
            UInt32(0x0605_4b50).littleEndianBytes + [0, 0, 0, 0] + count + count
            + UInt32(directory.count).littleEndianBytes + UInt32(body.count).littleEndianBytes + [0, 0]
        return body + directory + end
    }

    /// What stands both before a file and in the directory: version, names in UTF-8, no compression, the first moment
    /// that the format knows (1980-01-01), checksum, both sizes, lengths of the name and of nothing else.
    private static func description(of file: (name: String, bytes: [UInt8])) -> [UInt8] {
        let size = UInt32(file.bytes.count).littleEndianBytes
        return UInt16(20).littleEndianBytes + UInt16(1 << 11).littleEndianBytes + [0, 0] + [0, 0, 0x21, 0]
            + CRC32.iso(file.bytes).littleEndianBytes + size + size
            + UInt16(file.name.utf8.count).littleEndianBytes + [0, 0]
    }
}
