import Records

/// How steep the discriminator is, E‖∇ₓD‖ at points of the data, of the generator, and between both; and how far its
/// scores of the data are from zero, E|D|. Penalties act on these slopes: R1 on the first, R2 on the second, WGAN-GP on
/// the third. At the end of a training that converges all of them are near zero (arXiv 1801.04406).
public struct DiscriminatorMetric: Metric {
    private let points: Int

    /// - Parameter points: at most so many of each kind.
    public init(points: Int) { self.points = points }

    public var columns: [Column] {
        let figure = Column.Figure("slopes", heading: "Slopes and scores of the discriminator")
        return [
            ("slopeReal", "slope at the data"), ("slopeGenerated", "slope at the samples"),
            ("slopeBetween", "slope between both"), ("scoreSize", "mean |D| at the data"),
        ].map {
            Column($0, title: $1, .outcome, of: .discriminator, scale: .logarithmic, figure: figure)
        }
    }

    public func values(of look: Look) throws -> [Double?] {
        let (generated, data) = look.pairs(points)
        guard !data.isEmpty else { return columns.map { _ in nil } }
        let (scores, gradients) = try look.judge(data + generated + Self.between(data, generated))
        guard scores.count == 3 * data.count, gradients.count == scores.count else {
            return columns.map { _ in nil }
        }
        let slopes = (0..<3).map { part in
            let part = gradients[part * data.count..<(part + 1) * data.count]
            return part.reduce(0) { $0 + ($1 * $1).sum().squareRoot() } / Double(data.count)
        }
        return slopes + [scores.prefix(data.count).reduce(0) { $0 + abs($1) } / Double(data.count)]
    }

    /// One point on the way from each of the data to a sample. As in ``WGANGP``, the shares of the way are uniform on
    /// (0, 1), but spread evenly in place of drawn.
    static func between(_ data: [Point], _ generated: [Point]) -> [Point] {
        zip(data, generated).enumerated().map { index, pair in
            let share = (Double(index) + 0.5) / Double(data.count)
            return share * pair.0 + (1 - share) * pair.1
        }
    }
}
