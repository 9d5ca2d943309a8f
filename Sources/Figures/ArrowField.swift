import Records

/// The slopes of the score as arrows of readable length.
struct ArrowField {
    /// Where each arrow starts and how far it goes, in data units.
    var arrows: [(start: Point, step: Point)]
    /// The longest arrow in data units, and the norm that it stands for; 0 without arrows.
    let longest: Double
    let steepest: Double

    /// Scales the gradients: the longest arrow is a little shorter than the way to the next one. Lengths
    /// follow the square root of the norm, since gradients differ by orders of magnitude, and the steepest
    /// twentieth is drawn alike. Arrows too short to show a direction are left out.
    ///
    /// - Parameters:
    ///   - field: places and what is felt there.
    ///   - width, height: of the rectangle that the places fill.
    init(_ field: [Arrow], width: Double, height: Double) {
        let usable = field.filter { arrow in
            arrow.start.isDrawable && arrow.direction.isDrawable && arrow.direction.norm > 0
        }
        let steep = usable.map(\.direction.norm).quantile(0.95) ?? 0
        guard steep > 0 else {
            (arrows, longest, steepest) = ([], 0, 0)
            return
        }
        let spacing = (width * height / Double(usable.count)).squareRoot()
        // A lone arrow should not cross the whole picture.
        let longest = min(0.85 * spacing, 0.1 * max(width, height))
        self.longest = longest
        steepest = steep
        arrows = usable.compactMap { arrow in
            let norm = arrow.direction.norm
            let length = min(norm / steep, 1).squareRoot()
            guard length > 0.2 else { return nil }
            let factor = longest * length / norm
            return (arrow.start, factor * arrow.direction)
        }
    }

    /// How gnuplot draws the heads.
    static let head = "head size screen 0.008,22 filled linewidth 0.9"

    var rows: [String] {
        arrows.map { DataBlocks.row($0.start) + " " + DataBlocks.row($0.step) }
    }
}

extension [Arrow] {
    /// Every second row and column of a fine grid: arrows of all places would hide what lies below.
    func thinned(to most: Int = 14) -> [Arrow] {
        func kept(_ places: [Double]) -> Set<Double> {
            let sorted = Set(places.filter(\.isFinite)).sorted()
            guard sorted.count > most else { return Set(sorted) }
            return Set(sorted.indices.filter { !$0.isMultiple(of: 2) }.map { sorted[$0] })
        }
        let (xs, ys) = (kept(map(\.start.x)), kept(map(\.start.y)))
        return filter { xs.contains($0.start.x) && ys.contains($0.start.y) }
    }
}

extension Point {
    /// The distance from the origin.
    fileprivate var norm: Double { (x * x + y * y).squareRoot() }
}
