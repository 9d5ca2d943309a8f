import Records

/// To which mode of a mixture a point belongs: to that of the nearest centre, if it lies near enough.
struct NearestMode {
    private let centres: [Point]
    /// Modes that differ in width or direction, and how many standard deviations are near enough; nil for the others.
    private let uneven: (modes: Modes, within: Double)?
    private let radius: Double
    /// Above the squared radius by more than rounding: what is farther needs no root.
    private let limit: Double

    /// - Parameter radius: points nearer than this belong to a mode; may be infinite.
    init(of centres: [Point], closerThan radius: Double) {
        self.init(centres, radius, uneven: nil)
    }

    /// - Parameter within: in standard deviations of the mode.
    init(of modes: Modes, within: Double) {
        let deviation = modes.spreads.first?.xx ?? 0
        self.init(
            modes.centres, within * deviation, uneven: modes.isUniform ? nil : (modes, within))
    }

    private init(_ centres: [Point], _ radius: Double, uneven: (modes: Modes, within: Double)?) {
        self.centres = centres
        self.radius = radius
        self.uneven = uneven
        limit = radius * radius * (1 + 1e-9) + .leastNormalMagnitude
    }

    /// The index of the centre; nil if none is near enough, or a coordinate is not finite.
    func index(of point: Point) -> Int? {
        if let uneven { return uneven.modes.nearest(to: point, within: uneven.within)?.mode }
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
