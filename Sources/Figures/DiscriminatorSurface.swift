/// What the discriminator thinks of every place in the plane: its score on a regular grid, and the slope of
/// the score at some places. Some 200 by 200 places make a smooth picture, some 20 by 20 arrows a clear one.
public struct DiscriminatorSurface: Sendable, Equatable {
    /// The slope of the score at one place: the way a generated sample there is pushed.
    public struct Arrow: Sendable, Equatable {
        public var point: Point
        /// The gradient of the score with respect to the place, in logits per data unit.
        public var gradient: Point

        public init(point: Point, gradient: Point) {
            self.point = point
            self.gradient = gradient
        }
    }

    /// The columns of the grid, in data units, ascending and evenly spaced.
    public var xs: [Double]
    /// The rows of the grid, in data units, ascending and evenly spaced.
    public var ys: [Double]
    /// What a score says.
    public enum Meaning: Sendable, Equatable {
        /// The logarithm of the odds that a point is real: 0 is undecided.
        case logit
        /// The value of a critic, of which only differences count: it is drawn relative to its median.
        case critic
    }

    /// The scores, row after row: `ys.count` rows of `xs.count`.
    public var values: [Double]
    public var arrows: [Arrow]
    public var meaning: Meaning

    public init(
        xs: [Double], ys: [Double], values: [Double], arrows: [Arrow], meaning: Meaning = .logit
    ) {
        self.meaning = meaning
        self.xs = xs
        self.ys = ys
        let median = values.filter(\.isFinite).quantile(0.5) ?? 0
        self.values = meaning == .critic ? values.map { $0 - median } : values
        self.arrows = arrows
    }

    /// Whether the grid can be drawn: at least two rows and columns, spread out, with a value each.
    var isDrawable: Bool {
        xs.count >= 2 && ys.count >= 2 && values.count == xs.count * ys.count
            && Self.isAxis(xs) && Self.isAxis(ys) && values.contains(where: \.isFinite)
    }

    /// From the first column to the last; of use only if the surface can be drawn.
    var horizontal: ClosedRange<Double> { Ticks.range(xs.first ?? 0, xs.last ?? 1) }
    /// From the first row to the last; of use only if the surface can be drawn.
    var vertical: ClosedRange<Double> { Ticks.range(ys.first ?? 0, ys.last ?? 1) }
    var width: Double { horizontal.upperBound - horizontal.lowerBound }
    var height: Double { vertical.upperBound - vertical.lowerBound }

    /// Whether places ascend from the first to the last by an amount that shows, all of them drawable.
    private static func isAxis(_ places: [Double]) -> Bool {
        guard let first = places.first, let last = places.last else { return false }
        return places.allSatisfy { Point(x: $0, y: 0).isDrawable }
            && Ticks.range(first, last) == first...max(first, last)
    }
}
