import Autodiff

/// Competitive gradient descent: each player answers, to first order, the step that the other is about to take.
/// With the directions d, and the mixed derivatives A = ∂d_D/∂θ and B = ∂d_G/∂ψ, the answers solve
///
///     d_D* = d_D − ηA·d_G*    and    d_G* = d_G − ηB·d_D*,
///
/// so that d_D* = (I − η²AB)⁻¹(d_D − ηA·d_G). Found by `sweeps` rounds of putting one into the other, which leave
/// an error of the order (η²‖A‖‖B‖)^sweeps: beyond η²‖A‖‖B‖ = 1 it is not this method any more.
///
/// Source: Schäfer, Anandkumar 2019, arXiv 1905.12103; devzhk/cgds-package solves by conjugate gradients.
public struct CompetitiveDescent: FieldMethod {
    public let name = "cgd"
    public let title = "CGD"
    public let weightSymbol = "η"
    public let sweeps: Int

    public init(sweeps: Int = 5) { self.sweeps = sweeps }

    public func products(for players: [Player]) -> Int { 2 * sweeps + 1 }

    /// - Parameter eta: η, the rate with which both players step.
    public func change(of field: VectorField, weight eta: Expression) -> FieldChange {
        let plain = field.directions
        /// A player's direction once the other steps against `others`.
        func answer(of player: Player, to others: [Expression]) -> [Expression] {
            let response = jacobianProduct(
                of: plain[player], withRespectTo: field.parameters[player.other], times: others)
            return zip(plain[player], response).map { $0 - eta * $1 }
        }
        var discriminator = plain.discriminator
        for _ in 0..<sweeps {
            discriminator = answer(of: .discriminator, to: answer(of: .generator, to: discriminator))
        }
        return FieldChange(
            directions: PerPlayer(
                discriminator: discriminator, generator: answer(of: .generator, to: discriminator)))
    }
}
