import Testing

@testable import Tensors

@Suite struct BareProductTests {
    /// The products it times are those it says: random matrices with the transposes of its sizes.
    @Test(arguments: [false, true], [false, true])
    func computesTheProduct(transposesLeft: Bool, transposesRight: Bool) throws {
        try check(Float.self, transposesLeft, transposesRight, within: 1e-5)
        try check(Double.self, transposesLeft, transposesRight, within: 1e-13)
    }

    private func check<Scalar: TensorScalar>(
        _: Scalar.Type, _ transposesLeft: Bool, _ transposesRight: Bool, within tolerance: Scalar
    ) throws {
        let (left, right) = (Shape(7, 5), Shape(5, 3))
        let draw = RandomDraw(seed: 0, stream: 0, step: 0)
        let a: Matrix<Scalar> = draw.part(0).normals(transposesLeft ? left.transposed : left)
        let b: Matrix<Scalar> = draw.part(1).normals(transposesRight ? right.transposed : right)
        let product = BareProduct<Scalar>(
            rows: 7, inner: 5, columns: 3, transposesLeft: transposesLeft, transposesRight: transposesRight
        ).product
        #expect(product.shape == Shape(7, 3))
        for row in 0..<7 {
            for column in 0..<3 {
                let sum = (0..<5).reduce(0 as Scalar) {
                    $0 + (transposesLeft ? a[$1, row] : a[row, $1])
                        * (transposesRight ? b[column, $1] : b[$1, column])
                }
                #expect(abs(product[row, column] - sum) < tolerance)
            }
        }
    }

    /// A product of 8·10⁶ operations takes longer than one of 8·10³ on any machine.
    @Test func largerProductsTakeLonger() {
        let small = BareProduct<Float>(rows: 16, inner: 16, columns: 16).seconds(repeats: 3)
        let large = BareProduct<Float>(rows: 160, inner: 160, columns: 160).seconds(repeats: 3)
        #expect(small > 0)
        #expect(large > small)
    }
}
