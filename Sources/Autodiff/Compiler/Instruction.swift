import Tensors

/// One loop or product on memory that the plan has laid out.
enum Instruction<Scalar: TensorScalar> {
    case unary(UnaryKernel, View<Scalar>, into: View<Scalar>)
    case binary(BinaryKernel, View<Scalar>, View<Scalar>, into: View<Scalar>)
    case product(View<Scalar>, View<Scalar>, transposeLeft: Bool, transposeRight: Bool, into: View<Scalar>)
    case transpose(View<Scalar>, into: View<Scalar>)
    case sum(View<Scalar>, into: View<Scalar>)
    case copy(View<Scalar>, into: View<Scalar>)

    func run() {
        switch self {
        case .unary(let kernel, let a, let out): View.unary(kernel, a, into: out)
        case .binary(let kernel, let a, let b, let out): View.binary(kernel, a, b, into: out)
        case .product(let a, let b, let transposeLeft, let transposeRight, let out):
            View.product(a, transposed: transposeLeft, b, transposed: transposeRight, into: out)
        case .transpose(let a, let out): View.transpose(a, into: out)
        case .sum(let a, let out): View.sum(a, into: out)
        case .copy(let a, let out): View.copy(a, into: out)
        }
    }
}
