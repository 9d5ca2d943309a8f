import Records

/// Where the drawn scores of a discriminator are 0: the boundary between real and generated, or the median of a critic.
///
/// Marching squares (W. E. Lorensen, H. E. Cline, 1987, in the plane): a side of a cell whose ends have different signs is
/// crossed once, in proportion. Where all four sides are crossed, the mean of the corners says which belong together.
package struct ZeroContour {
    /// Each a list of places as shares of the width from the left and of the height from the top.
    package private(set) var lines: [[Point]] = []

    private let columns: Int
    private let rows: Int
    private let scores: [Double]
    /// By side, the sides that a line joins it with.
    private var joined: [Int: [Int]] = [:]

    /// Empty if the surface cannot be drawn. Cells with a score that is not finite have no line.
    package init(of surface: Surface) {
        columns = surface.xs.count
        rows = surface.ys.count
        scores = surface.shownScores
        guard surface.isDrawable else { return }
        for row in 0..<rows - 1 {
            for column in 0..<columns - 1 { cross(row, column) }
        }
        follow()
    }

    /// Of each grid place the side to its right has an even number, the one above it an odd one.
    private func side(_ row: Int, _ column: Int, isUpward: Bool) -> Int {
        2 * (row * columns + column) + (isUpward ? 1 : 0)
    }

    private mutating func cross(_ row: Int, _ column: Int) {
        let start = row * columns + column
        // Around the cell from its lower left corner.
        let corners = [start, start + 1, start + columns + 1, start + columns].map { scores[$0] }
        guard corners.allSatisfy(\.isFinite) else { return }
        let sides = [
            side(row, column, isUpward: false), side(row, column + 1, isUpward: true),
            side(row + 1, column, isUpward: false), side(row, column, isUpward: true),
        ]
        let isHigh = corners.map { $0 >= 0 }
        let crossed = (0..<4).filter { isHigh[$0] != isHigh[($0 + 1) % 4] }
        switch crossed.count {
        case 2: join(sides[crossed[0]], sides[crossed[1]])
        case 4:
            let middleIsHigh = corners.reduce(0, +) >= 0
            // The lower left corner is cut off if it differs from the middle, else the one to its right.
            if isHigh[0] != middleIsHigh {
                join(sides[3], sides[0])
                join(sides[1], sides[2])
            } else {
                join(sides[0], sides[1])
                join(sides[2], sides[3])
            }
        default: break
        }
    }

    private mutating func join(_ one: Int, _ other: Int) {
        joined[one, default: []].append(other)
        joined[other, default: []].append(one)
    }

    /// Open lines from their ends first, then rings.
    private mutating func follow() {
        let ends = joined.filter { $0.value.count == 1 }.keys.sorted()
        for start in ends + joined.keys.sorted() {
            guard joined[start]?.isEmpty == false else { continue }
            var (line, here) = ([point(start)], start)
            while let next = joined[here]?.first {
                joined[here]?.removeAll { $0 == next }
                joined[next]?.removeAll { $0 == here }
                line.append(point(next))
                here = next
            }
            lines.append(line)
        }
    }

    private func point(_ side: Int) -> Point {
        let (start, isUpward) = (side / 2, side % 2 == 1)
        let (row, column) = (start / columns, start % columns)
        let (low, high) = (scores[start], scores[start + (isUpward ? columns : 1)])
        let share = low / (low - high)
        let x = Double(column) + (isUpward ? 0 : share)
        let y = Double(row) + (isUpward ? share : 0)
        return Point(x / Double(columns - 1), 1 - y / Double(rows - 1))
    }
}
