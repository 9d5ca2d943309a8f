import Records

/// To which mode of a mixture a point belongs: to that of the nearest centre, if it lies near enough.
struct NearestMode {
    private let centres: [Point]
    private let radius: Double
    /// Above the squared radius by more than rounding: what is farther needs no root.
    private let limit: Double

    /// - Parameter radius: points nearer than this belong to a mode; may be infinite.
    init(of centres: [Point], closerThan radius: Double) {
        self.centres = centres
        self.radius = radius
        limit = radius * radius * (1 + 1e-9) + .leastNormalMagnitude
    }

    /// The index of the centre; nil if none is near enough, or a coordinate is not finite.
    func index(of point: Point) -> Int? {
        var (mode, lowest): (Int?, Double) = (nil, radius)
        for index in centres.indices {
            let offset = point - centres[index]
            let squared = (offset * offset).sum()
            guard squared <= limit, case let distance = squared.squareRoot(), distance < lowest else {
                continue
            }
            (mode, lowest) = (index, distance)
        }
        return mode
    }
}
