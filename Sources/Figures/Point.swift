/// A place in the plane of the data, in the data's own units.
public struct Point: Sendable, Equatable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// Whether the point can be put on paper: a run that diverged may hand over NaN, infinities, or numbers
    /// so large that their differences overflow.
    var isDrawable: Bool {
        abs(x) < Self.largestDrawable && abs(y) < Self.largestDrawable
    }

    private static let largestDrawable = 1e30
}
