import Tensors

@testable import Autodiff

/// A graph with some expressions wanted, and numbers for its inputs.
struct SampleGraph {
    let graph = Graph()
    var inputs: [Expression] = []
    var outputs: [Expression] = []

    var flow: Dataflow { Dataflow(graph, computing: outputs) }

    /// Numbers for every input, others for each `set`.
    func numbers(_ set: Int = 0) -> [Int: Matrix<Double>] {
        var numbers: [Int: Matrix<Double>] = [:]
        for input in inputs {
            numbers[input.id] = RandomDraw(seed: 21, stream: 0, step: input.id, substep: set).normals(
                input.shape)
        }
        return numbers
    }

    mutating func input(_ shape: Shape) -> Expression {
        let input = graph.input("x\(inputs.count)", shape)
        inputs.append(input)
        return input
    }
}

// MARK: The graphs that training compiles

extension SampleGraph {
    /// The loss of a discriminator with a penalty on its slope, which holds a gradient, and the loss's gradient.
    static func penalizedLoss(_ activation: (Expression) -> Expression) -> SampleGraph {
        var sample = SampleGraph()
        let widths = [2, 7, 5, 1]
        var parameters: [Expression] = []
        for (fanIn, fanOut) in zip(widths, widths.dropFirst()) {
            parameters += [sample.input(Shape(fanOut, fanIn)), sample.input(Shape(1, fanOut))]
        }
        func score(_ x: Expression) -> Expression {
            var x = x
            for layer in 0..<3 {
                if layer > 0 { x = activation(x) }
                x = x.product(parameters[2 * layer], transposingOther: true) + parameters[2 * layer + 1]
            }
            return x
        }
        let real = sample.input(Shape(6, 2))
        let fake = sample.input(Shape(6, 2))
        let weight = sample.input(.scalar)
        let slope = gradient(of: score(real).sum(), withRespectTo: real)
        let penalty = weight / 2 * slope.squaredRowNorms().mean()
        let between = gradient(of: score((real + fake) * 0.5).sum(), withRespectTo: (real + fake) * 0.5)
        let loss =
            softplus(-score(real)).mean() + softplus(score(fake)).mean() + penalty
            + square(between.rowNorms() - 1).mean()
        let gradients = gradient(of: loss, withRespectTo: parameters)
        sample.outputs = [loss, penalty] + gradients
        // A step against the gradient, as an optimizer writes it.
        sample.outputs += zip(parameters, gradients).map {
            $0 - weight * $1 / (sqrt(0.1 * square($1)) + 1e-8)
        }
        return sample
    }

    static var training: [SampleGraph] {
        [
            penalizedLoss { relu($0) }, penalizedLoss { leakyReLU($0, slope: 0.2) },
            penalizedLoss { tanh($0) },
        ]
    }
}

// MARK: Random graphs

extension SampleGraph {
    /// Expressions drawn by `seed` over all operations and over scalars, rows, columns and matrices. They
    /// stay of moderate size and away from poles and kinks, so that rounding alone tells two computations of
    /// them apart.
    static func random(seed: Int, operations: Int = 25, derivatives: Bool = true) -> SampleGraph {
        var sample = SampleGraph()
        var dice = Dice(seed: seed)
        let lengths = [1, 3, 4]
        var pool: [Expression] = []
        for _ in 0..<5 { pool.append(sample.input(Shape(dice.pick(lengths), dice.pick(lengths)))) }
        for value in [0, 1, -1, 0.5] where dice.roll(2) == 0 { pool.append(sample.graph.constant(value)) }
        for _ in 0..<operations {
            let x = dice.pick(pool)
            let fitting = pool.filter { Shape.broadcast($0.shape, x.shape) != nil }
            pool.append(sample.expression(of: x, dice.pick(fitting), among: pool, &dice))
        }
        sample.outputs = (0..<4).map { _ in dice.pick(pool) } + [pool[pool.count - 1]]
        if derivatives {
            let total = sample.outputs.reduce(sample.graph.constant(0)) { $0 + tanh($1).mean() }
            let first = gradient(of: total, withRespectTo: sample.inputs)
            let norm = first.reduce(sample.graph.constant(0)) { $0 + $1.squaredNorm() }
            sample.outputs += first + gradient(of: norm, withRespectTo: sample.inputs)
        }
        return sample
    }

    private func expression(
        of x: Expression, _ y: Expression, among pool: [Expression], _ dice: inout Dice
    ) -> Expression {
        let away = x + 0.3173  // where nothing random is exactly at a kink
        switch dice.roll(27) {
        case 0: return -x
        case 1: return reciprocal(square(x) + 0.5)
        case 2: return sqrt(square(x) + 0.5)
        case 3: return exp(tanh(x))
        case 4: return expm1(tanh(x))
        case 5: return log(square(x) + 0.5)
        case 6: return tanh(x)
        case 7: return sigmoid(x)
        case 8: return softplus(x)
        case 9: return abs(away)
        case 10: return sign(away)
        case 11: return leakyReLU(away, slope: 0.2)
        case 12: return gradient(of: relu(away).sum(), withRespectTo: away)
        case 13: return x + y
        case 14: return maximum(away, 0.5 * y)
        case 15: return x - y
        case 16: return minimum(away, 0.5 * y)
        case 17: return tanh(x) * y
        case 18: return sin(x) * cos(y)
        case 19: return x / (square(y) + 0.5)
        case 20: return x.transposed()
        case 21:
            let shapes = [Shape(3, 4), Shape(3, 1), Shape(1, 4), Shape(4, 3)].filter {
                x.shape.broadcasts(to: $0)
            }
            return shapes.isEmpty ? -(-x) : x.broadcast(to: dice.pick(shapes))
        case 22:
            let shapes = [.scalar, Shape(x.shape.rows, 1), Shape(1, x.shape.columns)]
            return x.sum(to: dice.pick(shapes)) / 4
        case 23: return dice.pick([x * 2, 3 * x, x / 4, x * 1, x + 0, 0 - x, x - 0, x * -1, 0 * x])
        case 24:
            let shapes = [
                Shape(x.shape.columns, x.shape.rows), Shape(1, x.shape.count), Shape(x.shape.count, 1),
            ]
            return x.reshaped(to: dice.pick(shapes))
        default:
            let left = dice.roll(2) == 0
            let right = dice.roll(2) == 0
            let inner = left ? x.shape.rows : x.shape.columns
            let factors = pool.filter { (right ? $0.shape.columns : $0.shape.rows) == inner }
            guard !factors.isEmpty else { return x.product(x, transposingOther: true) / 4 }
            return x.product(dice.pick(factors), transposingSelf: left, transposingOther: right) / 4
        }
    }
}

/// Choices that a seed determines.
struct Dice {
    private let draw: RandomDraw
    private var index = 0

    init(seed: Int) { draw = RandomDraw(seed: UInt64(seed), stream: 6, step: 77) }

    mutating func roll(_ sides: Int) -> Int {
        index += 1
        return draw.choice(index, below: sides)
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[roll(elements.count)] }
}
