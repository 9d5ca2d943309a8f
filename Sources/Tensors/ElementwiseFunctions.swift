/// The element-wise functions of one number. This list and the list of loops in `functions.h` have the same
/// names and codes, which a test compares.
public enum UnaryFunction: Int32, CaseIterable, Sendable {
    case negate, reciprocal
    /// 1/x, and 0 at 0.
    case reciprocalOrZero
    case squareRoot, exponential
    /// exp(x) − 1, with full precision near 0.
    case exponentialMinusOne
    case logarithm, tanh
    /// 1 / (1 + exp(−x)), without overflow at any x.
    case sigmoid
    /// log(1 + exp(x)), without overflow at any x.
    case softplus
    case absolute
    /// −1, 0 or 1.
    case sign
    /// x where x > 0, slope·x elsewhere.
    case leakyReLU
    /// The derivative of the leaky ReLU: 1 where x > 0, slope elsewhere.
    case leakyReLUSlope
    case sine, cosine
}

/// The element-wise functions of two numbers.
public enum BinaryFunction: Int32, CaseIterable, Sendable {
    case add = 64
    case subtract, multiply, divide
    /// The larger and the smaller of both, the first one where they are equal; NaN if either is.
    case maximum, minimum
}

/// Two element-wise functions in one loop, of two numbers and a slope: what stands at every layer of a network.
package enum MergedFunction: Int32, CaseIterable, Sendable {
    /// leakyReLU(a + b), on the way forward.
    case leakyReLUOfSum = 128
    /// a · leakyReLUSlope(b), on the way back.
    case productWithLeakyReLUSlope
}
