/// A square window onto the plane. Every picture of points uses one, so that a circle looks like a circle and
/// two pictures with the same frame can be compared place by place.
public struct Frame: Sendable, Equatable {
    /// The middle of the window, in data units.
    public var centre: Point
    /// Half the side of the window, in data units; always positive.
    public var halfSide: Double

    /// A window of the given middle and half side. A half side that is no positive number, or one
    /// that vanishes beside the coordinates, becomes 1 or what is seen beside them.
    public init(centre: Point, halfSide: Double) {
        self.centre = centre.isDrawable ? centre : Point(x: 0, y: 0)
        let least = 1e-6 * max(abs(self.centre.x), abs(self.centre.y))
        self.halfSide = halfSide > least && halfSide < 1e30 ? halfSide : max(1, least)
    }

    /// The smallest square that holds all the finite points, widened on each side by `margin` times its half
    /// side. With no finite point it is the square from −1 to 1.
    public init(around points: [Point], margin: Double = 0.15) {
        let drawable = points.filter(\.isDrawable)
        guard let first = drawable.first else {
            self.init(centre: Point(x: 0, y: 0), halfSide: 1)
            return
        }
        var (low, high) = (first, first)
        for point in drawable {
            low = Point(x: min(low.x, point.x), y: min(low.y, point.y))
            high = Point(x: max(high.x, point.x), y: max(high.y, point.y))
        }
        let half = max(high.x - low.x, high.y - low.y) / 2
        self.init(
            centre: Point(x: (low.x + high.x) / 2, y: (low.y + high.y) / 2),
            halfSide: half * (1 + margin))
    }

    var left: Double { centre.x - halfSide }
    var right: Double { centre.x + halfSide }
    var bottom: Double { centre.y - halfSide }
    var top: Double { centre.y + halfSide }
    public var horizontal: ClosedRange<Double> { left...right }
    public var vertical: ClosedRange<Double> { bottom...top }
    var side: Double { 2 * halfSide }

    /// Whether the point lies in the window, its edges included; a point with NaN does not.
    func contains(_ point: Point) -> Bool {
        point.isDrawable && abs(point.x - centre.x) <= halfSide && abs(point.y - centre.y) <= halfSide
    }
}
