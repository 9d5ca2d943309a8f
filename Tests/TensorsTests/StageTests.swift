import Testing

@testable import Tensors

/// Products and chains in stages, alone and shared, against arithmetic by hand. All numbers are small and whole,
/// so that every order of addition gives the same sum.
struct StageTests {
    /// Around the sizes at which products change hands: BLAS, a few registers, packed panels; with rest rows,
    /// rest columns and half panels.
    static let sizes = [
        (1, 1, 1), (5, 16, 1), (37, 16, 2), (64, 32, 1), (19, 24, 2), (512, 16, 16), (33, 7, 5), (40, 64, 32),
        (50, 33, 20), (96, 256, 256), (101, 49, 50), (120, 64, 48), (75, 100, 70), (48, 48, 33),
        (200, 96, 130),
    ]

    /// No rows, no columns, and sums of nothing where each of the ways above would compute them.
    static let emptySizes = [
        (3, 0, 1), (40, 0, 2), (5, 0, 7), (64, 0, 32), (64, 0, 64), (0, 4, 1), (0, 64, 64), (4, 3, 0),
        (4, 64, 0),
        (0, 0, 0),
    ]

    @Test(arguments: sizes + emptySizes) func products(rows: Int, inner: Int, columns: Int) {
        check(rows, inner, columns, Float.self)
        check(rows, inner, columns, Double.self)
    }

