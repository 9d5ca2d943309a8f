import Foundation
import Tensors

/// NumPy's `.npy` format, version 1.0 (numpy.lib.format).
package enum NumPyArray {
    /// A matrix as rows of little-endian doubles.
    package static func encoded(_ matrix: Matrix<Double>) -> Data {
        let magic: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
        let description =
            "{'descr': '<f8', 'fortran_order': False, "
            + "'shape': (\(matrix.shape.rows), \(matrix.shape.columns)), }"
        // The numbers begin at a multiple of 64 bytes, after a line break.
        let unpadded = magic.count + 2 + description.utf8.count + 1
        let header = description + String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
        var data = Data(magic)
        withUnsafeBytes(of: UInt16(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
        data.append(contentsOf: header.utf8)
        matrix.elements.map(\.bitPattern.littleEndian).withUnsafeBytes { data.append(contentsOf: $0) }
        return data
    }
}
