import Tensors

/// Element-wise arithmetic. A single row, column or number is repeated to fit the other operand.
extension Expression {
    public static func + (a: Expression, b: Expression) -> Expression { combine(.add, "addition", a, b) }
    public static func - (a: Expression, b: Expression) -> Expression {
        combine(.subtract, "subtraction", a, b)
    }
    /// The element-wise product.
    public static func * (a: Expression, b: Expression) -> Expression {
        combine(.multiply, "element-wise product", a, b)
    }
    public static func / (a: Expression, b: Expression) -> Expression { combine(.divide, "division", a, b) }
    public static prefix func - (a: Expression) -> Expression { a.apply(.negate) }

    public static func + (a: Expression, b: Double) -> Expression { a + a.graph.constant(b) }
    public static func + (a: Double, b: Expression) -> Expression { b.graph.constant(a) + b }
    public static func - (a: Expression, b: Double) -> Expression { a - a.graph.constant(b) }
    public static func - (a: Double, b: Expression) -> Expression { b.graph.constant(a) - b }
    public static func * (a: Expression, b: Double) -> Expression { a * a.graph.constant(b) }
    public static func * (a: Double, b: Expression) -> Expression { b.graph.constant(a) * b }
    public static func / (a: Expression, b: Double) -> Expression { a / a.graph.constant(b) }
    public static func / (a: Double, b: Expression) -> Expression { b.graph.constant(a) / b }

    func apply(_ function: UnaryFunction, slope: Double = 0) -> Expression {
        graph.append(.unary(function, slope: slope), [id], shape)
    }

    fileprivate static func combine(
        _ function: BinaryFunction, _ name: String, _ a: Expression, _ b: Expression
    ) -> Expression {
        guard a.shares(graphWith: b, in: name) else { return a }
        guard let shape = Shape.broadcast(a.shape, b.shape) else {
            a.graph.record(ShapeError(name, a.shape, b.shape))
            return a
        }
        return a.graph.append(
            .binary(function), [a.broadcast(to: shape).id, b.broadcast(to: shape).id], shape)
    }

    func shares(graphWith other: Expression, in operation: String) -> Bool {
        if graph === other.graph { return true }
        let error = GraphError("\(operation): the operands belong to different graphs")
        graph.record(error)
        other.graph.record(error)
        return false
    }
}

/// Matrix products, transposes, repetitions and sums.
extension Expression {
    /// op(self)·op(other), where op transposes if asked to.
    public func product(
        _ other: Expression, transposingSelf: Bool = false, transposingOther: Bool = false
    ) -> Expression {
        guard shares(graphWith: other, in: "matrix product") else { return self }
        let left = transposingSelf ? shape.transposed : shape
        let right = transposingOther ? other.shape.transposed : other.shape
        guard left.columns == right.rows else {
            graph.record(ShapeError("matrix product", left, right))
            return self
        }
        return graph.append(
            .product(transposeLeft: transposingSelf, transposeRight: transposingOther), [id, other.id],
            Shape(left.rows, right.columns))
    }

    public func transposed() -> Expression { graph.append(.transpose, [id], shape.transposed) }

    /// The same numbers, row by row, in rows of another length: n·m×k becomes n×m·k.
    public func reshaped(to target: Shape) -> Expression {
        if shape == target { return self }
        guard shape.count == target.count else {
            graph.record(ShapeError("reshape", shape, target))
            return self
        }
        return graph.append(.reshape, [id], target)
    }

    /// The same numbers as a separate variable: a gradient with respect to it does not see other uses of
    /// the original, while gradients with respect to the original flow through it. Costs nothing when run.
    public func alias() -> Expression {
        graph.append(.binary(.add), [id, graph.constant(0).broadcast(to: shape).id], shape)
    }

    /// The same numbers as a constant: no gradient flows through them. Costs nothing when run.
    public func detached() -> Expression {
        let constant = alias()
        graph.detach(constant.id)
        return constant
    }

    /// Repeats a single row, column or number.
    public func broadcast(to target: Shape) -> Expression {
        if shape == target { return self }
        guard shape.broadcasts(to: target) else {
            graph.record(ShapeError("broadcast", shape, target))
            return self
        }
        return graph.append(.broadcast, [id], target)
    }

    /// Sums over the dimensions in which `target` has size 1: to 1×1 all numbers, to 1×n over the rows, to n×1
    /// over the columns.
    public func sum(to target: Shape = .scalar) -> Expression {
        if shape == target { return self }
        guard target.broadcasts(to: shape) else {
            graph.record(ShapeError("sum", shape, target))
            return self
        }
        return graph.append(.sum, [id], target)
    }

    /// The mean of all numbers.
    public func mean() -> Expression { sum() / Double(shape.count) }

    /// The sum of the squares of all numbers.
    public func squaredNorm() -> Expression { square(self).sum() }

    /// For each row its squared Euclidean norm; n×m gives n×1.
    public func squaredRowNorms() -> Expression { square(self).sum(to: Shape(shape.rows, 1)) }

    /// For each row √(‖row‖² + ε). The ε keeps second derivatives finite at a zero row, where the norm has a
    /// kink: the gradient there is 0, and the value √ε = 10⁻⁶.
    public func rowNorms(epsilon: Double = 1e-12) -> Expression { sqrt(squaredRowNorms() + epsilon) }
}

/// The larger of two numbers, the first where they are equal; NaN if either is.
public func maximum(_ a: Expression, _ b: Expression) -> Expression {
    Expression.combine(.maximum, "maximum", a, b)
}

/// The smaller of two numbers, the first where they are equal; NaN if either is.
public func minimum(_ a: Expression, _ b: Expression) -> Expression {
    Expression.combine(.minimum, "minimum", a, b)
}

extension Expression {
    /// Brought back into [−limit, limit]: exactly ±limit beyond it, and unchanged within. The slope is 1 within, on the
    /// border too, and 0 beyond it, as in PyTorch.
    public func clamped(to limit: Double) -> Expression {
        minimum(maximum(self, graph.constant(-limit)), graph.constant(limit))
    }
}
