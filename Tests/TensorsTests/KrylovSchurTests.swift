import Foundation
import Tensors
import Testing

struct KrylovSchurTests {
    private let start = RandomDraw(seed: 4, stream: 8, step: 1)

    private func solve(_ a: Matrix<Double>, _ subject: KrylovSchur) throws -> KrylovSchur.Result {
        try subject.eigenvalues(size: a.shape.rows, start: start) { x in
            (try? a.product(Matrix(Shape(x.count, 1), elements: x)).elements) ?? []
        }
    }

    /// Every eigenvalue found is the dense solver's at the same place of its order.
    private func expectEqual(
        _ result: KrylovSchur.Result, _ a: Matrix<Double>, by rank: (Eigenvalue) -> Double
    ) throws {
        let dense = try a.eigenvalues().sorted { (rank($0), $0.imaginary) > (rank($1), $1.imaginary) }
        for (pair, value) in zip(result.pairs, dense) {
            #expect(pair.isConverged)
            #expect(pair.residual < 1e-9)
            #expect(hypot(pair.value.real - value.real, pair.value.imaginary - value.imaginary) < 1e-8)
        }
    }

    @Test func findsTheLargestOfARandomMatrix() throws {
        let a: Matrix<Double> = normals(300, 300)
        let result = try solve(a, KrylovSchur(.largestModulus, count: 12, tolerance: 1e-11))
        #expect([12, 13].contains(result.pairs.count))
        #expect(result.pairs.contains { $0.value.imaginary < 0 })
        #expect(result.products > 40)  // it has restarted
        try expectEqual(result, a, by: \.modulus)
    }

    @Test func findsTheRightmostOfARandomMatrix() throws {
        let a: Matrix<Double> = normals(200, 200)
        let result = try solve(a, KrylovSchur(.rightmost, count: 5, tolerance: 1e-11, subspace: 60))
        try expectEqual(result, a, by: \.real)
    }

    /// −1, −2, …, −100 on the diagonal.
    @Test func knownEigenvaluesOfATriangle() throws {
        var a: Matrix<Double> = normals(100, 100)
        for row in 0..<100 {
            for column in 0...row { a[row, column] = row == column ? -Double(row + 1) : 0 }
        }
        let largest = try solve(a, KrylovSchur(.largestModulus, count: 3, tolerance: 1e-12, subspace: 40))
        for (pair, expected) in zip(largest.pairs, [-100.0, -99, -98]) {
            #expect(abs(pair.value.real - expected) < 1e-6)
        }
        let rightmost = try solve(a, KrylovSchur(.rightmost, count: 1, tolerance: 1e-12, subspace: 40))
        #expect(abs((rightmost.pairs.first?.value.real ?? 0) + 1) < 1e-6)
    }

    /// As in games with flat directions: 60 dimensions that nothing moves, and a rotation.
    @Test func aMatrixOfLowRankEndsTheKrylovSpaceEarly() throws {
        var a = Matrix<Double>(Shape(64, 64))
        a[3, 7] = -2
        a[7, 3] = 2
        a[10, 10] = -5
        let result = try solve(a, KrylovSchur(.largestModulus, count: 3))
        #expect(abs(result.pairs[0].value.real + 5) < 1e-10)
        #expect(abs(result.pairs[1].value.imaginary - 2) < 1e-10)
        #expect(abs(result.pairs[2].value.imaginary + 2) < 1e-10)
        #expect(result.pairs.allSatisfy { $0.isConverged && $0.residual < 1e-10 })
    }

    /// LAPACK's and ARPACK's measure, relative to the norm of the matrix: of the eigenvalue 0 a residual relative to |λ|
    /// would be infinite, or 0/0.
    @Test func residualsAtTheEigenvalueZeroAreThoseOfTheMatrix() throws {
        // A block of Jordan: all eigenvalues are 0, and ‖A‖ = 3.
        var nilpotent = Matrix<Double>(Shape(6, 6))
        for row in 0..<5 { nilpotent[row, row + 1] = 3 }
        // Of rank 2 in 40 dimensions, where rounding leaves 10⁻¹⁶ of a 0.
        let (left, right): (Matrix<Double>, Matrix<Double>) = (normals(40, 2), normals(2, 40))
        let lowRank = try left.product(right)
        for a in [nilpotent, lowRank, Matrix<Double>(Shape(9, 9))] {
            for target in [KrylovSchur.Target.largestModulus, .rightmost] {
                let result = try solve(a, KrylovSchur(target, count: 6))
                #expect(result.pairs.count >= 6)
                #expect(result.products < 300)
                for pair in result.pairs {
                    #expect(pair.residual < 1e-9, "\(pair)")
                    #expect(pair.isConverged, "\(pair)")
                }
            }
        }
    }

    /// A shift times c has ‖A‖ = c, and eigenvalues that are not found: their residuals are as large a share of it.
    @Test func theNormIsTheLargestGrowthSeen() throws {
        var shift = Matrix<Double>(Shape(200, 200))
        for i in 0..<200 { shift[i, (i + 1) % 200] = 7 }
        let subject = KrylovSchur(.largestModulus, count: 4, subspace: 20, maximumProducts: 60)
        let (one, seven) = (try solve(shift.scaled(by: 1.0 / 7), subject), try solve(shift, subject))
        // A relative measure does not know the unit, and ‖A‖ of a shift is its factor.
        for (a, b) in zip(one.pairs, seven.pairs) { #expect(abs(a.residual - b.residual) < 1e-9) }
        #expect(one.pairs.contains { $0.residual > 1e-3 && $0.residual < 2 })
    }

    @Test(arguments: [1, 2, 5])
    func aSmallMatrixIsSolvedWhole(_ n: Int) throws {
        let a: Matrix<Double> = normals(n, n)
        let result = try solve(a, KrylovSchur(.largestModulus, count: 20))
        #expect(result.pairs.count == n)
        try expectEqual(result, a, by: \.modulus)
    }

    /// All |λ| are equal: no restart can tell which to keep, and the honest answer is that it has not found them.
    @Test func whatDoesNotConvergeIsSaidSo() throws {
        var shift = Matrix<Double>(Shape(200, 200))
        for i in 0..<200 { shift[i, (i + 1) % 200] = 1 }
        let result = try solve(
            shift, KrylovSchur(.largestModulus, count: 4, subspace: 20, maximumProducts: 60))
        #expect(result.pairs.contains { !$0.isConverged && $0.residual > 1e-6 })
        #expect(result.products < 100)
    }

    @Test func aProductThatIsNotFiniteIsAnError() {
        #expect(throws: EigenvalueError.self) {
            try KrylovSchur(.largestModulus, count: 1).eigenvalues(size: 3, start: start) { _ in
                [1, .nan, 0]
            }
        }
    }

    @Test func equalStartsGiveEqualBits() throws {
        let a: Matrix<Double> = normals(80, 80)
        let subject = KrylovSchur(.largestModulus, count: 4)
        #expect(try solve(a, subject).pairs.map(\.value) == solve(a, subject).pairs.map(\.value))
    }
}
