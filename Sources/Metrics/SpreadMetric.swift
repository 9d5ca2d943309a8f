import Records

/// ``ModeSpread`` of all modes in three numbers. ``ModeSpread`` itself describes each mode.
public struct SpreadMetric: Metric {
    private let modes: Modes
    private let within: Double

    /// - Parameter within: how many standard deviations from a centre a sample may lie to belong to the mode.
    public init(of modes: Modes, within: Double = 3) {
        self.modes = modes
        self.within = within
    }

    public var columns: [Column] {
        let figure = Column.Figure("mode-spread", heading: "How samples lie within the modes")
        return [
            Column(
                "shareGap", title: "gap in mode shares", .outcome, figure: figure,
                remark: "of the samples are missing in modes or too many there"),
            Column("modeOffset", title: "offset within modes", .outcome, unit: "σ", figure: figure),
            Column(
                "modeSpread", title: "width of modes", .outcome,
                landmarks: [Column.Landmark(1, "the target's")], figure: figure,
                remark: "times the target's"),
        ]
    }

    public func values(of look: Look) -> [Double?] {
        guard !look.generated.isEmpty else { return [nil, nil, nil] }
        let spreads = ModeSpread.ofModes(look.generated, modes: modes, within: within)
        let targets = modes.weights.map {
            ModeSpread.targetShare($0, within: within, dimensions: modes.dimensions)
        }
        return [
            zip(spreads, targets).reduce(0) { $0 + abs($1.0.share - $1.1) } / 2,
            Self.mean(spreads.compactMap { $0.offset.map { ($0 * $0).sum().squareRoot() } }),
            Self.mean(spreads.compactMap(\.width)),
        ]
    }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
