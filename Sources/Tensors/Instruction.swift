import CKernels

/// How many floating-point operations of a matrix product take as long as reading or writing one number.
package let operationsPerNumber = 8

/// One pass or product on memory that somebody has laid out. A ``Stage`` runs it.
package enum Instruction<Scalar: TensorScalar> {
    case chain(Chain<Scalar>)
    case product(View<Scalar>, View<Scalar>, transposeLeft: Bool, transposeRight: Bool, into: View<Scalar>)
    case transpose(View<Scalar>, into: View<Scalar>)
    case copy(View<Scalar>, into: View<Scalar>)

    /// How many rows can be shared out, each to be computed apart from the others; 1 if none can.
    package var rows: Int {
        switch self {
        case .chain(let chain): chain.shape.rows
        case .product(_, _, _, _, let out): out.shape.rows
        case .transpose, .copy: 1
        }
    }

    /// About how long it takes, in floating-point operations of a matrix product.
    package var work: Int {
        switch self {
        case .chain(let chain): operationsPerNumber * chain.accesses.count * chain.shape.count
        case .product(let left, _, let transposeLeft, _, let out):
            2 * out.shape.count * (transposeLeft ? left.shape.rows : left.shape.columns)
        case .transpose(_, let out), .copy(_, let out): 2 * operationsPerNumber * out.shape.count
        }
    }

    /// What it reads and writes: this decides what may run at the same time.
    package var accesses: [MemoryAccess] {
        switch self {
        case .chain(let chain): chain.accesses
        case .product(let left, let right, let transposeLeft, _, let out):
            [
                .init(left.base, transposeLeft ? .all : .ownRow(numbers: left.shape.columns), isWrite: false),
                .init(right.base, .all, isWrite: false),
                .init(out.base, .ownRow(numbers: out.shape.columns), isWrite: true),
            ]
        case .transpose(let source, let out), .copy(let source, let out):
            [.init(source.base, .all, isWrite: false), .init(out.base, .all, isWrite: true)]
        }
    }

    /// Numbers that a product's right operand takes up when packed; 0 where it is better left as it lies.
    var packedNumbers: Int {
        guard case .product(let left, _, transposeLeft: false, _, let out) = self else { return 0 }
        return Scalar.kernels.packedNumbers(out.shape.rows, left.shape.columns, out.shape.columns)
    }

    func raw(own: Int, packed: UnsafeMutablePointer<Scalar>?) -> KernelInstruction {
        switch self {
        case .chain(let chain):
            KernelInstruction(
                kind: .chain, transpose_a: 0, transpose_b: 0, rows: rows, inner: 0,
                columns: chain.shape.columns,
                a: nil, b: nil, out: nil, a_row_stride: 0, a_column_stride: 0, packed: nil,
                chain: chain.raw, own: own)
        case .product(let left, let right, let transposeLeft, let transposeRight, let out):
            KernelInstruction(
                kind: .product, transpose_a: transposeLeft ? 1 : 0, transpose_b: transposeRight ? 1 : 0,
                rows: out.shape.rows, inner: transposeLeft ? left.shape.rows : left.shape.columns,
                columns: out.shape.columns, a: left.base, b: right.base, out: out.base, a_row_stride: 0,
                a_column_stride: 0, packed: packed, chain: nil, own: own)
        case .transpose(let source, let out), .copy(let source, let out):
            KernelInstruction(
                kind: isTranspose ? .transpose : .copy, transpose_a: 0, transpose_b: 0, rows: out.shape.rows,
                inner: 0, columns: out.shape.columns, a: source.base, b: nil, out: out.base,
                a_row_stride: source.rowStride, a_column_stride: source.columnStride, packed: nil, chain: nil,
                own: own)
        }
    }

    private var isTranspose: Bool {
        if case .transpose = self { true } else { false }
    }
}

/// Memory that an instruction reads or writes.
package struct MemoryAccess: Equatable {
    package enum Reach: Equatable {
        /// For row r of the instruction, row r of a matrix with so many numbers to the row.
        case ownRow(numbers: Int)
        /// All of it, or in another order.
        case all
    }

    /// Where the memory begins, which tells it from other memory.
    package let address: UnsafeRawPointer
    package let reach: Reach
    package let isWrite: Bool

    init(_ address: UnsafeRawPointer, _ reach: Reach, isWrite: Bool) {
        self.address = address
        self.reach = reach
        self.isWrite = isWrite
    }
}
