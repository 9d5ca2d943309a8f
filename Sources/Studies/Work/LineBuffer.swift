import Foundation

/// Bytes of a pipe, cut into lines.
struct LineBuffer {
    private var bytes: [UInt8] = []

    /// Reads what is there.
    ///
    /// - Parameter once: stops after the first bytes, as for a pipe that makes its reader wait.
    /// - Returns: whether the other end is closed.
    mutating func fill(from descriptor: Int32, once: Bool = false) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = Foundation.read(descriptor, &chunk, chunk.count)
            if count > 0 {
                bytes += chunk.prefix(count)
                if once { return false }
            } else if count == 0 {
                return true
            } else if errno != EINTR {
                return errno != EAGAIN
            }
        }
    }

    /// - Parameter all: a last line without a line break too.
    mutating func take(all: Bool = false) -> [String] {
        guard let end = all ? bytes.indices.last : bytes.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        defer { bytes.removeSubrange(...end) }
        return bytes[...end].split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }
}
