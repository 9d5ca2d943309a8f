import Tensors

/// One pass or product on memory that the plan has laid out.
enum Instruction<Scalar: TensorScalar> {
    case chain(Chain<Scalar>)
    case product(View<Scalar>, View<Scalar>, transposeLeft: Bool, transposeRight: Bool, into: View<Scalar>)
    case transpose(View<Scalar>, into: View<Scalar>)
    case copy(View<Scalar>, into: View<Scalar>)

    /// Numbers of scratch memory that it needs.
    var scratchCount: Int {
        if case .chain(let chain) = self { chain.scratchCount } else { 0 }
    }

    /// - Parameter scratch: memory for a chain's blocks.
    func run(in scratch: Buffer<Scalar>) {
        switch self {
        case .chain(let chain): chain.run(in: scratch)
        case .product(let a, let b, let transposeLeft, let transposeRight, let out):
            View.product(a, transposed: transposeLeft, b, transposed: transposeRight, into: out)
        case .transpose(let a, let out): View.transpose(a, into: out)
        case .copy(let a, let out): View.copy(a, into: out)
        }
    }
}
