import CKernels
import COpenBLAS
import Foundation

/// An element-wise function of one number.
package enum UnaryKernel: Hashable, Sendable {
    case negate, reciprocal, reciprocalOrZero, squareRoot, exponential, exponentialMinusOne, logarithm
    case tanh, sigmoid, softplus, absolute, sign
    case leakyReLU(slope: Double), leakyReLUSlope(slope: Double)

    var code: KernelUnary {
        switch self {
        case .negate: .negate
        case .reciprocal: .reciprocal
        case .reciprocalOrZero: .reciprocalOrZero
        case .squareRoot: .squareRoot
        case .exponential: .exponential
        case .exponentialMinusOne: .exponentialMinusOne
        case .logarithm: .logarithm
        case .tanh: .tanh
        case .sigmoid: .sigmoid
        case .softplus: .softplus
        case .absolute: .absolute
        case .sign: .sign
        case .leakyReLU: .leakyReLU
        case .leakyReLUSlope: .leakyReLUSlope
        }
    }

    var parameter: Double {
        switch self {
        case .leakyReLU(let slope), .leakyReLUSlope(let slope): slope
        default: 0
        }
    }
}

/// An element-wise function of two numbers.
package enum BinaryKernel: Hashable, Sendable {
    case add, subtract, multiply, divide

    var code: KernelBinary {
        switch self {
        case .add: .add
        case .subtract: .subtract
        case .multiply: .multiply
        case .divide: .divide
        }
    }
}

/// A number that matrices are made of: `Float` for training, `Double` for analysis. Both go through the same
/// generic code and differ only in this table of loops and BLAS entry points.
public protocol TensorScalar: BinaryFloatingPoint, LosslessStringConvertible, Sendable {
    static var kernels: KernelTable<Self> { get }
}

/// The loops and the matrix product for one kind of number. A class, so that calling a loop copies no table.
public final class KernelTable<Scalar>: Sendable {
    typealias Pointer = UnsafePointer<Scalar>
    typealias Output = UnsafeMutablePointer<Scalar>

    let unary: @Sendable (KernelUnary, Double, Int, Int, Pointer, Int, Int, Output) -> Void
    let binary: @Sendable (KernelBinary, Int, Int, Pointer, Int, Int, Pointer, Int, Int, Output) -> Void
    let copy: @Sendable (Int, Int, Pointer, Int, Int, Output) -> Void
    let transpose: @Sendable (Int, Int, Pointer, Output) -> Void
    let sum: @Sendable (Int, Pointer, Output) -> Void
    let sumOverRows: @Sendable (Int, Int, Pointer, Output) -> Void
    let sumOverColumns: @Sendable (Int, Int, Pointer, Output) -> Void
    /// (transpose a, transpose b, m, n, k, a, a's row length, b, b's row length, out)
    let product: @Sendable (Bool, Bool, Int, Int, Int, Pointer, Int, Pointer, Int, Output) -> Void
    /// Two independent normal numbers from two uniform ones: √(−2 log u)·(cos 2πv, sin 2πv).
    /// Source: G. E. P. Box, M. E. Muller, Annals of Mathematical Statistics 29 (1958).
    let boxMuller: @Sendable (Scalar, Scalar) -> (Scalar, Scalar)

    init(
        unary: @escaping @Sendable (KernelUnary, Double, Int, Int, Pointer, Int, Int, Output) -> Void,
        binary:
            @escaping @Sendable (
                KernelBinary, Int, Int, Pointer, Int, Int, Pointer, Int, Int, Output
            ) -> Void,
        copy: @escaping @Sendable (Int, Int, Pointer, Int, Int, Output) -> Void,
        transpose: @escaping @Sendable (Int, Int, Pointer, Output) -> Void,
        sum: @escaping @Sendable (Int, Pointer, Output) -> Void,
        sumOverRows: @escaping @Sendable (Int, Int, Pointer, Output) -> Void,
        sumOverColumns: @escaping @Sendable (Int, Int, Pointer, Output) -> Void,
        product:
            @escaping @Sendable (
                Bool, Bool, Int, Int, Int, Pointer, Int, Pointer, Int, Output
            ) -> Void,
        boxMuller: @escaping @Sendable (Scalar, Scalar) -> (Scalar, Scalar)
    ) {
        self.unary = unary
        self.binary = binary
        self.copy = copy
        self.transpose = transpose
        self.sum = sum
        self.sumOverRows = sumOverRows
        self.sumOverColumns = sumOverColumns
        self.product = product
        self.boxMuller = boxMuller
    }
}

extension Float: TensorScalar {
    public static let kernels = KernelTable<Float>(
        unary: { kernel_unary_float($0, $1, $2, $3, .init(data: $4, row_stride: $5, column_stride: $6), $7) },
        binary: {
            kernel_binary_float(
                $0, $1, $2, .init(data: $3, row_stride: $4, column_stride: $5),
                .init(data: $6, row_stride: $7, column_stride: $8), $9)
        },
        copy: { kernel_copy_float($0, $1, .init(data: $2, row_stride: $3, column_stride: $4), $5) },
        transpose: { kernel_transpose_float($0, $1, $2, $3) },
        sum: { kernel_sum_float($0, $1, $2) },
        sumOverRows: { kernel_sum_over_rows_float($0, $1, $2, $3) },
        sumOverColumns: { kernel_sum_over_columns_float($0, $1, $2, $3) },
        product: {
            cblas_sgemm(
                Int32(CblasRowMajor), transposition($0), transposition($1), Int32($2), Int32($3), Int32($4),
                1,
                $5, Int32($6), $7, Int32($8), 0, $9, Int32($3))
        },
        boxMuller: { u, v in
            let radius = (-2 * log(u)).squareRoot()
            let angle = 2 * .pi * v
            return (radius * cos(angle), radius * sin(angle))
        })
}

extension Double: TensorScalar {
    public static let kernels = KernelTable<Double>(
        unary: {
            kernel_unary_double($0, $1, $2, $3, .init(data: $4, row_stride: $5, column_stride: $6), $7)
        },
        binary: {
            kernel_binary_double(
                $0, $1, $2, .init(data: $3, row_stride: $4, column_stride: $5),
                .init(data: $6, row_stride: $7, column_stride: $8), $9)
        },
        copy: { kernel_copy_double($0, $1, .init(data: $2, row_stride: $3, column_stride: $4), $5) },
        transpose: { kernel_transpose_double($0, $1, $2, $3) },
        sum: { kernel_sum_double($0, $1, $2) },
        sumOverRows: { kernel_sum_over_rows_double($0, $1, $2, $3) },
        sumOverColumns: { kernel_sum_over_columns_double($0, $1, $2, $3) },
        product: {
            cblas_dgemm(
                Int32(CblasRowMajor), transposition($0), transposition($1), Int32($2), Int32($3), Int32($4),
                1,
                $5, Int32($6), $7, Int32($8), 0, $9, Int32($3))
        },
        boxMuller: { u, v in
            let radius = (-2 * log(u)).squareRoot()
            let angle = 2 * .pi * v
            return (radius * cos(angle), radius * sin(angle))
        })
}

private func transposition(_ transposed: Bool) -> Int32 {
    Int32(transposed ? CblasTrans : CblasNoTrans)
}
