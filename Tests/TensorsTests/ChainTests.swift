import Testing

@testable import Tensors

/// Chains against arithmetic by hand, at shapes below, at and above a block.
struct ChainTests {
    private static let shapes = [(1, 1), (3, 2), (5, 1), (1, 7), (512, 2), (300, 16), (40, 100), (3, 2000)]

    /// Every number is whole, so that sums are exact: y = (a + row)·column − 2a, and the sums of y.
    @Test(arguments: shapes) func stepsAndSums(rows: Int, columns: Int) throws {
        let shape = Shape(rows, columns)
        func matrix(_ shape: Shape, _ value: (Int, Int) -> Int) -> Buffer<Double> {
            let buffer = Buffer<Double>(shape)
            buffer.unsafeElements { numbers in
                for i in 0..<shape.count {
                    numbers[i] = Double(value(i / shape.columns, i % shape.columns))
                }
            }
            return buffer
        }
        let a = matrix(shape) { $0 - 3 * $1 }
        let row = matrix(Shape(1, columns)) { $1 % 5 }
        let column = matrix(Shape(rows, 1)) { row, _ in row % 7 - 3 }
        let two = matrix(.scalar) { _, _ in 2 }
        let out = Buffer<Double>(shape)
        let all = Buffer<Double>(.scalar)
        let (overRows, overColumns) = (
            Buffer<Double>(Shape(1, columns)), Buffer<Double>(Shape(rows, 1))
        )
        var reductions = [ChainReduction(of: 4, into: all.view)]
        if rows > 1, columns > 1 {
            reductions += [
                ChainReduction(of: 4, into: overRows.view), ChainReduction(of: 4, into: overColumns.view),
            ]
        }
        let chain = Chain<Double>(
            shape,
            slots: [
                .view(a.view), .view(row.view.broadcast(to: shape)), .view(column.view.broadcast(to: shape)),
                .view(two.view.broadcast(to: shape)), .view(out.view), .scratch, .scratch,
            ],
            steps: [
                ChainStep(.binary(.add), [0, 1], into: 5), ChainStep(.binary(.multiply), [5, 2], into: 5),
                ChainStep(.binary(.multiply), [0, 3], into: 6),
                ChainStep(.binary(.subtract), [5, 6], into: 4),
            ], reductions: reductions)
        for _ in 0..<2 { chain.run() }

        func expected(_ r: Int, _ c: Int) -> Double {
            let a = Double(r - 3 * c)
            return (a + Double(c % 5)) * Double(r % 7 - 3) - 2 * a
        }
        var total = 0.0
        var rowSums = [Double](repeating: 0, count: columns)
        var columnSums = [Double](repeating: 0, count: rows)
        for r in 0..<rows {
            for c in 0..<columns {
                #expect(out.matrix[r, c] == expected(r, c))
                total += expected(r, c)
                rowSums[c] += expected(r, c)
                columnSums[r] += expected(r, c)
            }
        }
        #expect(all.scalar == total)
        if rows > 1, columns > 1 {
            #expect(overRows.matrix.elements == rowSums)
            #expect(overColumns.matrix.elements == columnSums)
        }
    }

    /// A result may take the place of an operand that is read no later.
    @Test func writesInPlace() {
        let a = Buffer<Float>(Shape(1, 3000))
        a.unsafeElements { for i in 0..<3000 { $0[i] = Float(i) } }
        let chain = Chain<Float>(
            a.shape, slots: [.view(a.view), .view(a.view), .scratch],
            steps: [
                ChainStep(.unary(.negate), [0], into: 2), ChainStep(.binary(.subtract), [0, 2], into: 1),
            ])
        chain.run()
        #expect(a.matrix.elements == (0..<3000).map { 2 * Float($0) })
    }
}
