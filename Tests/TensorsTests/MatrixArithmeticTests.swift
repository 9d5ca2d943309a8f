import Tensors
import Testing

struct MatrixArithmeticTests {
    // MARK: Element by element

    /// Every way in which the two operands can be repeated against each other.
    static let operandShapes: [(Shape, Shape)] = {
        let shapes = [Shape(3, 5), Shape(1, 5), Shape(3, 1), Shape(1, 1)]
        return shapes.flatMap { a in shapes.map { (a, $0) } }
    }()

    @Test(arguments: operandShapes)
    func binaryOperationsRepeatASingleRowColumnOrNumber(_ a: Shape, _ b: Shape) throws {
        try Self.checkBinary(Double.self, a, b)
        try Self.checkBinary(Float.self, a, b)
    }

    static func checkBinary<Scalar: TensorScalar>(_: Scalar.Type, _ a: Shape, _ b: Shape) throws {
        let x: Matrix<Scalar> = normals(a.rows, a.columns, step: 1)
        let y: Matrix<Scalar> = normals(b.rows, b.columns, step: 2)
        func expect(_ result: Matrix<Scalar>, _ formula: (Scalar, Scalar) -> Scalar) {
            #expect(result.shape == Shape(max(a.rows, b.rows), max(a.columns, b.columns)))
            for row in 0..<result.shape.rows {
                for column in 0..<result.shape.columns {
                    let left = x[a.rows == 1 ? 0 : row, a.columns == 1 ? 0 : column]
                    let right = y[b.rows == 1 ? 0 : row, b.columns == 1 ? 0 : column]
                    #expect(result[row, column] == formula(left, right))
                }
            }
        }
        expect(try x + y) { $0 + $1 }
        expect(try x - y) { $0 - $1 }
        expect(try x * y) { $0 * $1 }
        expect(try x / y) { $0 / $1 }
    }

    /// A product without terms is 0, or leaves what it is added to.
    @Test(arguments: [(2, 0, 3), (0, 4, 3), (2, 4, 0)])
    func emptyProducts(rows: Int, inner: Int, columns: Int) throws {
        let (a, b) = (Buffer<Float>(Shape(rows, inner)), Buffer<Float>(Shape(inner, columns)))
        for (adds, expected) in [(true, Float(9)), (false, 0)] {
            let out = Buffer(Matrix<Float>(Shape(rows, columns), repeating: 9))
            View.product(
                a.view, transposed: false, b.view, transposed: false, into: out.view, addingToIt: adds)
            #expect(out.matrix.elements.allSatisfy { $0 == expected })
        }
        #expect(try a.matrix.product(b.matrix) == Matrix(Shape(rows, columns)))
    }

