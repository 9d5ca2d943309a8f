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

    /// The addresses of the slots have no fixed place in C that a long chain could overrun.
    @Test(arguments: [3, 64, 65, 500]) func aChainOfAnyLength(slots: Int) {
        let shape = Shape(300, 7)
        let out = Buffer<Float>(shape)
        let operands = (1..<slots).map { Buffer(Matrix<Float>(shape, repeating: Float($0))) }
        let first = ChainStep(.binary(.add), [1, 2], into: 0)
        let chain = Chain<Float>(
            shape, slots: ([out] + operands).map { .view($0.view) },
            steps: [first] + (3..<slots).map { ChainStep(.binary(.add), [0, $0], into: 0) })
        // A chain knows its memory by address alone.
        withExtendedLifetime(operands) {
            for members in 1...3 {
                Stage([.chain(chain)], sharedBy: Team(members: members)).run()
                #expect(out.matrix.elements.allSatisfy { $0 == Float(slots * (slots - 1) / 2) })
            }
        }
    }

    /// Rows and columns that are repeated where there are none; sums of nothing are 0.
    @Test(arguments: [(0, 3), (3, 0), (0, 0), (0, 2000)]) func emptyMatrices(rows: Int, columns: Int) {
        let shape = Shape(rows, columns)
        let (a, out) = (Buffer<Float>(shape), Buffer<Float>(shape))
        let row = Buffer(Matrix<Float>(Shape(1, columns), repeating: 1))
        let column = Buffer(Matrix<Float>(Shape(rows, 1), repeating: 1))
        let sums = [Shape.scalar, Shape(1, columns), Shape(rows, 1)].map {
            Buffer(Matrix<Float>($0, repeating: 9))
        }
        let chain = Chain<Float>(
            shape,
            slots: [a, row, column, out].map { .view($0.view.broadcast(to: shape)) },
            steps: [ChainStep(.binary(.add), [0, 1], into: 3), ChainStep(.binary(.add), [3, 2], into: 3)],
            reductions: sums.filter { $0.shape != shape }.map { .init(of: 3, into: $0.view) })
        // A row that is to be repeated is copied to the chain's memory, whether there are rows or not.
        #expect(Float.kernels.chainMemory(chain.raw).own >= columns)
        chain.run()
        for sum in sums where sum.shape != shape { #expect(sum.matrix.elements.allSatisfy { $0 == 0 }) }
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
