import Autodiff
import Tensors

/// γ·(x − μ)/√(σ² + ε) + β, column by column, μ and σ² (with divisor n) of the rows at hand; γ starts at 1, β at 0.
///
/// Derivatives go through μ and σ², since all of it is an ordinary formula. The statistics are those of the batch
/// in sampling too: there are no moving averages (docs/decisions/0030).
///
/// Source: Ioffe, Szegedy 2015, arXiv 1502.03167.
public struct BatchNormalization: Hashable, Sendable {
    /// ε, inside the root: 1e-5 in PyTorch, 1e-3 in Keras, 1e-4 in Blocks.
    public let epsilon: Double

    public init(epsilon: Double = 1e-5) { self.epsilon = epsilon }

    /// - Parameters:
    ///   - x: (n·packing)×width. Of each pack, which is `packing` rows one after the other, the first rows have
    ///     statistics to themselves, the second rows too, and so on.
    ///   - gamma, beta: 1×width.
    func callAsFunction(_ x: Expression, gamma: Expression, beta: Expression, packing: Int) -> Expression {
        let packs = x.shape.rows / packing
        let columns = Shape(1, packing * x.shape.columns)
        let packed = x.reshaped(to: Shape(packs, columns.columns))
        let centred = packed - packed.sum(to: columns) / Double(packs)
        let variance = square(centred).sum(to: columns) / Double(packs)
        let standard = (centred / sqrt(variance + epsilon)).reshaped(to: x.shape)
        return standard * gamma + beta
    }
}
