import Tensors

/// The gradient rule of every primitive: given the cotangent `g` of the output y = f(x), the cotangents of the
/// inputs. Each rule is written with the operations that users call, so a derivative is again a graph and can
/// be differentiated again. `nil` is a derivative that is zero everywhere.
///
/// The word behind a rule says whether it keeps the input (x) or the output (y) alive.
enum GradientRules {
    static func pullback(
        _ operation: Operation, inputs x: [Expression], output y: Expression, cotangent g: Expression
    ) -> [Expression?] {
        switch operation {
        case .input, .constant: []

        case .unary(let function, let slope): [unary(function, slope, x[0], y, g)]
        case .binary(let function): binary(function, x[0], x[1], y, g)

        case .product(let transposeLeft, let transposeRight):  // x
            [
                transposeLeft
                    ? x[1].product(g, transposingSelf: transposeRight, transposingOther: true)
                    : g.product(x[1], transposingOther: !transposeRight),
                transposeRight
                    ? g.product(x[0], transposingSelf: true, transposingOther: transposeLeft)
                    : x[0].product(g, transposingSelf: !transposeLeft),
            ]
        case .transpose: [g.transposed()]  // neither
        case .reshape: [g.reshaped(to: x[0].shape)]  // neither
        case .broadcast: [g.sum(to: x[0].shape)]  // neither: the one place where broadcasting is undone
        case .sum: [g.broadcast(to: x[0].shape)]  // neither
        }
    }

    private static func unary(
        _ function: UnaryFunction, _ slope: Double, _ x: Expression, _ y: Expression, _ g: Expression
    ) -> Expression? {
        switch function {
        case .negate: -g  // neither
        case .reciprocal: -(g * y * y)  // y; infinite at 0, as the function is
        case .reciprocalOrZero: -(g * y * y)  // y; 0 at 0
        // y; 0 at 0, where the slope is infinite: √(g²) of a gradient that vanishes has to be differentiable,
        // when a scheme differentiates through an optimizer's step
        case .squareRoot: g * 0.5 * reciprocalOrZero(y)
        case .exponential: g * y  // y
        case .exponentialMinusOne: g * (y + 1)  // y
        case .logarithm: g / x  // x; infinite at 0, as the function is
        case .tanh: g * (1 - y * y)  // y
        case .sigmoid: g * y * sigmoid(-x)  // both; 1 − σ(x) would lose every digit at large x
        case .softplus: g * sigmoid(x)  // x
        case .absolute: g * sign(x)  // x; 0 at the kink
        case .sign: nil
        // y, which is positive where x is unless the slope is negative; at the kink the slope of the left side,
        // as in PyTorch
        case .leakyReLU: g * (slope < 0 ? x : y).apply(.leakyReLUSlope, slope: slope)
        case .leakyReLUSlope: nil
        case .sine: g * cos(x)  // x
        case .cosine: -(g * sin(x))  // x
        }
    }

    private static func binary(
        _ function: BinaryFunction, _ a: Expression, _ b: Expression, _ y: Expression, _ g: Expression
    ) -> [Expression?] {
        switch function {
        case .add: [g, g]  // neither
        case .subtract: [g, -g]  // neither
        case .multiply: [g * b, g * a]  // x
        case .divide: [g / b, -(g * y / b)]  // both
        // x; where both are equal the slope of the first, so that a number on the border of a clamp still moves
        case .maximum: chosen(secondWhere: b - a, g)
        case .minimum: chosen(secondWhere: a - b, g)
        }
    }

    /// The cotangents of the operands of a function that is one of them: the second where `excess` is positive.
    private static func chosen(secondWhere excess: Expression, _ g: Expression) -> [Expression?] {
        let second = excess.apply(.leakyReLUSlope, slope: 0)
        return [g * (1 - second), g * second]
    }
}
