import Tensors

/// How far automatic derivatives are from central differences.
public struct GradientCheck: Sendable, CustomStringConvertible {
    /// For each order from 1 the worst |automatic − central difference| / max(1, |automatic|, |difference|).
    public let worstDifference: [Double]

    public var description: String {
        worstDifference.enumerated()
            .map { "order \($0 + 1): \($1)" }
            .joined(separator: ", ")
    }
}

/// Compares automatic derivatives with central differences in `Double`.
///
/// Order k+1 is checked by differentiating a fixed random combination of the derivatives of order k, so that
/// all of them take part.
///
/// - Parameters:
///   - function: builds the expression to be checked from inputs of the shapes of `points`.
///   - points: where to check. Central differences need the function to be smooth within `spacing` of them.
///   - order: the highest order of derivatives to check.
///   - spacing: half the distance of the two values a difference is taken from.
public func checkGradients(
    at points: [Matrix<Double>], order: Int = 2, spacing: Double = 1e-5,
    of function: ([Expression]) -> Expression
) throws -> GradientCheck {
    let graph = Graph()
    let inputs = points.enumerated().map { graph.input("x\($0)", $1.shape) }
    let bindings = zip(inputs, points).map { Program<Double>.Binding($0, to: Buffer($1)) }
    var weights = FixedWeights(graph: graph)
    var combination = weights.combine([function(inputs)])
    var worst: [Double] = []
    for _ in 1...max(1, order) {
        let gradients = gradient(of: combination, withRespectTo: inputs)
        let program = try Program<Double>(
            computing: [combination] + gradients, binding: bindings + weights.bindings)
        program.run()
        let automatic = try gradients.map { try program.buffer(of: $0).matrix }
        let value = try program.buffer(of: combination)
        let differences = bindings.map {
            centralDifference(of: value, in: program, over: $0.buffer, spacing: spacing)
        }
        worst.append(zip(automatic, differences).map(worstDifference).reduce(0, maximum))
        combination = weights.combine(gradients)
    }
    return GradientCheck(worstDifference: worst)
}

/// Moves one number at a time.
private func centralDifference(
    of value: Buffer<Double>, in program: Program<Double>, over buffer: Buffer<Double>, spacing: Double
) -> Matrix<Double> {
    let elements = (0..<buffer.shape.count).map { index in
        func valueMoved(by offset: Double) -> Double {
            buffer.unsafeElements { $0[index] += offset }
            program.run()
            return value.scalar
        }
        let original = buffer.unsafeElements { $0[index] }
        defer { buffer.unsafeElements { $0[index] = original } }
        let upper = valueMoved(by: spacing)
        buffer.unsafeElements { $0[index] = original }
        return (upper - valueMoved(by: -spacing)) / (2 * spacing)
    }
    return Matrix(buffer.shape, trusted: elements)
}

private func worstDifference(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Double {
    zip(a.elements, b.elements)
        .map { abs($0 - $1) / max(1, abs($0), abs($1)) }
        .reduce(0, maximum)
}

/// The larger of two differences; one that is not a number is the largest.
private func maximum(_ a: Double, _ b: Double) -> Double { a.isNaN || b.isNaN ? .nan : max(a, b) }

/// Fixed random weights that combine all numbers of some matrices into one number.
private struct FixedWeights {
    let graph: Graph
    private(set) var bindings: [Program<Double>.Binding] = []

    init(graph: Graph) { self.graph = graph }

    mutating func combine(_ expressions: [Expression]) -> Expression {
        var sum = graph.constant(0)
        for expression in expressions {
            let draw = RandomDraw(seed: 1, stream: 6, step: bindings.count)
            let weights = graph.input("weights", expression.shape)
            bindings.append(.init(weights, to: Buffer(draw.uniforms(expression.shape))))
            sum = sum + (weights * expression).sum()
        }
        return sum
    }
}
