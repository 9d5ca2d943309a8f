import Records

/// ``NeighbourMeasures`` of generated points and as many of the data. They need no modes.
public struct NeighbourMetric: Metric {
    private let points: Int
    private let neighbours: Int

    /// - Parameters:
    ///   - points: at most so many of each kind.
    ///   - neighbours: k, at least 1.
    public init(points: Int, neighbours: Int = 5) {
        self.points = points
        self.neighbours = neighbours
    }

    public var columns: [Column] {
        func column(_ name: String, _ title: String, _ format: Column.Format, _ remark: String) -> Column {
            Column(
                name, title: title, .outcome, format: format, better: .higher,
                figure: Column.Figure("neighbours", heading: "Samples and data as each other's neighbours"),
                remark: remark)
        }
        return [
            column("precision", "precision", .share, "of the samples lie among the data"),
            column("recall", "recall", .share, "of the data lie among the samples"),
            column("density", "density", .number, "(1 for the data themselves)"),
            column("coverage", "coverage", .share, "of the data have a sample near"),
        ]
    }

    public func values(of look: Look) -> [Double?] {
        let (generated, data) = look.pairs(points)
        guard let around = Neighbourhoods(of: generated, neighbours: neighbours),
            let within = Neighbourhoods(of: data, neighbours: neighbours)
        else { return columns.map { _ in nil } }
        let measures = NeighbourMeasures(of: around, data: within)
        return [measures.precision, measures.recall, measures.density, measures.coverage]
    }
}
