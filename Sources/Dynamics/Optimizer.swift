import Autodiff
import Tensors

/// How a player turns its gradient into a step: a pure function, written as expressions so that it compiles
/// into the training program and can itself be differentiated.
public protocol Optimizer: Sendable {
    /// What the optimizer remembers of each parameter: a name and the value at the start.
    var memory: [OptimizerSlot] { get }

    /// - Parameters:
    ///   - parameter: the parameter, and its `gradient` of the same shape.
    ///   - memory: one expression a slot, of the parameter's shape.
    ///   - rate: the learning rate, 1×1.
    ///   - count: which update of the player this is, from 1; 1×1.
    func step(
        _ parameter: Expression, gradient: Expression, memory: [Expression], rate: Expression,
        count: Expression
    ) -> OptimizerStep
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

/// The new parameter and the new memory.
public struct OptimizerStep {
    public let parameter: Expression
    public let memory: [Expression]

    public init(_ parameter: Expression, memory: [Expression] = []) {
        self.parameter = parameter
        self.memory = memory
    }
}

/// Gradient descent: p ← p − η·g; with momentum μ > 0, b ← μ·b + g, p ← p − η·b (PyTorch's convention, in
/// which the rate scales the whole sum).
public struct SGD: Optimizer {
    public let momentum: Double

    public init(momentum: Double = 0) { self.momentum = momentum }

    public var memory: [OptimizerSlot] { momentum == 0 ? [] : [OptimizerSlot("momentum")] }

    public func step(
        _ parameter: Expression, gradient: Expression, memory: [Expression], rate: Expression,
        count: Expression
    ) -> OptimizerStep {
        guard let momentumBuffer = memory.first else { return OptimizerStep(parameter - rate * gradient) }
        let direction = momentum * momentumBuffer + gradient
        return OptimizerStep(parameter - rate * direction, memory: [direction])
    }
}

/// v ← α·v + (1−α)·g², p ← p − η·g/(√v + ε), v starting at 0: PyTorch's convention, with ε outside the root.
/// Source: T. Tieleman, G. Hinton, Coursera lecture 6.5, 2012.
public struct RMSProp: Optimizer {
    public let decay: Double
    public let epsilon: Double

    public init(decay: Double = 0.99, epsilon: Double = 1e-8) {
        self.decay = decay
        self.epsilon = epsilon
    }

    public var memory: [OptimizerSlot] { [OptimizerSlot("squares")] }

    public func step(
        _ parameter: Expression, gradient: Expression, memory: [Expression], rate: Expression,
        count: Expression
    ) -> OptimizerStep {
        let squares = decay * memory[0] + (1 - decay) * square(gradient)
        return OptimizerStep(parameter - rate * gradient / (sqrt(squares) + epsilon), memory: [squares])
    }
}

/// v ← α·v + (1−α)·g², p ← p − η·g/√(v + ε), v starting at 1: TensorFlow 1's convention, with ε inside the
/// root, which makes the first steps smaller than PyTorch's.
public struct RMSPropTF1: Optimizer {
    public let decay: Double
    public let epsilon: Double

    public init(decay: Double = 0.9, epsilon: Double = 1e-10) {
        self.decay = decay
        self.epsilon = epsilon
    }

    public var memory: [OptimizerSlot] { [OptimizerSlot("squares", startingAt: 1)] }

    public func step(
        _ parameter: Expression, gradient: Expression, memory: [Expression], rate: Expression,
        count: Expression
    ) -> OptimizerStep {
        let squares = decay * memory[0] + (1 - decay) * square(gradient)
        return OptimizerStep(parameter - rate * gradient / sqrt(squares + epsilon), memory: [squares])
    }
}

/// m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², p ← p − η·(m/(1−β₁ᵗ)) / (√(v/(1−β₂ᵗ)) + ε).
/// Source: Kingma, Ba, arXiv 1412.6980, Algorithm 1.
public struct Adam: Optimizer {
    public let beta1: Double
    public let beta2: Double
    public let epsilon: Double

    public init(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8) {
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
    }

    public var memory: [OptimizerSlot] { [OptimizerSlot("mean"), OptimizerSlot("squares")] }

    public func step(
        _ parameter: Expression, gradient: Expression, memory: [Expression], rate: Expression,
        count: Expression
    ) -> OptimizerStep {
        let mean = beta1 * memory[0] + (1 - beta1) * gradient
        let squares = beta2 * memory[1] + (1 - beta2) * square(gradient)
        let size = rate / bias(beta1, count)
        let scale = sqrt(bias(beta2, count))
        return OptimizerStep(
            parameter - size * mean / (sqrt(squares) / scale + epsilon), memory: [mean, squares])
    }

    /// 1 − βᵗ, by expm1 so that no digits are lost where βᵗ is near 1.
    private func bias(_ beta: Double, _ count: Expression) -> Expression {
        beta == 0 ? count.graph.constant(1) : -expm1(log(count.graph.constant(beta)) * count)
    }
}
