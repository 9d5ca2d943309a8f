/// A square window onto the plane. Every picture of points uses one, so that a circle looks like a circle and two
/// pictures with the same frame can be compared place by place.
public struct Frame: Equatable, Sendable, Codable {
    /// The middle of the window, in data units.
    public var centre: Point
    /// Half the side of the window, in data units; always positive.
    public var halfSide: Double

    /// A window of the given middle and half side. A half side that is no positive number, or one that vanishes beside
    /// the coordinates, becomes 1 or what is seen beside them.
    public init(centre: Point, halfSide: Double) {
        self.centre = centre.isDrawable ? centre : .zero
        let least = 1e-6 * max(abs(self.centre.x), abs(self.centre.y))
        self.halfSide = halfSide > least && halfSide < 1e30 ? halfSide : max(1, least)
    }

    /// The smallest square that holds all the finite points, widened on each side by `margin` times its half side. With
    /// no finite point it is the square from −1 to 1.
    public init(around points: [Point], margin: Double = 0.15) {
        let drawable = points.filter(\.isDrawable)
        guard let first = drawable.first else {
            self.init(centre: .zero, halfSide: 1)
            return
        }
        let low = drawable.reduce(first, pointwiseMin)
        let high = drawable.reduce(first, pointwiseMax)
        self.init(centre: (low + high) / 2, halfSide: ((high - low) / 2).max() * (1 + margin))
    }

    /// The window in which the generator, the discriminator and the data of one run are looked at: the data with some
    /// space around them. It ignores the generator, so that a run that diverged cannot shrink the data to a dot.
    ///
    /// - Parameter data: used if there are no modes. The origin is the middle of data with modes, unless they lie far
    ///   from it.
    public init(modes: Modes?, data: [Point]) {
        let farthest = modes?.centres.map { max(abs($0.x), abs($0.y)) }.max()
        let deviation = modes.map { $0.standardDeviation > 0 ? $0.standardDeviation : 0 } ?? 0
        guard let modes, let farthest, farthest + deviation < 1e29 else {
            self.init(around: data, margin: Self.space)
            return
        }
        let own = Frame(around: modes.centres, margin: 0)
        let reach = (modes.centres.count > 1 ? own.halfSide : 0) + 3 * deviation
        if reach > 0, farthest > 4 * reach {
            self.init(centre: own.centre, halfSide: (1 + Self.space) * reach)
            return
        }
        self.init(centre: .zero, halfSide: (1 + Self.space) * (farthest + 3 * deviation))
    }

    /// Around the data, in half sides: room to see what the discriminator says beside them.
    private static let space = 0.3

    package var left: Double { centre.x - halfSide }
    package var right: Double { centre.x + halfSide }
    package var bottom: Double { centre.y - halfSide }
    package var top: Double { centre.y + halfSide }
    public var horizontal: ClosedRange<Double> { left...right }
    public var vertical: ClosedRange<Double> { bottom...top }
    package var side: Double { 2 * halfSide }

    /// Whether the point lies in the window, its edges included; a point with NaN does not.
    package func contains(_ point: Point) -> Bool {
        point.isDrawable && abs(point.x - centre.x) <= halfSide && abs(point.y - centre.y) <= halfSide
    }

    /// So many places from the left edge to the right one, evenly spaced.
    public func columns(_ count: Int) -> [Double] { offsets(count).map { centre.x + $0 } }

    /// So many places from the lower edge to the upper one, evenly spaced.
    public func rows(_ count: Int) -> [Double] { offsets(count).map { centre.y + $0 } }

    /// `count` × `count` points, row by row.
    public func mesh(_ count: Int) -> [Point] {
        rows(count).flatMap { y in columns(count).map { x in Point(x, y) } }
    }

    private func offsets(_ count: Int) -> [Double] {
        (0..<count).map { halfSide * (2 * Double($0) / Double(count - 1) - 1) }
    }
}
