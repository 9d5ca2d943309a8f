/// Cyclic redundancy checks of 32 bits, the lowest bit first.
package struct CRC32: Sendable {
    private let table: [UInt32]

    private init(polynomial: UInt32) {
        table = (0..<256).map { index in
            (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? polynomial ^ (crc >> 1) : crc >> 1 }
        }
    }

    private func value(of bytes: some Sequence<UInt8>) -> UInt32 {
        ~bytes.reduce(0xFFFF_FFFF) { crc, byte in table[Int((crc ^ UInt32(byte)) & 0xFF)] ^ (crc >> 8) }
    }

    private static let isoTable = CRC32(polynomial: 0xEDB8_8320)
    private static let castagnoliTable = CRC32(polynomial: 0x82F6_3B78)

    /// Of ISO 3309, which PNG and zip use.
    package static func iso(_ bytes: some Sequence<UInt8>) -> UInt32 { isoTable.value(of: bytes) }

    /// CRC32C of RFC 3720, with Castagnoli's polynomial.
    package static func castagnoli(_ bytes: some Sequence<UInt8>) -> UInt32 {
        castagnoliTable.value(of: bytes)
    }
}
