import Tensors

/// Computes expressions once, at given inputs. For repeated work compile a ``Program``.
public func evaluate<Scalar: TensorScalar>(
    _ expressions: [Expression], given inputs: [(Expression, Matrix<Scalar>)]
) throws -> [Matrix<Scalar>] {
    let bindings = inputs.map { Program<Scalar>.Binding($0, to: Buffer($1)) }
    let program = try Program<Scalar>(computing: expressions, binding: bindings)
    program.run()
    return try expressions.map { try program.buffer(of: $0).matrix }
}
