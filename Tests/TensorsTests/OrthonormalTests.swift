import Tensors
import Testing

struct OrthonormalTests {
    @Test(arguments: [(5, 3), (4, 4), (7, 1), (1, 1), (130, 70)])
    func columnsAreOrthonormalAndSpanTheSame(_ rows: Int, _ columns: Int) throws {
        let a: Matrix<Double> = normals(rows, columns)
        let q = a.orthonormalColumns()
        #expect(q.shape == a.shape)
        let gram = try q.product(q, transposingSelf: true)
        let r = try q.product(a, transposingSelf: true)
        for row in 0..<columns {
            for column in 0..<columns {
                #expect(abs(gram[row, column] - (row == column ? 1 : 0)) < 1e-13)
                // The triangle that Gram and Schmidt's procedure gives, with a positive diagonal.
                if row > column { #expect(abs(r[row, column]) < 1e-12) }
            }
            #expect(r[row, row] > 0)
        }
        let rebuilt = try q.product(r)
        for (x, y) in zip(rebuilt.elements, a.elements) { #expect(abs(x - y) < 1e-12) }
    }

    @Test func signFollowsTheMatrix() throws {
        let a = try Matrix<Double>(rows: [[-3, 0], [0, 2]])
        #expect(a.orthonormalColumns().elements.map { $0.rounded() } == [-1, 0, 0, 1])
    }

    @Test func scalingMultipliesEveryNumber() {
        #expect(Matrix<Double>(row: [1, -2, 0]).scaled(by: -2).elements == [-2, 4, 0])
    }
}