    @Test func operandsThatDoNotFitAreNamedWithTheirShapes() {
        let a = Matrix<Double>(Shape(2, 3))
        let b = Matrix<Double>(Shape(3, 2))
        #expect(message { try a + b } == "addition: shapes 2×3 and 3×2 do not fit")
        #expect(message { try a - b } == "subtraction: shapes 2×3 and 3×2 do not fit")
        #expect(message { try a * b } == "element-wise product: shapes 2×3 and 3×2 do not fit")
        #expect(message { try a / b } == "division: shapes 2×3 and 3×2 do not fit")
        #expect(message { try a.product(a) } == "matrix product: shapes 2×3 and 2×3 do not fit")
        #expect(
            message { try a.product(b, transposingSelf: true) }
                == "matrix product: shapes 3×2 and 3×2 do not fit")
        #expect(message { try a.sum(to: Shape(3, 1)) } == "sum: shapes 2×3 and 3×1 do not fit")
        #expect(message { try a.broadcast(to: Shape(4, 3)) } == "broadcast: shapes 2×3 and 4×3 do not fit")
    }

    @Test func broadcastWritesTheRepetitionsOut() throws {
        let row = Matrix<Float>(row: [1, 2])
        #expect(try row.broadcast(to: Shape(3, 2)).elements == [1, 2, 1, 2, 1, 2])
        #expect(try row.transposed().broadcast(to: Shape(2, 3)).elements == [1, 1, 1, 2, 2, 2])
        #expect(try Matrix<Float>(7).broadcast(to: Shape(2, 2)).elements == [7, 7, 7, 7])
        #expect(try Matrix<Float>(7).broadcast(to: Shape(3, 1)).elements == [7, 7, 7])
        #expect(try row.broadcast(to: Shape(1, 2)) == row)
    }

    // MARK: Products

    static let productSizes = [
        (1, 1, 1), (7, 5, 3), (1, 9, 4), (9, 1, 4), (1, 1, 13), (5, 3, 1), (17, 2, 33), (2, 17, 33),
        (64, 2, 1),
        (31, 29, 23), (65, 2, 130),
    ]

    @Test(arguments: productSizes)
    func productsAgreeWithATripleLoop(_ rows: Int, _ columns: Int, _ inner: Int) throws {
        try Self.checkProduct(Double.self, rows, columns, inner)
        try Self.checkProduct(Float.self, rows, columns, inner)
    }

    static func checkProduct<Scalar: TensorScalar>(
        _: Scalar.Type, _ rows: Int, _ columns: Int, _ inner: Int
    ) throws {
        for (left, right) in [(false, false), (false, true), (true, false), (true, true)] {
            let a: Matrix<Scalar> = left ? normals(inner, rows) : normals(rows, inner)
            let b: Matrix<Scalar> =
                right ? normals(columns, inner, step: 2) : normals(inner, columns, step: 2)
            let result = try a.product(b, transposingSelf: left, transposingOther: right)
            #expect(result.shape == Shape(rows, columns))
            for row in 0..<rows {
                for column in 0..<columns {
                    var sum = 0.0
                    var size = 0.0
                    for k in 0..<inner {
                        let term =
                            Double(left ? a[k, row] : a[row, k]) * Double(right ? b[column, k] : b[k, column])
                        sum += term
                        size += abs(term)
                    }
                    let bound = Double(inner + 1) * Double(Scalar.ulpOfOne) * size
                    #expect(abs(Double(result[row, column]) - sum) <= bound)
                }
            }
        }
    }

    @Test func transposeSwapsRowsAndColumns() {
        for (rows, columns) in [(1, 1), (1, 7), (7, 1), (5, 3), (16, 16), (33, 18)] {
            let a: Matrix<Double> = normals(rows, columns)
            let transposed = a.transposed()
            #expect(transposed.shape == Shape(columns, rows))
            for row in 0..<rows {
                for column in 0..<columns { #expect(transposed[column, row] == a[row, column]) }
            }
        }
    }

    // MARK: Sums

    @Test(arguments: [(1, 1), (1, 7), (7, 1), (5, 3), (33, 18), (3, 1030), (1030, 3), (2, 65), (600, 65)])
    func sumsOverAllRowsAndColumns(_ rows: Int, _ columns: Int) throws {
        try Self.checkSums(Double.self, rows, columns)
        try Self.checkSums(Float.self, rows, columns)
    }

    static func checkSums<Scalar: TensorScalar>(_: Scalar.Type, _ rows: Int, _ columns: Int) throws {
        let a: Matrix<Scalar> = normals(rows, columns)
        var all = 0.0
        var overRows = [Double](repeating: 0, count: columns)
        var overColumns = [Double](repeating: 0, count: rows)
        for row in 0..<rows {
            for column in 0..<columns {
                all += Double(a[row, column])
                overRows[column] += Double(a[row, column])
                overColumns[row] += Double(a[row, column])
            }
        }
        func check(_ result: Matrix<Scalar>, _ expected: [Double], summands: Int) {
            #expect(result.elements.count == expected.count)
            let tolerance = 4 * Double(summands + 1) * Double(Scalar.ulpOfOne)
            for (value, number) in zip(result.elements, expected) {
                #expect(abs(Double(value) - number) <= tolerance)
            }
        }
        check(try a.sum(), [all], summands: rows * columns)
        check(try a.sum(to: Shape(1, columns)), overRows, summands: rows)
        check(try a.sum(to: Shape(rows, 1)), overColumns, summands: columns)
        #expect(try a.sum(to: a.shape) == a)
    }

    /// Added one after another in Float, half a million tenths are one percent off.
    @Test func longFloatSumsKeepTheirDigits() throws {
        let count = 500_000
        let expected = Double(Float(0.1)) * Double(count)
        let all = try Matrix<Float>(Shape(1, count), repeating: 0.1).sum()
        let overRows = try Matrix<Float>(Shape(count, 2), repeating: 0.1).sum(to: Shape(1, 2))
        let overColumns = try Matrix<Float>(Shape(2, count), repeating: 0.1).sum(to: Shape(2, 1))
        for sum in all.elements + overRows.elements + overColumns.elements {
            #expect(abs(Double(sum) / expected - 1) < 1e-5)
        }
    }
}
