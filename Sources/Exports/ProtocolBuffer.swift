/// A message in the wire format of Protocol Buffers (protobuf.dev, "Encoding"): fields one after another, each with its
/// number and its kind. The two formats that need it have a dozen messages, whose fields are named where they are written.
struct ProtocolBuffer: Equatable {
    private(set) var bytes: [UInt8] = []

    /// How the value of a field is written.
    private enum Wire: UInt64 {
        case variable = 0
        case eightBytes = 1
        case counted = 2
        case fourBytes = 5
    }

    mutating func add(_ field: Int, _ number: Int) {
        key(field, .variable)
        variable(UInt64(bitPattern: Int64(number)))
    }

    mutating func add(_ field: Int, _ number: Double) {
        key(field, .eightBytes)
        bytes += number.bitPattern.littleEndianBytes
    }

    mutating func add(_ field: Int, _ number: Float) {
        key(field, .fourBytes)
        bytes += number.bitPattern.littleEndianBytes
    }

    mutating func add(_ field: Int, _ text: String) { add(field, Array(text.utf8)) }

    mutating func add(_ field: Int, _ message: ProtocolBuffer) { add(field, message.bytes) }

    mutating func add(_ field: Int, _ body: [UInt8]) {
        key(field, .counted)
        variable(UInt64(body.count))
        bytes += body
    }

    private mutating func key(_ field: Int, _ wire: Wire) { variable(UInt64(field) << 3 | wire.rawValue) }

    /// Seven bits a byte from the lowest up; the eighth says that more follow.
    private mutating func variable(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

extension FixedWidthInteger {
    var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}
