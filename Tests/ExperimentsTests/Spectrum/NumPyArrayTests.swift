import Foundation
import Tensors
import Testing

@testable import Experiments

struct NumPyArrayTests {
    /// The bytes that `numpy.save` writes for numpy.array([[1.0, -2.5, 0.0]]).
    @Test func hasNumPysBytes() {
        let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 3), }"
        let padded = header + String(repeating: " ", count: 118 - 1 - header.utf8.count) + "\n"
        var expected = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0, 118, 0]) + Data(padded.utf8)
        expected += Data([0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0x04, 0xC0]) + Data(count: 8)
        #expect(NumPyArray.encoded(Matrix(row: [1, -2.5, 0])) == expected)
    }
}
