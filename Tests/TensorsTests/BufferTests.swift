import Tensors
import Testing

struct BufferTests {
    @Test func startsWithZerosOrTheGivenNumbers() {
        #expect(Buffer<Float>(Shape(2, 2)).matrix.elements == [0, 0, 0, 0])
        #expect(Buffer(Matrix<Float>(row: [1, 2])).matrix.elements == [1, 2])
    }

    @Test func loadingOverwritesAndKeepsNoTieToTheMatrix() throws {
        let buffer = Buffer<Double>(Shape(1, 2))
        var matrix = Matrix<Double>(row: [1, 2])
        try buffer.load(matrix)
        matrix[0, 0] = 9
        #expect(buffer.matrix.elements == [1, 2])
        buffer.scalar = 5
        #expect(buffer.scalar == 5)
        #expect(buffer.matrix.elements == [5, 2])
    }

    @Test func loadingAnotherShapeIsRefusedAndChangesNothing() {
        let buffer = Buffer(Matrix<Double>(row: [1, 2]))
        #expect(
            message { try buffer.load(Matrix(Shape(2, 1))) }
                == "loading a buffer: shapes 1×2 and 2×1 do not fit")
        #expect(buffer.matrix.elements == [1, 2])
    }
}
