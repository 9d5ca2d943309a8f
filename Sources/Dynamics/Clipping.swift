import Autodiff

/// Shortening of what is longer than it may be: g·min(1, c/(‖g‖ + ε)).
public struct GradientClipping: Sendable, Equatable {
    /// What is shortened.
    public enum Place: String, CaseIterable, Sendable {
        /// The direction that the optimizer is given, penalties and field methods included: `clip_grad_norm_` in
        /// PyTorch, `clip_by_global_norm` in TensorFlow.
        case gradient
        /// The step that the optimizer makes of it, learning rate included: `optax.clip_by_global_norm` behind an
        /// optimizer in a chain.
        case update
    }

    /// Of which numbers the norm is.
    public enum Scope: String, CaseIterable, Sendable {
        /// Of all parameters of the player together.
        case player
        /// Of each array, a weight matrix or a bias, for itself: `clipnorm` in Keras, `clip_by_norm` in TensorFlow.
        case array
    }

    /// c.
    public var norm: Double
    /// ε: 10⁻⁶ in PyTorch, 0 elsewhere.
    public var epsilon: Double
    public var place: Place
    public var scope: Scope

    public init(
        norm: Double, epsilon: Double = 0, place: Place = .gradient, scope: Scope = .player
    ) {
        self.norm = norm
        self.epsilon = epsilon
        self.place = place
        self.scope = scope
    }

    /// - Parameter pieces: one expression a parameter.
    func shortened(_ pieces: [Expression], at place: Place) -> [Expression] {
        guard place == self.place else { return pieces }
        switch scope {
        case .player: return shortened(together: pieces)
        case .array: return pieces.flatMap { shortened(together: [$0]) }
        }
    }

    private func shortened(together pieces: [Expression]) -> [Expression] {
        guard let first = pieces.first else { return [] }
        let length = sqrt(pieces.dropFirst().reduce(first.squaredNorm()) { $0 + $1.squaredNorm() })
        let limit = length.graph.constant(norm)
        // min(1, c/x) = c/max(x, c), which is exactly 1 up to c.
        let factor = limit / maximum(length + epsilon, limit)
        return pieces.map { $0 * factor }
    }
}
