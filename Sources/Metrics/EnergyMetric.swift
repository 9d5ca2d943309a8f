import Records

/// ``EnergyDistance/uStatistic`` of generated points and as many of the data: 0 on average for a perfect generator, and
/// therefore sometimes below. It needs no modes.
public struct EnergyMetric: Metric {
    public let columns = [
        Column(
            "energyDistance", title: "energy distance", .outcome, better: .lower,
            landmarks: [Column.Landmark(0, "equal distributions")],
            figure: Column.Figure("energy-distance", heading: "Energy distance of the samples from the data"))
    ]
    private let points: Int

    /// - Parameter points: at most so many of each kind. The time grows with their square.
    public init(points: Int) { self.points = points }

    public func values(of look: Look) -> [Double?] {
        let (generated, data) = look.pairs(points)
        return [EnergyDistance(of: generated, data: data)?.uStatistic]
    }
}
