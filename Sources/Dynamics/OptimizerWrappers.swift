import Autodiff

/// How large the first step is when a step is extrapolated from the past, which it does not have.
public enum FirstStep: String, CaseIterable, Sendable {
    /// Twice as long: the past counts as 0 (arXiv 1711.00141 and its program).
    case double
    /// As long as without extrapolation: the past counts as equal to the present (optax).
    case single

    /// 2·now − before, where `before` is 0 at the first step.
    ///
    /// - Parameter count: which step this is, from 1; 1×1.
    fileprivate func extrapolated(_ now: Expression, from before: Expression, count: Expression) -> Expression
    {
        switch self {
        case .double: return 2 * now - before
        case .single:
            let isFirst = 1 - sign(count - 1)
            return (2 - isFirst) * now - before
        }
    }
}

/// Extrapolation from the past: p ← p − η(2rₜ − rₜ₋₁), where η·r is what the base optimizer would take from the
/// parameter. With SGD r is the gradient, and this is optimistic gradient descent; with Adam it is Optimistic Adam.
///
/// Source: Daskalakis et al., arXiv 1711.00141, Algorithm 1; optax does the same.
public struct Optimistic: Optimizer {
    public let base: any Optimizer
    public let firstStep: FirstStep

    public init(_ base: any Optimizer, firstStep: FirstStep = .double) {
        self.base = base
        self.firstStep = firstStep
    }

    public var state: [OptimizerSlot] { base.state + [OptimizerSlot("previousUpdate")] }

    public func step(
        _ parameter: Expression, gradient: Expression, state: [Expression], rate: Expression,
        count: Expression
    ) -> OptimizerStep {
        // With rate 1 the base's update is r: today's rate then holds for both terms, as in optax.
        let base = base.step(
            parameter, gradient: gradient, state: state.dropLast(), rate: rate.graph.constant(1),
            count: count)
        let previous = state[state.count - 1]
        return OptimizerStep(
            update: rate * firstStep.extrapolated(base.update, from: previous, count: count),
            state: base.state + [base.update])
    }
}

/// The base optimizer is given 2gₜ − gₜ₋₁ in place of gₜ. With SGD this is ``Optimistic``; with Adam it is Adam on an
/// extrapolated gradient, which is another method.
public struct OptimisticGradient: Optimizer {
    public let base: any Optimizer
    public let firstStep: FirstStep

    public init(_ base: any Optimizer, firstStep: FirstStep = .double) {
        self.base = base
        self.firstStep = firstStep
    }

    public var state: [OptimizerSlot] { base.state + [OptimizerSlot("previousGradient")] }

    public func step(
        _ parameter: Expression, gradient: Expression, state: [Expression], rate: Expression,
        count: Expression
    ) -> OptimizerStep {
        let extrapolated = firstStep.extrapolated(gradient, from: state[state.count - 1], count: count)
        let step = base.step(
            parameter, gradient: extrapolated, state: state.dropLast(), rate: rate, count: count)
        return OptimizerStep(update: step.update, state: step.state + [gradient])
    }
}
