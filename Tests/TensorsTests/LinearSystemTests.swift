import Testing

@testable import Tensors

struct LinearSystemTests {
    /// 2x + y = 5, x − 3y = −8 has x = 1, y = 3; the second right side is twice the first column of the matrix.
    @Test func twoByTwo() throws {
        let matrix = try Matrix<Double>(rows: [[2, 1], [1, -3]])
        let solution = try #require(try matrix.solved(for: Matrix(rows: [[5, 4], [-8, 2]])))
        let expected = [1.0, 2, 3, 0]
        for (found, number) in zip(solution.elements, expected) { #expect(abs(found - number) < 1e-14) }
    }

    @Test func whatHasNoSolutionGivesNone() throws {
        let right = Matrix<Double>(Shape(2, 1), repeating: 1)
        #expect(try Matrix<Double>(rows: [[1, 2], [2, 4]]).solved(for: right) == nil)
        #expect(try Matrix<Double>(rows: [[1, 2]]).solved(for: right) == nil)
        #expect(try Matrix<Double>(rows: [[.nan, 2], [2, 4]]).solved(for: right) == nil)
        #expect(Matrix<Double>(Shape(3, 3), repeating: 1).solved(for: right) == nil)
    }

    /// A random system of 30: A·X gives B again.
    @Test func residualOfARandomSystem() throws {
        let matrix: Matrix<Double> = RandomDraw(seed: 3, stream: 0, step: 1).normals(Shape(30, 30))
        let right: Matrix<Double> = RandomDraw(seed: 3, stream: 0, step: 2).normals(Shape(30, 2))
        let solution = try #require(matrix.solved(for: right))
        for (found, number) in zip(try matrix.product(solution).elements, right.elements) {
            #expect(abs(found - number) < 1e-11)
        }
    }
}
