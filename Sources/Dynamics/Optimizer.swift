import Autodiff
import Tensors

/// How a player turns its gradient into a step: a pure function, written as expressions so that it compiles
/// into the training program and can itself be differentiated.
public protocol Optimizer: Sendable {
    /// What the optimizer remembers of each parameter: a name and the value at the start.
    var state: [OptimizerSlot] { get }

    /// - Parameters:
    ///   - parameter: the parameter, and its `gradient` of the same shape.
    ///   - state: one expression a slot, of the parameter's shape.
    ///   - rate: the learning rate, 1×1.
    ///   - count: which update of the player this is, from 1; 1×1.
    func step(
        _ parameter: Expression, gradient: Expression, state: [Expression], rate: Expression,
        count: Expression
    ) -> OptimizerStep

    /// What the step multiplies the gradient by: positive numbers, of the parameter's shape or 1×1. Competitive players
    /// know them of each other. The arguments are the same as in `step`. nil if the step is no multiple of the gradient, as
    /// with momentum.
    func factor(gradient: Expression, state: [Expression], rate: Expression, count: Expression) -> Expression?
}

extension Optimizer {
    public func factor(gradient: Expression, state: [Expression], rate: Expression, count: Expression)
        -> Expression?
    { nil }

    /// Whether ``factor(gradient:state:rate:count:)`` is known.
    public var isMultipleOfGradient: Bool {
        let number = Graph().constant(1)
        return factor(gradient: number, state: state.map { _ in number }, rate: number, count: number) != nil
    }
}

/// One thing an optimizer remembers of each parameter.
public struct OptimizerSlot: Sendable {
    public let name: String
    public let start: Double

    public init(_ name: String, startingAt start: Double = 0) {
        self.name = name
        self.start = start
    }
}

/// What is taken from the parameter, and the new state.
public struct OptimizerStep {
    /// The new parameter is p − update, so the learning rate is in it.
    public let update: Expression
    public let state: [Expression]

    public init(update: Expression, state: [Expression] = []) {
        self.update = update
        self.state = state
    }
}

/// Gradient descent: p ← p − η·g; with momentum μ > 0, b ← μ·b + g, p ← p − η·b as in PyTorch and optax, or with the
/// rate inside, b ← μ·b + η·g, p ← p − b, as in TensorFlow and Keras. Both are one rule while η is constant.
public struct SGD: Optimizer {
    public let momentum: Double
    public let isRateInside: Bool

    public init(momentum: Double = 0, isRateInside: Bool = false) {
        self.momentum = momentum
        self.isRateInside = isRateInside
    }

    public var state: [OptimizerSlot] { momentum == 0 ? [] : [OptimizerSlot("momentum")] }

    public func step(
        _ parameter: Expression, gradient: Expression, state: [Expression], rate: Expression,
        count: Expression
    ) -> OptimizerStep {
        guard let buffer = state.first else { return OptimizerStep(update: rate * gradient) }
        return gathered(gradient, in: buffer, momentum: momentum, rate: rate, isRateInside: isRateInside)
    }

    public func factor(gradient: Expression, state: [Expression], rate: Expression, count: Expression)
        -> Expression?
    { momentum == 0 ? rate : nil }
}

/// b ← μ·b + d and the update η·b, or, with the rate inside, b ← μ·b + η·d and the update b.
private func gathered(
    _ direction: Expression, in buffer: Expression, momentum: Double, rate: Expression, isRateInside: Bool
) -> OptimizerStep {
    guard !isRateInside else {
        let gathered = momentum * buffer + rate * direction
        return OptimizerStep(update: gathered, state: [gathered])
    }
    let gathered = momentum * buffer + direction
    return OptimizerStep(update: rate * gathered, state: [gathered])
}

/// v ← α·v + (1−α)·g², p ← p − η·g/√v, in the convention of a library; momentum gathers g/√v as ``SGD`` does g.
///
/// Source: T. Tieleman, G. Hinton, Coursera lecture 6.5, 2012.
public struct RMSProp: Optimizer {
    /// Where libraries differ.
    public enum Convention: CaseIterable, Sendable {
        /// PyTorch: v from 0, √v + ε, the rate outside the momentum.
        case pyTorch
        /// Keras and optax: v from 0, √(v + ε), the rate inside the momentum.
        case keras
        /// TensorFlow 1: v from 1, which makes the first steps smaller, √(v + ε), the rate inside the momentum.
        case tensorFlow1
    }

