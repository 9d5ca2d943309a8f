import Tensors
import Testing

struct MatrixTests {
    @Test func elementsStandRowByRow() throws {
        var matrix = try Matrix<Double>(rows: [[1, 2, 3], [4, 5, 6]])
        #expect(matrix.shape == Shape(2, 3))
        #expect(matrix.elements == [1, 2, 3, 4, 5, 6])
        #expect(matrix[1, 0] == 4)
        #expect(matrix.row(1) == [4, 5, 6])
        matrix[0, 2] = 7
        #expect(matrix.elements == [1, 2, 7, 4, 5, 6])
    }

    @Test func constructorsOfRowsNumbersAndConstants() {
        #expect(Matrix<Float>(row: [1, 2]).shape == Shape(1, 2))
        #expect(Matrix<Float>(3).shape == .scalar)
        #expect(Matrix<Float>(3).elements == [3])
        #expect(Matrix<Float>(Shape(2, 1), repeating: 4).elements == [4, 4])
        #expect(Matrix<Float>(Shape(0, 3)).elements.isEmpty)
    }

    @Test func aWrongNumberOfElementsIsRefused() {
        #expect(
            message { try Matrix<Double>(Shape(2, 3), elements: [1, 2]) }
                == "making a matrix: shape 2×3 does not hold 2 numbers")
    }

    @Test func rowsOfDifferentLengthAreRefused() {
        #expect(
            message { try Matrix<Double>(rows: [[1, 2, 3], [4]]) }
                == "making a matrix: shape 2×3 does not hold a row of 1")
        // As many numbers as three rows of two.
        #expect(
            message { try Matrix<Double>(rows: [[1, 2], [3], [4, 5, 6]]) }
                == "making a matrix: shape 3×2 does not hold a row of 1")
    }

    @Test func conversionRoundsToTheOtherPrecision() {
        let matrix = Matrix<Double>(row: [0.1, 1e300, -2])
        let floats: Matrix<Float> = matrix.converted()
        #expect(floats.elements == [0.1, .infinity, -2])
        #expect(floats.converted(to: Double.self).elements == [Double(Float(0.1)), .infinity, -2])
    }
}
