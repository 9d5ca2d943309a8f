import Records

/// A picture of dots for the terminal. Each character holds two by four of them: the Braille patterns of
/// Unicode, U+2800 to U+28FF, where each dot is a bit. As cells of a terminal are about twice as tall as
/// wide, the dots are about evenly spaced in both directions.
struct BrailleCanvas {
    /// Size in characters.
    let columns: Int
    let rows: Int
    private var cells: [UInt8]

    init(columns: Int, rows: Int) {
        self.columns = max(columns, 1)
        self.rows = max(rows, 1)
        cells = [UInt8](repeating: 0, count: self.columns * self.rows)
    }

    /// The bits of the dots of a cell, row after row (Unicode Standard, "Braille Patterns": the dots are
    /// numbered down the left side and then the right, the fourth row having been added later).
    private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

    /// Puts a dot at a place counted from the upper left corner; outside the canvas it does nothing.
    mutating func mark(x: Int, y: Int) {
        guard (0..<(2 * columns)).contains(x), (0..<(4 * rows)).contains(y) else { return }
        cells[(y / 4) * columns + x / 2] |= Self.bits[(y % 4) * 2 + x % 2]
    }

    /// Marks all points that lie in a frame stretched over the canvas.
    mutating func mark(_ points: [Point], in frame: Frame) {
        let (across, down) = (Double(2 * columns), Double(4 * rows))
        for point in points where frame.contains(point) {
            // The far edges belong to the last dots.
            let x = min((point.x - frame.left) / frame.side * across, across - 1)
            let y = min((frame.top - point.y) / frame.side * down, down - 1)
            mark(x: Int(x), y: Int(y))
        }
    }

    /// Fills a bar for each column of characters, from the lower edge to a share of the height. A bar that is not 0 has a dot
    /// at least.
    mutating func fill(_ heights: [Double]) {
        for (column, height) in heights.enumerated() where height > 0 {
            let dots = max(Int((min(height, 1) * Double(4 * rows)).rounded()), 1)
            for up in 1...dots {
                for side in 0..<2 { mark(x: 2 * column + side, y: 4 * rows - up) }
            }
        }
    }

    /// The rows of characters. Empty cells are spaces: some fonts show the empty pattern as rings.
    var lines: [String] {
        (0..<rows).map { row in
            cells[(row * columns)..<((row + 1) * columns)].reduce(into: "") { line, bits in
                line.unicodeScalars.append(bits == 0 ? " " : Unicode.Scalar(0x2800 + UInt32(bits)) ?? " ")
            }
        }
    }
}
