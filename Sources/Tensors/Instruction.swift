import CKernels

/// How many floating-point operations of a matrix product take as long as reading or writing one number.
package let operationsPerNumber = 8

/// One pass or product on memory that somebody has laid out. A ``Stage`` runs it.
package enum Instruction<Scalar: TensorScalar> {
    case chain(Chain<Scalar>)
    case product(Product<Scalar>)
    case transpose(View<Scalar>, into: View<Scalar>)
    case copy(View<Scalar>, into: View<Scalar>)

    package static func product(
        _ left: View<Scalar>, _ right: View<Scalar>, transposeLeft: Bool, transposeRight: Bool,
        into out: View<Scalar>
    ) -> Instruction {
        .product(
            Product(left, right, transposesLeft: transposeLeft, transposesRight: transposeRight, into: out))
    }

    /// How many rows can be shared out, each to be computed apart from the others; 1 if none can.
    package var rows: Int {
        switch self {
        case .chain(let chain): chain.shape.rows
        case .product(let product): product.out.shape.rows
        case .transpose, .copy: 1
        }
    }

    /// About how long it takes, in floating-point operations of a matrix product.
    package var work: Int {
        switch self {
        case .chain(let chain): operationsPerNumber * chain.accesses.count * chain.shape.count
        case .product(let product): 2 * product.out.shape.count * product.inner
        case .transpose(_, let out), .copy(_, let out): 2 * operationsPerNumber * out.shape.count
        }
    }

    /// What it reads and writes: this decides what may run at the same time.
    package var accesses: [MemoryAccess] {
        switch self {
        case .chain(let chain): chain.accesses
        case .product(let product): product.accesses
        case .transpose(let source, let out), .copy(let source, let out):
            [.init(source.base, .all, isWrite: false), .init(out.base, .all, isWrite: true)]
        }
    }

    /// What follows a product.
    var finishes: [KernelFinish] {
        if case .product(let product) = self { product.finishes.map(\.raw) } else { [] }
    }

    /// Whether it does nothing at all.
    var isEmpty: Bool {
        if case .chain(let chain) = self { chain.isEmpty } else { false }
    }

    func raw(
        own: Int, packed: UnsafeMutablePointer<Scalar>?, finishes: UnsafePointer<KernelFinish>?
    ) -> KernelInstruction {
        switch self {
        case .chain(let chain):
            KernelInstruction(
                kind: .chain, transpose_a: 0, transpose_b: 0, rows: rows, inner: 0,
                columns: chain.shape.columns, a: nil, b: nil, out: nil, a_row_stride: 0, a_column_stride: 0,
                packed: nil, finishes: nil, finish_count: 0, chain: chain.raw, own: own)
        case .product(let product): product.raw(packed: packed, finishes: finishes)
        case .transpose(let source, let out), .copy(let source, let out):
            KernelInstruction(
                kind: isTranspose ? .transpose : .copy, transpose_a: 0, transpose_b: 0, rows: out.shape.rows,
                inner: 0, columns: out.shape.columns, a: source.base, b: nil, out: out.base,
                a_row_stride: source.rowStride, a_column_stride: source.columnStride, packed: nil,
                finishes: nil, finish_count: 0, chain: nil, own: own)
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
