import Records

/// Where contour lines are numbered: one place a level, away from the edge and from other numbers.
struct ContourLabels {
    /// A number, and the place on its line.
    var labels: [(place: Point, text: String)] = []

    /// - Parameter levels: of the contours, with their numbers.
    init(of surface: Surface, levels: [Tick]) {
        let scores = surface.shownScores
        let (width, height) = (surface.width, surface.height)
        for level in levels {
            let crossings = Self.crossings(of: level.value, scores, on: surface)
            // Of the smallest islands the number would hide the line.
            guard crossings.count >= 12 else { continue }
            /// The distance to the nearest number, as a share of the room that it needs.
            func room(_ point: Point) -> Double {
                labels.map { other in
                    max(
                        abs(point.x - other.place.x) / (0.14 * width),
                        abs(point.y - other.place.y) / (0.06 * height))
                }.min() ?? 2
            }
            let middle = Point(
                (surface.horizontal.lowerBound + surface.horizontal.upperBound) / 2,
                (surface.vertical.lowerBound + surface.vertical.upperBound) / 2)
            let inner = crossings.filter { point in
                abs(point.x - middle.x) < 0.44 * width && abs(point.y - middle.y) < 0.46 * height
            }
            guard let best = inner.max(by: { min(room($0), 3) < min(room($1), 3) }), room(best) >= 1 else {
                continue
            }
            labels.append((best, level.label))
        }
    }

    /// Where rows of the grid cross the level, by linear interpolation.
    private static func crossings(of level: Double, _ scores: [Double], on surface: Surface) -> [Point] {
        let columns = surface.xs.count
        return surface.ys.indices.flatMap { row in
            surface.xs.indices.dropLast().compactMap { column -> Point? in
                let (left, right) = (scores[row * columns + column], scores[row * columns + column + 1])
                guard left.isFinite, right.isFinite, (left < level) != (right < level) else { return nil }
                let share = (level - left) / (right - left)
                let x = surface.xs[column] + share * (surface.xs[column + 1] - surface.xs[column])
                let point = Point(x, surface.ys[row])
                return point.isDrawable ? point : nil
            }
        }
    }

    var commands: [String] {
        labels.map { label in
            "set label \(GnuplotText.quoted(label.text)) at first \(Numbers.plain(label.place.x)),"
                + "\(Numbers.plain(label.place.y)) center front boxed font ',10' "
                + "textcolor rgb '\(Palette.ink)'"
        }
    }
}
