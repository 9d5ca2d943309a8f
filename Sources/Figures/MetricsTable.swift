/// The measurements of a run as a table: one row a logged step, one column a quantity.
public struct MetricsTable: Sendable, Equatable {
    /// The names of the columns; the column `step` says when the row was measured.
    public var columns: [String]
    /// One entry a column; `nil` where the quantity was not measured at that step. A short row counts as if
    /// it were filled up with `nil`.
    public var rows: [[Double?]]

    public init(columns: [String], rows: [[Double?]]) {
        self.columns = columns
        self.rows = rows
    }

    /// The columns every run has; whatever else stands in a table is a penalty of its game.
    enum Column {
        static let step = "step"
        static let discriminatorLoss = "discriminatorLoss"
        static let generatorLoss = "generatorLoss"
        static let discriminatorGradientNorm = "discriminatorGradientNorm"
        static let generatorGradientNorm = "generatorGradientNorm"
        static let modes = "modes"
        static let highQuality = "highQuality"
        static let reverseKL = "reverseKL"
        static let seconds = "seconds"
        /// Of the players from their equilibrium, in games where it is known.
        static let distance = "distance"

        static let known: Set<String> = [
            step, discriminatorLoss, generatorLoss, discriminatorGradientNorm, generatorGradientNorm, modes,
            highQuality, reverseKL, seconds,
        ]
    }

    /// The names of the penalty columns, in the order of the table.
    var penalties: [String] {
        columns.filter { !Column.known.contains($0) }
    }
}
