import Foundation

extension FigureSource {
    /// How well each generator covers its target. `nil` if nobody has measured it, as of data without modes.
    static func coverage(_ portrait: ComparisonPortrait) -> FigureSource? {
        typealias Column = MetricsTable.Column
        let measured = portrait.metrics([Column.modes]).rows.contains {
            $0.dropFirst().contains { $0 != nil }
        }
        guard measured else { return nil }
        let totals = Set(portrait.runs.map(\.portrait.modesTotal).filter { $0 > 0 })
        let most = totals.max() ?? 0
        let all = totals.count == 1 ? ReferenceLine(value: Double(most), text: "all modes") : nil
        var table = portrait
        for index in table.runs.indices {
            table.runs[index].portrait.metrics = table.runs[index].portrait.metrics.inPercent(
                Column.highQuality)
        }
        return ComparedCurves(
            name: "coverage", heading: "Coverage of the target",
            panels: [
                .init(
                    column: Column.modes, quantity: "modes covered", height: 150,
                    axis: { ValueAxis(modesUpTo: most, $0) }, reference: all),
                .init(
                    column: Column.highQuality, quantity: "high quality (%)", height: 170,
                    axis: { _ in ValueAxis(from: 0, to: 105, about: 4) }),
                .init(
                    column: Column.reverseKL, quantity: "reverse KL (nats)", height: 150,
                    axis: { ValueAxis(from: 0, to: 1.1 * max($0.map(\.high).max() ?? 1, 1e-3), about: 4) }),
            ]
        ).source(of: table)
    }

    /// The distances of players from their equilibrium on a logarithmic axis. `nil` if it is known of no run.
    static func distances(_ portrait: ComparisonPortrait) -> FigureSource? {
        let column = MetricsTable.Column.distance
        guard portrait.runs.contains(where: { $0.portrait.metrics.columns.contains(column) }) else {
            return nil
        }
        return ComparedCurves(
            name: "distances", heading: "Distance from the equilibrium",
            panels: [
                .init(
                    column: column, quantity: "distance (log scale)", height: 340,
                    axis: { ValueAxis(logarithmicFor: $0) })
            ], keeping: { $0 > 0 }
        ).source(of: portrait)
    }

    /// The losses that the players minimize. Each method has its own, so that only their course compares.
    static func losses(_ portrait: ComparisonPortrait) -> FigureSource {
        ComparedCurves(
            name: "losses", heading: "Losses of both players, penalties included",
            panels: [
                .init(
                    column: MetricsTable.Column.discriminatorLoss, quantity: "discriminator's loss",
                    height: 220, axis: { ValueAxis(linearFor: $0) }),
                .init(
                    column: MetricsTable.Column.generatorLoss, quantity: "generator's loss", height: 220,
                    axis: { ValueAxis(linearFor: $0) }),
            ]
        ).source(of: portrait)
    }

    /// The norms of the gradients on logarithmic axes. Zeros, which have no logarithm, are left out.
    static func gradientNorms(_ portrait: ComparisonPortrait) -> FigureSource {
        ComparedCurves(
            name: "gradient-norms", heading: "Gradient norms of both players",
            panels: [
                .init(
                    column: MetricsTable.Column.discriminatorGradientNorm,
                    quantity: "discriminator's (log scale)", height: 220,
                    axis: { ValueAxis(logarithmicFor: $0) }),
                .init(
                    column: MetricsTable.Column.generatorGradientNorm, quantity: "generator's (log scale)",
                    height: 220, axis: { ValueAxis(logarithmicFor: $0) }),
            ], keeping: { $0 > 0 }
        ).source(of: portrait)
    }
}
