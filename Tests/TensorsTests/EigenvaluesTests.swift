import Foundation
import Tensors
import Testing

struct EigenvaluesTests {
    /// The nth roots of unity are the eigenvalues of a cyclic shift.
    @Test(arguments: [1, 2, 3, 8, 50])
    func cyclicShiftHasTheRootsOfUnity(_ n: Int) throws {
        var shift = Matrix<Double>(Shape(n, n))
        for i in 0..<n { shift[i, (i + 1) % n] = 1 }
        let found = try shift.eigenvalues()
        #expect(found.count == n)
        for k in 0..<n {
            let angle = 2 * .pi * Double(k) / Double(n)
            let distance = found.map { hypot($0.real - cos(angle), $0.imaginary - sin(angle)) }.min()
            #expect(distance ?? .infinity < 1e-13)
        }
    }

    /// The discrete Laplacian has 2 − 2cos(kπ/(n+1)).
    @Test func symmetricMatrixHasRealEigenvalues() throws {
        let n = 30
        var laplacian = Matrix<Double>(Shape(n, n))
        for i in 0..<n {
            laplacian[i, i] = 2
            if i > 0 { laplacian[i, i - 1] = -1 }
            if i < n - 1 { laplacian[i, i + 1] = -1 }
        }
        let found = try laplacian.eigenvalues().sorted { $0.real < $1.real }
        for (index, value) in found.enumerated() {
            #expect(abs(value.real - (2 - 2 * cos(Double(index + 1) * .pi / Double(n + 1)))) < 1e-13)
            #expect(value.imaginary == 0)
        }
    }

    /// −1/8 ± i√15/8: the field of a Dirac-GAN with a gradient penalty of 1/4.
    @Test func pairComesWithThePositiveImaginaryPartFirst() throws {
        let found = try Matrix<Double>(rows: [[-0.25, -0.5], [0.5, 0]]).eigenvalues()
        #expect(abs(found[0].real + 0.125) < 1e-15)
        #expect(abs(found[0].imaginary - 15.0.squareRoot() / 8) < 1e-15)
        #expect(found[1] == Eigenvalue(found[0].real, -found[0].imaginary))
    }

    @Test(arguments: [1, 2, 7, 40])
    func eigenvectorsSatisfyTheirEquation(_ n: Int) throws {
        let a: Matrix<Double> = normals(n, n)
        let decomposition = try a.eigenvectors()
        let ax = try a.product(decomposition.real)
        let ay = try a.product(decomposition.imaginary)
        #expect(n < 7 || decomposition.values.contains { $0.imaginary != 0 })
        for (j, value) in decomposition.values.enumerated() {
            var norm = 0.0
            for i in 0..<n {
                let (x, y) = (decomposition.real[i, j], decomposition.imaginary[i, j])
                #expect(abs(ax[i, j] - (value.real * x - value.imaginary * y)) < 1e-12)
                #expect(abs(ay[i, j] - (value.real * y + value.imaginary * x)) < 1e-12)
                norm += x * x + y * y
            }
            #expect(abs(norm - 1) < 1e-12)
        }
        let alone = try a.eigenvalues()
        for value in alone {
            let distance = decomposition.values.map {
                hypot($0.real - value.real, $0.imaginary - value.imaginary)
            }
            #expect(distance.min() ?? .infinity < 1e-11)
        }
    }

    @Test func nothingHasNoEigenvalues() throws {
        #expect(try Matrix<Double>(Shape(0, 0)).eigenvalues() == [])
    }

    @Test func oneNumberIsItsOwnEigenvalue() throws {
        #expect(try Matrix<Double>(-3).eigenvalues() == [Eigenvalue(-3)])
    }

    @Test func whatHasNoEigenvaluesIsAnError() {
        #expect(throws: EigenvalueError.notSquare(Shape(2, 3))) {
            try Matrix<Double>(Shape(2, 3)).eigenvalues()
        }
        #expect(throws: EigenvalueError.notFinite(row: 1, column: 0)) {
            try Matrix<Double>(rows: [[1, 2], [.nan, 4]]).eigenvectors()
        }
        #expect(throws: EigenvalueError.notFinite(row: 0, column: 1)) {
            try Matrix<Double>(rows: [[1, .infinity], [3, 4]]).eigenvalues()
        }
        #expect(
            "\(EigenvalueError.notSquare(Shape(2, 3)))" == "eigenvalues: a matrix of shape 2×3 is not square")
        #expect(
            "\(EigenvalueError.notFinite(row: 1, column: 0))"
                == "eigenvalues: the number in row 1, column 0 is not finite")
    }

    @Test func modulusDoesNotOverflow() {
        #expect(Eigenvalue(3, -4).modulus == 5)
        #expect(Eigenvalue(0, 0).modulus == 0)
        #expect(abs(Eigenvalue(3e200, 4e200).modulus / 5e200 - 1) < 1e-15)
        #expect(Eigenvalue(3e-200, 4e-200).modulus > 4.9e-200)
    }
}
