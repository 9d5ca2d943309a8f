/// Arithmetic on values, with the loops that compiled programs use. A single row, column or number is
/// repeated to fit the other operand; anything else that does not fit throws and names both shapes.
extension Matrix {
    public static func + (a: Matrix, b: Matrix) throws(ShapeError) -> Matrix {
        try combined(.add, "addition", a, b)
    }

    public static func - (a: Matrix, b: Matrix) throws(ShapeError) -> Matrix {
        try combined(.subtract, "subtraction", a, b)
    }

    /// The element-wise product.
    public static func * (a: Matrix, b: Matrix) throws(ShapeError) -> Matrix {
        try combined(.multiply, "element-wise product", a, b)
    }

    public static func / (a: Matrix, b: Matrix) throws(ShapeError) -> Matrix {
        try combined(.divide, "division", a, b)
    }

    package static func combined(
        _ function: BinaryFunction, _ name: String, _ a: Matrix, _ b: Matrix
    ) throws(ShapeError) -> Matrix {
        guard let shape = Shape.broadcast(a.shape, b.shape) else { throw ShapeError(name, a.shape, b.shape) }
        return Matrix(shape) { out in
            _ = a.withView { a in
                b.withView { b in
                    View.binary(function, a.broadcast(to: shape), b.broadcast(to: shape), into: out)
                }
            }
        }
    }

    package func mapped(_ function: UnaryFunction, slope: Double = 0) -> Matrix {
        Matrix(shape) { out in _ = withView { View.unary(function, slope: slope, $0, into: out) } }
    }

    public static prefix func - (a: Matrix) -> Matrix { a.mapped(.negate) }

    public func exponential() -> Matrix { mapped(.exponential) }
    public func logarithm() -> Matrix { mapped(.logarithm) }
    public func squareRoot() -> Matrix { mapped(.squareRoot) }
    public func tanh() -> Matrix { mapped(.tanh) }
    /// 1 / (1 + exp(−x)), without overflow at any x.
    public func sigmoid() -> Matrix { mapped(.sigmoid) }
    /// log(1 + exp(x)), without overflow at any x.
    public func softplus() -> Matrix { mapped(.softplus) }
    /// log σ(x) = −softplus(−x), without overflow or loss of digits at any x.
    public func logSigmoid() -> Matrix { -(-self).softplus() }
    /// x where x > 0 and `slope`·x elsewhere; slope 0 is the ReLU.
    public func leakyReLU(slope: Double = 0) -> Matrix { mapped(.leakyReLU, slope: slope) }
}

extension Matrix {
    /// op(self)·op(other) by OpenBLAS, where op transposes if asked to.
    public func product(
        _ other: Matrix, transposingSelf: Bool = false, transposingOther: Bool = false
    ) throws(ShapeError) -> Matrix {
        let left = transposingSelf ? shape.transposed : shape
        let right = transposingOther ? other.shape.transposed : other.shape
        guard left.columns == right.rows else { throw ShapeError("matrix product", left, right) }
        return Matrix(Shape(left.rows, right.columns)) { out in
            _ = withView { a in
                other.withView { b in
                    View.product(a, transposed: transposingSelf, b, transposed: transposingOther, into: out)
                }
            }
        }
    }

    public func transposed() -> Matrix {
        Matrix(shape.transposed) { out in _ = withView { View.transpose($0, into: out) } }
    }

    /// Sums over the dimensions in which `target` has size 1: to 1×1 all numbers, to 1×n over the rows, to n×1
    /// over the columns.
    public func sum(to target: Shape = .scalar) throws(ShapeError) -> Matrix {
        guard target.broadcasts(to: shape) else { throw ShapeError("sum", shape, target) }
        return Matrix(target) { out in _ = withView { View.sum($0, into: out) } }
    }

    /// Repeats a single row, column or number.
    public func broadcast(to target: Shape) throws(ShapeError) -> Matrix {
        guard shape.broadcasts(to: target) else { throw ShapeError("broadcast", shape, target) }
        return Matrix(target) { out in _ = withView { View.copy($0.broadcast(to: target), into: out) } }
    }
}
