import Foundation
import Tensors

/// NumPy's `.npy` format, version 1.0 (numpy.lib.format).
package enum NumPyArray {
    /// A matrix as rows of little-endian doubles.
    package static func encoded(_ matrix: Matrix<Double>) -> Data {
        encoded(matrix.elements, [matrix.shape.rows, matrix.shape.columns])
    }

    /// - Parameter shape: lengths, the last one that of what lies side by side.
    package static func encoded(_ numbers: [Double], _ shape: [Int]) -> Data {
        file("<f8", shape, words: numbers.map(\.bitPattern))
    }

    package static func encoded(_ numbers: [Float], _ shape: [Int]) -> Data {
        file("<f4", shape, words: numbers.map(\.bitPattern))
    }

    /// A list.
    package static func encoded(_ numbers: [Int]) -> Data {
        file("<i8", [numbers.count], words: numbers.map { UInt64(bitPattern: Int64($0)) })
    }

    /// A list of texts, as many code points each as the longest has.
    package static func encoded(_ texts: [String]) -> Data {
        let longest = max(1, texts.map(\.unicodeScalars.count).max() ?? 1)
        let words = texts.flatMap { text -> [UInt32] in
            let scalars = text.unicodeScalars.map(\.value)
            return scalars + [UInt32](repeating: 0, count: longest - scalars.count)
        }
        return file("<U\(longest)", [texts.count], words: words)
    }

    private static func file(_ type: String, _ shape: [Int], words: [some FixedWidthInteger]) -> Data {
        let magic: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
        // Python writes a list of one with a comma.
        let lengths = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
        let description = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(lengths)), }"
        // The numbers begin at a multiple of 64 bytes, after a line break.
        let unpadded = magic.count + 2 + description.utf8.count + 1
        let header = description + String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
        var data = Data(magic)
        withUnsafeBytes(of: UInt16(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
        data.append(contentsOf: header.utf8)
        words.map(\.littleEndian).withUnsafeBytes { data.append(contentsOf: $0) }
        return data
    }
}
