import Autodiff

/// Extrapolation from the past: the base optimizer is given 2gₜ − gₜ₋₁ in place of gₜ, with g₀ = 0. With SGD
/// this is optimistic gradient descent, w ← w − 2ηgₜ + ηgₜ₋₁.
///
/// Source: Daskalakis et al., arXiv 1711.00141.
public struct Optimistic: Optimizer {
    public let base: any Optimizer

    public init(_ base: any Optimizer) { self.base = base }

    public var memory: [OptimizerSlot] { base.memory + [OptimizerSlot("previousGradient")] }

    public func step(
        _ parameter: Expression, gradient: Expression, memory: [Expression], rate: Expression,
        count: Expression
    ) -> OptimizerStep {
        let previous = memory[memory.count - 1]
        let step = base.step(
            parameter, gradient: 2 * gradient - previous, memory: memory.dropLast(), rate: rate, count: count)
        return OptimizerStep(step.parameter, memory: step.memory + [gradient])
    }
}

/// After each step every number is brought back into [−c, c]: the weight clipping of the first Wasserstein GAN
/// (arXiv 1701.07875).
public struct Clipped: Optimizer {
    public let base: any Optimizer
    /// c.
    public let limit: Double

    public init(_ base: any Optimizer, limit: Double) {
        self.base = base
        self.limit = limit
    }

    public var memory: [OptimizerSlot] { base.memory }

    public func step(
        _ parameter: Expression, gradient: Expression, memory: [Expression], rate: Expression,
        count: Expression
    ) -> OptimizerStep {
        let step = base.step(parameter, gradient: gradient, memory: memory, rate: rate, count: count)
        let p = step.parameter
        return OptimizerStep(p - relu(p - limit) + relu(-p - limit), memory: step.memory)
    }
}
