import CKernels

/// op(A)·op(B), where op transposes if asked to, on memory that somebody has laid out; and what follows it while the
/// result is in registers.
package struct Product<Scalar: TensorScalar> {
    package let left: View<Scalar>
    package let right: View<Scalar>
    package let transposesLeft: Bool
    package let transposesRight: Bool
    package private(set) var out: View<Scalar>
    package private(set) var finishes: [ProductFinish<Scalar>] = []

    package init(
        _ left: View<Scalar>, _ right: View<Scalar>, transposesLeft: Bool, transposesRight: Bool,
        into out: View<Scalar>
    ) {
        self.left = left
        self.right = right
        self.transposesLeft = transposesLeft
        self.transposesRight = transposesRight
        self.out = out
    }

    /// Terms in a sum.
    var inner: Int { transposesLeft ? left.shape.rows : left.shape.columns }

    /// Whether something can follow while the result is in registers.
    package var takesFinishes: Bool {
        !transposesLeft
            && Scalar.kernels.productWay(
                transposesLeft, transposesRight, out.shape.rows, inner, out.shape.columns) == .inTiles
    }

    /// The product followed by one more function, its result written to `out`.
    package func finished(by finish: ProductFinish<Scalar>, into out: View<Scalar>) -> Product {
        var product = self
        product.finishes.append(finish)
        product.out = out
        return product
    }

    /// What it reads and writes: this decides what may run at the same time.
    var accesses: [MemoryAccess] {
        [
            .init(left.base, transposesLeft ? .all : .ownRow(numbers: left.shape.columns), isWrite: false),
            .init(right.base, .all, isWrite: false),
            .init(out.base, .ownRow(numbers: out.shape.columns), isWrite: true),
        ] + finishes.map { .init($0.operand.base, $0.reach, isWrite: false) }
    }

    /// Numbers that the right operand takes up when packed; 0 where it is read as it lies.
    var packedNumbers: Int {
        withUnsafePointer(to: raw(packed: nil, finishes: nil)) { Scalar.kernels.packedNumbers($0) }
    }

    func raw(
        packed: UnsafeMutablePointer<Scalar>?, finishes list: UnsafePointer<KernelFinish>?
    ) -> KernelInstruction {
        KernelInstruction(
            kind: .product, transpose_a: transposesLeft ? 1 : 0, transpose_b: transposesRight ? 1 : 0,
            rows: out.shape.rows, inner: inner, columns: out.shape.columns, a: left.base, b: right.base,
            out: out.base, a_row_stride: 0, a_column_stride: 0, packed: packed, finishes: list,
            finish_count: list == nil ? 0 : finishes.count, chain: nil, own: 0)
    }
}

/// A function of a product's result and of an operand, computed while the result is in registers.
package struct ProductFinish<Scalar: TensorScalar> {
    /// Of the shape of the result; a row or a column is repeated.
    package let operand: View<Scalar>
    private let function: ChainStep.Function

    /// nil for functions that cannot follow a product.
    ///
    /// - Parameter place: the place of the product's result among the function's inputs.
    package init?(_ function: ChainStep.Function, resultAt place: Int, _ operand: View<Scalar>) {
        switch function {
        case .binary(.add), .binary(.multiply), .merged(.leakyReLUOfSum, _): break
        case .merged(.productWithLeakyReLUSlope, _) where place == 0: break
        default: return nil
        }
        self.function = function
        self.operand = operand
    }

    fileprivate var isColumn: Bool { operand.columnStride == 0 }

    fileprivate var reach: MemoryAccess.Reach {
        operand.rowStride == 0 ? .all : .ownRow(numbers: isColumn ? 1 : operand.shape.columns)
    }

    var raw: KernelFinish {
        let step = ChainStep(function, [0, 0], into: 0).raw
        return KernelFinish(
            function: step.function, is_column: isColumn ? 1 : 0, operand: operand.base,
            row_stride: operand.rowStride, slope: step.slope)
    }
}
