import COpenBLAS
import Foundation

/// An eigenvalue of a real matrix. Those that are not real come in pairs, one the conjugate of the other.
public struct Eigenvalue: Hashable, Sendable {
    public var real: Double
    public var imaginary: Double

    public init(_ real: Double, _ imaginary: Double = 0) {
        self.real = real
        self.imaginary = imaginary
    }

    /// |λ|, without overflow.
    public var modulus: Double { hypot(real, imaginary) }
}

/// Eigenvalues with right eigenvectors: A·x = λ·x.
public struct Eigenvectors: Sendable {
    public let values: [Eigenvalue]
    /// Column j holds the real part of the eigenvector of `values[j]`, whose Euclidean norm is 1.
    public let real: Matrix<Double>
    public let imaginary: Matrix<Double>
}

/// Why a matrix has no eigenvalues to give.
public enum EigenvalueError: Error, Equatable, CustomStringConvertible {
    case notSquare(Shape)
    case notFinite(row: Int, column: Int)
    /// The QR iteration has found all but that many.
    case notConverged(Int)

    public var description: String {
        switch self {
        case .notSquare(let shape): "eigenvalues: a matrix of shape \(shape) is not square"
        case .notFinite(let row, let column):
            "eigenvalues: the number in row \(row), column \(column) is not finite"
        case .notConverged(let count):
            "eigenvalues: the QR iteration did not converge for \(count) of them"
        }
    }
}

extension Matrix<Double> {
    /// All eigenvalues of a square matrix, by LAPACK's `dgeev`: balancing, Hessenberg form, QR iteration. Of a
    /// conjugate pair the one with the positive imaginary part comes first.
    ///
    /// Accurate to about 10⁻¹⁶ of the matrix's norm times the eigenvalue's condition number.
    public func eigenvalues() throws(EigenvalueError) -> [Eigenvalue] {
        // A matrix and its transpose have the same: rows may pass for LAPACK's columns.
        try decomposed(elements, wantingVectors: false).values
    }

    /// All eigenvalues of a square matrix with their right eigenvectors.
    public func eigenvectors() throws(EigenvalueError) -> Eigenvectors {
        let (values, columns) = try decomposed(transposed().elements, wantingVectors: true)
        let n = shape.rows
        var real = Matrix(shape)
        var imaginary = Matrix(shape)
        for (j, value) in values.enumerated() {
            // LAPACK keeps x and iy of the pair x ± iy in neighbouring columns.
            let first = value.imaginary < 0 ? j - 1 : j
            let sign = value.imaginary == 0 ? 0 : value.imaginary < 0 ? -1.0 : 1
            for i in 0..<n {
                real[i, j] = columns[first * n + i]
                if sign != 0 { imaginary[i, j] = sign * columns[(first + 1) * n + i] }
            }
        }
        return Eigenvectors(values: values, real: real, imaginary: imaginary)
    }

    private func decomposed(
        _ columnMajor: [Double], wantingVectors: Bool
    ) throws(EigenvalueError) -> (values: [Eigenvalue], columns: [Double]) {
        guard shape.rows == shape.columns else { throw .notSquare(shape) }
        if let broken = elements.firstIndex(where: { !$0.isFinite }) {
            throw .notFinite(row: broken / shape.columns, column: broken % shape.columns)
        }
        guard shape.rows > 0 else { return ([], []) }
        var size = Int32(shape.rows)
        var matrix = columnMajor
        var real = [Double](repeating: 0, count: shape.rows)
        var imaginary = real
        var columns = [Double](repeating: 0, count: wantingVectors ? shape.count : 1)
        var (none, lengthOfNone): (Double, Int32) = (0, 1)
        var left = CChar(UInt8(ascii: "N"))
        var right = CChar(UInt8(ascii: wantingVectors ? "V" : "N"))
        var info: Int32 = 0
        // With a workspace of length −1 LAPACK says how large it should be.
        var wanted = [0.0]
        var length: Int32 = -1
        for _ in 0..<2 {
            OpenBLAS.functions.dgeev(
                &left, &right, &size, &matrix, &size, &real, &imaginary, &none, &lengthOfNone, &columns,
                &size,
                &wanted, &length, &info)
            guard length < 0 else { break }
            length = Int32(wanted[0])
            wanted = [Double](repeating: 0, count: Int(length))
        }
        guard info == 0 else { throw .notConverged(Int(info)) }
        return (zip(real, imaginary).map { Eigenvalue($0, $1) }, columns)
    }
}
