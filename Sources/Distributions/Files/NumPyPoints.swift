import Records

/// Points in NumPy's `.npy` format, versions 1 to 3: float32 or float64 of either byte order, [n, 2] in C or Fortran
/// order, or [n] or [n, 1] for points on a line.
///
/// Source: the format's page, numpy.lib.format.
public enum NumPyPoints {
    static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]

    /// - Throws: if the bytes are no such array, or a number is not finite in single precision.
    public static func points(of bytes: some Collection<UInt8>) throws(PointFileError) -> PointList {
        let bytes = Array(bytes)
        guard bytes.starts(with: magic) else { throw PointFileError("it is no array of NumPy") }
        let header = try NumPyHeader(bytes)
        let (rows, width) = try header.size
        // A header may claim more than any file holds.
        let (count, overflows) = rows.multipliedReportingOverflow(by: width * header.bytesPerNumber)
        guard !overflows, bytes.count - header.end == count else {
            throw PointFileError(
                "its header says \(rows) × \(width) numbers of \(header.bytesPerNumber) bytes, but "
                    + "\(bytes.count - header.end) bytes follow")
        }
        guard rows > 0 else { throw PointFileError("there are no points") }
        var points = Array(repeating: Point.zero, count: rows)
        for row in 0..<rows {
            for axis in 0..<width {
                let place = header.isFortranOrder ? axis * rows + row : row * width + axis
                let number = header.number(place, in: bytes)
                guard abs(number) <= Double(Float.greatestFiniteMagnitude) else {
                    throw PointFileError(
                        "row \(row), column \(axis), from 0: found \(number); expected a finite number")
                }
                points[row][axis] = number
            }
        }
        return PointList(points, width: width)
    }
}

/// What stands before the numbers.
private struct NumPyHeader {
    let bytesPerNumber: Int
    let isBigEndian: Bool
    let isFortranOrder: Bool
    let shape: [Int]
    /// Where the numbers begin.
    let end: Int

    init(_ bytes: [UInt8]) throws(PointFileError) {
        let version = bytes.count > 6 ? Int(bytes[6]) : 0
        let lengthBytes = version == 1 ? 2 : 4
        guard (1...3).contains(version), bytes.count >= 8 + lengthBytes else {
            throw PointFileError("it is an array of NumPy of an unknown version, or cut off")
        }
        let length = (0..<lengthBytes).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
        end = 8 + lengthBytes + length
        guard bytes.count >= end else { throw PointFileError("its header is cut off") }
        let text = bytes[(8 + lengthBytes)..<end].text
        guard let type = text.firstMatch(of: /'descr': *'([^']*)'/)?.1,
            let order = text.firstMatch(of: /'fortran_order': *(True|False)/)?.1,
            let size = text.firstMatch(of: /'shape': *\(([0-9, ]*)\)/)?.1
        else { throw PointFileError("its header is damaged, or it holds records: \(text.prefix(120))") }
        switch type {
        case "<f4", ">f4", "=f4": bytesPerNumber = 4
        case "<f8", ">f8", "=f8": bytesPerNumber = 8
        default:
            throw PointFileError(
                "its numbers are of the type \"\(type)\"; save it as float32 or float64, such as a.astype(\"float64\")"
            )
        }
        isBigEndian = type.hasPrefix(">")
        isFortranOrder = order == "True"
        shape = size.split { $0 == "," || $0 == " " }.map { Int($0) ?? -1 }
    }

    /// Points, and numbers in each.
    var size: (rows: Int, width: Int) {
        get throws(PointFileError) {
            let isKnown =
                shape.allSatisfy { $0 >= 0 } && (shape.count == 1 || shape.count == 2 && 1...2 ~= shape[1])
            guard isKnown else {
                let text = shape.map { "\($0)" }.joined(separator: ", ")
                throw PointFileError(
                    "its shape is (\(text)); expected (n, 2), or (n,) or (n, 1) for points on a line")
            }
            return (shape[0], shape.count == 1 ? 1 : shape[1])
        }
    }

    func number(_ index: Int, in bytes: [UInt8]) -> Double {
        let start = end + index * bytesPerNumber
        let bits = (0..<bytesPerNumber).reduce(UInt64(0)) { bits, byte in
            bits << 8 | UInt64(bytes[start + (isBigEndian ? byte : bytesPerNumber - 1 - byte)])
        }
        return bytesPerNumber == 4
            ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))) : Double(bitPattern: bits)
    }
}