    private func check<Scalar: TensorScalar>(_ rows: Int, _ inner: Int, _ columns: Int, _: Scalar.Type) {
        let expected = (0..<rows).flatMap { r in
            (0..<columns).map { c in (0..<inner).reduce(0) { $0 + Self.left(r, $1) * Self.right($1, c) } }
        }
        for transposeLeft in [false, true] {
            for transposeRight in [false, true] {
                let a = Self.matrix(Shape(rows, inner), transposed: transposeLeft, Self.left, Scalar.self)
                let b = Self.matrix(
                    Shape(inner, columns), transposed: transposeRight, Self.right, Scalar.self)
                for members in [0, 1, 3] {
                    let out = Buffer(Matrix<Scalar>(Shape(rows, columns), repeating: 9))
                    let product = Instruction.product(
                        a.view, b.view, transposeLeft: transposeLeft, transposeRight: transposeRight,
                        into: out.view)
                    let stage =
                        members == 0 ? Stage([product]) : Stage([product], sharedBy: Team(members: members))
                    for _ in 0..<2 { stage.run() }
                    #expect(
                        out.matrix.elements.map { Int($0) } == expected,
                        "\(transposeLeft) \(transposeRight) \(members)")
                }
            }
        }
    }

    private static func left(_ r: Int, _ k: Int) -> Int { (3 * r + 5 * k) % 7 - 3 }
    private static func right(_ k: Int, _ c: Int) -> Int { (2 * k + 3 * c) % 5 - 2 }

    private static func matrix<Scalar: TensorScalar>(
        _ shape: Shape, transposed: Bool, _ value: (Int, Int) -> Int, _: Scalar.Type
    ) -> Buffer<Scalar> {
        let buffer = Buffer<Scalar>(transposed ? shape.transposed : shape)
        buffer.unsafeElements { numbers in
            for r in 0..<shape.rows {
                for c in 0..<shape.columns {
                    numbers[transposed ? c * shape.rows + r : r * shape.columns + c] = Scalar(value(r, c))
                }
            }
        }
        return buffer
    }

    /// Two layers and the sums over them, packed operands shared by two products: y = relu(x·W + b), z = y·W,
    /// and the sums of z over rows, over columns and over all.
    @Test(arguments: [0, 1, 2, 3, 7]) func layersAndSums(members: Int) {
        let (rows, width) = (101, 64)
        let shape = Shape(rows, width)
        let x = Self.matrix(shape, transposed: false, Self.left, Float.self)
        let weight = Self.matrix(Shape(width, width), transposed: false, Self.right, Float.self)
        let bias = Self.matrix(Shape(1, width), transposed: false, { $1 % 3 - 1 }, Float.self)
        let (h, y, z) = (Buffer<Float>(shape), Buffer<Float>(shape), Buffer<Float>(shape))
        let all = Buffer<Float>(.scalar)
        let (overRows, overColumns) = (Buffer<Float>(Shape(1, width)), Buffer<Float>(Shape(rows, 1)))
        func product(_ a: Buffer<Float>, _ out: Buffer<Float>) -> Instruction<Float> {
            .product(a.view, weight.view, transposeLeft: false, transposeRight: false, into: out.view)
        }
        let activation = Chain<Float>(
            shape, slots: [.view(h.view), .view(bias.view.broadcast(to: shape)), .view(y.view)],
            steps: [ChainStep(.merged(.leakyReLUOfSum, slope: 0), [0, 1], into: 2)])
        let sums = Chain<Float>(
            shape, slots: [.view(z.view)], steps: [],
            reductions: [
                ChainReduction(of: 0, into: all.view), ChainReduction(of: 0, into: overRows.view),
                ChainReduction(of: 0, into: overColumns.view),
            ])
        let instructions = [product(x, h), .chain(activation), product(y, z), .chain(sums)]
        let stage =
            members == 0 ? Stage(instructions) : Stage(instructions, sharedBy: Team(members: members))
        for _ in 0..<2 { stage.run() }

        let hidden = (0..<rows).map { r in
            (0..<width).map { c in
                max(0, (0..<width).reduce(c % 3 - 1) { $0 + Self.left(r, $1) * Self.right($1, c) })
            }
        }
        let expected = hidden.map { row in
            (0..<width).map { c in (0..<width).reduce(0) { $0 + row[$1] * Self.right($1, c) } }
        }
        #expect(z.matrix.elements.map { Int($0) } == expected.flatMap { $0 })
        #expect(Int(all.scalar) == expected.flatMap { $0 }.reduce(0, +))
        #expect(overColumns.matrix.elements.map { Int($0) } == expected.map { $0.reduce(0, +) })
        #expect(
            overRows.matrix.elements.map { Int($0) }
                == (0..<width).map { c in expected.reduce(0) { $0 + $1[c] } })
    }

    /// A weight is read one way on the way forward and the other way back.
    @Test func aWeightAndItsTranspose() {
        let (rows, width) = (100, 64)
        let x = Self.matrix(Shape(rows, width), transposed: false, Self.left, Float.self)
        let weight = Self.matrix(Shape(width, width), transposed: false, Self.right, Float.self)
        let (forward, back) = (Buffer<Float>(Shape(rows, width)), Buffer<Float>(Shape(rows, width)))
        let instructions = [(forward, false), (back, true)].map { out, isTransposed in
            Instruction.product(
                x.view, weight.view, transposeLeft: false, transposeRight: isTransposed, into: out.view)
        }
        Stage(instructions, sharedBy: Team(members: 2)).run()
        func expected(_ weight: (Int, Int) -> Int) -> [Int] {
            (0..<rows).flatMap { r in
                (0..<width).map { c in (0..<width).reduce(0) { $0 + Self.left(r, $1) * weight($1, c) } }
            }
        }
        #expect(forward.matrix.elements.map { Int($0) } == expected(Self.right))
        #expect(back.matrix.elements.map { Int($0) } == expected { Self.right($1, $0) })
    }

    /// An operand that an instruction of the same stage makes is packed when its turn comes.
    @Test func anOperandMadeOnTheWay() {
        let width = 64
        let shape = Shape(width, width)
        let a = Self.matrix(shape, transposed: false, Self.left, Float.self)
        let (square, cube) = (Buffer<Float>(shape), Buffer<Float>(shape))
        func product(_ b: Buffer<Float>, _ out: Buffer<Float>) -> Instruction<Float> {
            .product(a.view, b.view, transposeLeft: false, transposeRight: false, into: out.view)
        }
        Stage([product(a, square), product(square, cube)]).run()
        let first = (0..<width).map { r in (0..<width).map { Self.left(r, $0) } }
        func times(_ b: [[Int]]) -> [[Int]] {
            first.map { row in (0..<width).map { c in (0..<width).reduce(0) { $0 + row[$1] * b[$1][c] } } }
        }
        #expect(cube.matrix.elements.map { Int($0) } == times(times(first)).flatMap { $0 })
    }

    @Test func aNumberThatIsNoneStaysVisible() {
        for columns in [1, 16, 64] {
            let a = Buffer<Float>(Shape(64, 64))
            let b = Buffer<Float>(Shape(64, columns))
            let out = Buffer<Float>(Shape(64, columns))
            a.unsafeElements { $0[64 * 63 + 5] = .nan }
            Stage([
                Instruction.product(
                    a.view, b.view, transposeLeft: false, transposeRight: false, into: out.view)
            ]).run()
            #expect(out.matrix.elements.suffix(columns).allSatisfy { $0.isNaN })
            #expect(out.matrix.elements.dropLast(columns).allSatisfy { $0 == 0 })
        }
    }
}
