import Foundation

/// A loss without penalties at equilibrium: generated points have the distribution of the data, and the discriminator gives
/// all points the score that minimizes its loss.
public struct EquilibriumLoss: Equatable, Sendable {
    public let value: Double
    /// The value as a formula, such as "2 ln 2".
    public let formula: String

    public init(_ value: Double, _ formula: String) {
        self.value = value
        self.formula = formula
    }
}

extension Objective {
    public var title: String { "\(type(of: self))" }
    public var isLogistic: Bool { false }
    /// A loss that differs between such discriminators, as −E D(G(z)) does, has no value at equilibrium.
    public var equilibrium: PerPlayer<EquilibriumLoss?> { PerPlayer(discriminator: nil, generator: nil) }
    public var isZeroSum: Bool { false }
}

extension EquilibriumLoss {
    /// A multiple of softplus(0) = ln 2.
    static func logTwo(times factor: Int) -> EquilibriumLoss {
        let sign = factor < 0 ? "−" : ""
        let count = factor.magnitude == 1 ? "" : "\(factor.magnitude) "
        return EquilibriumLoss(Double(factor) * log(2), "\(sign)\(count)ln 2")
    }
}
