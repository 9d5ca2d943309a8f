import CKernels
import COpenBLAS

/// A number that matrices are made of: `Float` for training, `Double` for analysis. Both go through the same
/// generic code and differ only in this table of loops and BLAS entry points.
public protocol TensorScalar: BinaryFloatingPoint, LosslessStringConvertible, Sendable {
    static var kernels: KernelTable<Self> { get }
}

/// The loops and the matrix product for one kind of number. A class, so that calling a loop copies no table.
public final class KernelTable<Scalar>: Sendable {
    typealias Pointer = UnsafePointer<Scalar>
    typealias Output = UnsafeMutablePointer<Scalar>

    /// How many numbers of memory a chain needs for its blocks, and for what lasts for a stage.
    let chainMemory: @Sendable (UnsafePointer<KernelChain>) -> (scratch: Int, own: Int)
    /// How many numbers the right operand of a product takes up when packed; 0 if it is read as it lies.
    let packedNumbers: @Sendable (UnsafePointer<KernelInstruction>) -> Int
    /// (transpose a, transpose b, rows, terms of a sum, columns) -> who computes the product
    let productWay: @Sendable (Bool, Bool, Int, Int, Int) -> KernelProductWay
    let runStage: @Sendable (UnsafePointer<KernelStage>, OpaquePointer?) -> Void
    /// (transpose a, transpose b, m, n, k, a, a's row length, b, b's row length, share of out to keep, out)
    let product: @Sendable (Bool, Bool, Int, Int, Int, Pointer, Int, Pointer, Int, Scalar, Output) -> Void
    /// (who helps, where the words are, how many numbers, standard deviation, out)
    let fillNormal: @Sendable (OpaquePointer?, KernelRandomAddress, Int, Scalar, Output) -> Void
    /// (where the words are, how many numbers, low end, length of the interval, out)
    let fillUniform: @Sendable (KernelRandomAddress, Int, Scalar, Scalar, Output) -> Void

    /// (where the words are, how many pairs, points, how many of them, pairs to add them to)
    let addChosenPoints: @Sendable (KernelRandomAddress, Int, UnsafePointer<Double>, Int, Output) -> Void
    /// (repetitions) -> floating-point operations of fused multiply-adds on registers
    let fused: @Sendable (Int) -> Int

    init(
        chainMemory: @escaping @Sendable (UnsafePointer<KernelChain>) -> (scratch: Int, own: Int),
        packedNumbers: @escaping @Sendable (UnsafePointer<KernelInstruction>) -> Int,
        productWay: @escaping @Sendable (Bool, Bool, Int, Int, Int) -> KernelProductWay,
        runStage: @escaping @Sendable (UnsafePointer<KernelStage>, OpaquePointer?) -> Void,
        product:
            @escaping @Sendable (
                Bool, Bool, Int, Int, Int, Pointer, Int, Pointer, Int, Scalar, Output
            ) -> Void,
        fillNormal: @escaping @Sendable (OpaquePointer?, KernelRandomAddress, Int, Scalar, Output) -> Void,
        fillUniform: @escaping @Sendable (KernelRandomAddress, Int, Scalar, Scalar, Output) -> Void,
        addChosenPoints:
            @escaping @Sendable (KernelRandomAddress, Int, UnsafePointer<Double>, Int, Output) -> Void,
        fused: @escaping @Sendable (Int) -> Int
    ) {
        self.chainMemory = chainMemory
        self.packedNumbers = packedNumbers
        self.productWay = productWay
        self.runStage = runStage
        self.product = product
        self.fillNormal = fillNormal
        self.fillUniform = fillUniform
        self.addChosenPoints = addChosenPoints
        self.fused = fused
    }
}

extension Float: TensorScalar {
    public static let kernels = KernelTable<Float>(
        chainMemory: { (kernel_chain_scratch_float($0), kernel_chain_own_float($0)) },
        packedNumbers: { kernel_packed_numbers_float($0) },
        productWay: { kernel_product_way_float($0 ? 1 : 0, $1 ? 1 : 0, $2, $3, $4) },
        runStage: { kernel_stage_run_float($0, $1, OpenBLAS.functions.sgemm) },
        product: {
            OpenBLAS.functions.sgemm(
                Int32(CblasRowMajor), transposition($0), transposition($1), Int32($2), Int32($3), Int32($4),
                1, $5, Int32($6), $7, Int32($8), $9, $10, Int32($3))
        },
        fillNormal: { kernel_fill_normal_float($0, $1, $2, $3, $4) },
        fillUniform: { kernel_fill_uniform_float($0, $1, $2, $3, $4) },
        addChosenPoints: { kernel_add_chosen_points_float($0, $1, $2, $3, $4) },
        fused: { kernel_fused_float($0) })
}

extension Double: TensorScalar {
    public static let kernels = KernelTable<Double>(
        chainMemory: { (kernel_chain_scratch_double($0), kernel_chain_own_double($0)) },
        packedNumbers: { kernel_packed_numbers_double($0) },
        productWay: { kernel_product_way_double($0 ? 1 : 0, $1 ? 1 : 0, $2, $3, $4) },
        runStage: { kernel_stage_run_double($0, $1, OpenBLAS.functions.dgemm) },
        product: {
            OpenBLAS.functions.dgemm(
                Int32(CblasRowMajor), transposition($0), transposition($1), Int32($2), Int32($3), Int32($4),
                1, $5, Int32($6), $7, Int32($8), $9, $10, Int32($3))
        },
        fillNormal: { kernel_fill_normal_double($0, $1, $2, $3, $4) },
        fillUniform: { kernel_fill_uniform_double($0, $1, $2, $3, $4) },
        addChosenPoints: { kernel_add_chosen_points_double($0, $1, $2, $3, $4) },
        fused: { kernel_fused_double($0) })
}

private func transposition(_ transposed: Bool) -> Int32 {
    Int32(transposed ? CblasTrans : CblasNoTrans)
}
