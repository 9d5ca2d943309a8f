import Records

/// How far the players of a game with a known answer are from where they rest, and where they are.
public struct EquilibriumDistance: Metric {
    public let columns: [Column]
    private let equilibrium: [Double]?

    /// - Parameters:
    ///   - equilibrium: the discriminator's numbers, then the generator's; nil where it is not known, and then there is no
    ///     distance.
    ///   - names: of the same numbers, such as psi and theta.
    public init(from equilibrium: [Double]?, names: [String]) {
        self.equilibrium = equilibrium
        let distance = Column(
            "distance", .outcome, better: .lower, scale: .logarithmic,
            figure: Column.Figure("distances", heading: "Distance from the equilibrium"),
            remark: "from the equilibrium")
        columns = (equilibrium == nil ? [] : [distance]) + names.map { Column($0, .outcome) }
    }

    public var isCheap: Bool { true }

    public func values(of look: Look) -> [Double?] {
        guard let equilibrium else {
            return look.parameters.count == columns.count ? look.parameters : columns.map { _ in nil }
        }
        guard look.parameters.count == equilibrium.count else { return columns.map { _ in nil } }
        let squares = zip(look.parameters, equilibrium).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        return [squares.squareRoot()] + look.parameters
    }
}