    public let convention: Convention
    public let decay: Double
    public let epsilon: Double
    public let momentum: Double

    public init(
        _ convention: Convention = .pyTorch, decay: Double = 0.99, epsilon: Double = 1e-8,
        momentum: Double = 0
    ) {
        self.convention = convention
        self.decay = decay
        self.epsilon = epsilon
        self.momentum = momentum
    }

    public var state: [OptimizerSlot] {
        [OptimizerSlot("squares", startingAt: convention == .tensorFlow1 ? 1 : 0)]
            + (momentum == 0 ? [] : [OptimizerSlot("momentum")])
    }

    public func step(
        _ parameter: Expression, gradient: Expression, state: [Expression], rate: Expression,
        count: Expression
    ) -> OptimizerStep {
        let (squares, root) = root(gradient, state)
        guard momentum != 0 else {
            return OptimizerStep(update: rate * gradient / root, state: [squares])
        }
        let step = gathered(
            gradient / root, in: state[1], momentum: momentum, rate: rate,
            isRateInside: convention != .pyTorch)
        return OptimizerStep(update: step.update, state: [squares] + step.state)
    }

    public func factor(gradient: Expression, state: [Expression], rate: Expression, count: Expression)
        -> Expression?
    { momentum == 0 ? rate / root(gradient, state).root : nil }

    /// The mean square with this gradient, and its root with ε.
    private func root(_ gradient: Expression, _ state: [Expression]) -> (
        squares: Expression, root: Expression
    ) {
        let squares = decay * state[0] + (1 - decay) * square(gradient)
        return (squares, convention == .pyTorch ? sqrt(squares) + epsilon : sqrt(squares + epsilon))
    }
}

/// m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², p ← p − η·(m/(1−β₁ᵗ)) / (√(v/(1−β₂ᵗ)) + ε).
/// Source: Kingma, Ba, arXiv 1412.6980, Algorithm 1.
public struct Adam: Optimizer {
    public let beta1: Double
    public let beta2: Double
    public let epsilon: Double
    /// Whether ε stands beside the root of v itself and not of the corrected one, as in TensorFlow and Keras:
    /// p ← p − η·√(1−β₂ᵗ)/(1−β₁ᵗ)·m/(√v + ε), the form at the end of the paper's section 2. There ε weighs more in the
    /// first steps, by 1/√(1−β₂ᵗ).
    public let isEpsilonUncorrected: Bool

    public init(
        beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, isEpsilonUncorrected: Bool = false
    ) {
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.isEpsilonUncorrected = isEpsilonUncorrected
    }

    public var state: [OptimizerSlot] { [OptimizerSlot("mean"), OptimizerSlot("squares")] }

    public func step(
        _ parameter: Expression, gradient: Expression, state: [Expression], rate: Expression,
        count: Expression
    ) -> OptimizerStep {
        let mean = beta1 * state[0] + (1 - beta1) * gradient
        let squares = squares(with: gradient, state)
        return OptimizerStep(
            update: update(along: mean, squares, rate: rate, count: count), state: [mean, squares])
    }

    public func factor(gradient: Expression, state: [Expression], rate: Expression, count: Expression)
        -> Expression?
    {
        guard beta1 == 0 else { return nil }
        let one = gradient.graph.constant(1)
        return update(along: one, squares(with: gradient, state), rate: rate, count: count)
    }

    private func squares(with gradient: Expression, _ state: [Expression]) -> Expression {
        beta2 * state[1] + (1 - beta2) * square(gradient)
    }

    private func update(
        along mean: Expression, _ squares: Expression, rate: Expression, count: Expression
    ) -> Expression {
        let size = rate / bias(beta1, count)
        let scale = sqrt(bias(beta2, count))
        return isEpsilonUncorrected
            ? size * scale * mean / (sqrt(squares) + epsilon)
            : size * mean / (sqrt(squares) / scale + epsilon)
    }

    /// 1 − βᵗ, by expm1 so that no digits are lost where βᵗ is near 1. The logarithm is taken in double precision:
    /// with β rounded to single precision it would be wrong from the fifth digit on.
    private func bias(_ beta: Double, _ count: Expression) -> Expression {
        let logarithm = Matrix<Double>(beta).logarithm().elements[0]
        return beta == 0 ? count.graph.constant(1) : -expm1(logarithm * count)
    }
}
