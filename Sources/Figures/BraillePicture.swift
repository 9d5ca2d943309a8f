import Records

/// A framed picture of points for the terminal, in Braille dots.
public struct BraillePicture: Sendable, Equatable {
    /// The lines of the picture; all the framed ones are equally wide.
    public let lines: [String]
    /// How many characters wide the frame is.
    public let width: Int

    /// Draws points in a square frame.
    /// - Parameters:
    ///   - title: Stands in the upper edge, shortened if need be.
    ///   - noun: What one of the points is called in the note on points that cannot be shown.
    ///   - columns: Characters within the frame; half as many rows make it square.
    public init(of points: [Point], title: String, noun: String = "sample", in frame: Frame, columns: Int) {
        let columns = max(columns, Self.leastColumns)
        var canvas = BrailleCanvas(columns: columns, rows: columns / 2)
        canvas.mark(points, in: frame)
        self.init(canvas, of: points, title: title, noun: noun, in: frame)
    }

    /// Draws points of a line as a histogram in a frame that is a third as high as it is wide.
    /// - Parameters:
    ///   - peak: The density that fills the whole height, in 1/unit.
    ///   - columns: Characters within the frame, a bar each.
    public init(
        ofLine points: [Point], title: String, noun: String = "sample", in frame: Frame, peak: Double,
        columns: Int
    ) {
        let columns = max(columns, Self.leastColumns)
        var canvas = BrailleCanvas(columns: columns, rows: max(columns / 6, 3))
        let bars = LineHistogram(of: points, in: frame, count: columns)
        canvas.fill(bars.points.map { peak > 0 ? $0.y / peak : 0 })
        self.init(canvas, of: points, title: title, noun: noun, in: frame)
    }

    private init(_ canvas: BrailleCanvas, of points: [Point], title: String, noun: String, in frame: Frame) {
        let columns = canvas.columns
        let name = GnuplotText.shortened(GnuplotText.oneLine(title), to: columns - 3)
        let upper = "┌─ " + name + " "
        var lines = [upper + String(repeating: "─", count: max(columns + 1 - upper.count, 0)) + "┐"]
        lines += canvas.lines.map { "│\($0)│" }
        lines.append("└" + String(repeating: "─", count: columns) + "┘")
        if let note = frame.note(on: points, called: noun) {
            lines += Self.wrapped(note, to: columns + 2)
        } else if points.isEmpty {
            lines.append("no \(noun)s")
        }
        self.lines = lines
        width = columns + 2
    }

    /// Two pictures of one frame beside each other, or one above the other on a narrow terminal.
    /// - Parameters:
    ///   - left: Usually the samples of the generator.
    ///   - right: Usually points of the data.
    ///   - width: The columns of the terminal.
    ///   - frame: What both pictures show; by default the right points with some air round them.
    ///   - dimensions: 1 for points on a line, which are drawn as histograms of one scale.
    /// - Returns: Lines, each ended by a line break, without trailing spaces.
    public static func sideBySide(
        left: [Point], leftTitle: String, right: [Point], rightTitle: String, width: Int, frame: Frame? = nil,
        dimensions: Int = 2
    ) -> String {
        let frame = frame ?? Frame(around: right)
        let stacked = width < narrow
        let room = (stacked ? width : (width - gap) / 2) - 2
        let columns = min(max(room, leastColumns), mostColumns) / 2 * 2
        let peak =
            dimensions == 1
            ? [left, right].flatMap { LineHistogram(of: $0, in: frame, count: columns).points.map(\.y) }.max()
                ?? 0
            : nil
        func picture(_ points: [Point], _ title: String) -> BraillePicture {
            peak.map { BraillePicture(ofLine: points, title: title, in: frame, peak: $0, columns: columns) }
                ?? BraillePicture(of: points, title: title, in: frame, columns: columns)
        }
        let (first, second) = (picture(left, leftTitle), picture(right, rightTitle))
        let lines = stacked ? first.lines + second.lines : first.beside(second)
        return (lines + wrapped(bounds(of: frame, peak: peak), to: max(width, columns + 2))).map {
            trimmed($0) + "\n"
        }
        .joined()
    }

    /// Below this many columns two pictures beside each other would be too small.
    private static let narrow = 60
    private static let gap = 2
    private static let leastColumns = 8
    /// Larger pictures would be taller than most terminals.
    private static let mostColumns = 44

    private func beside(_ other: BraillePicture) -> [String] {
        (0..<max(lines.count, other.lines.count)).map { index in
            let left = lines.indices.contains(index) ? lines[index] : ""
            let right = other.lines.indices.contains(index) ? other.lines[index] : ""
            return left + String(repeating: " ", count: max(width + Self.gap - left.count, 1)) + right
        }
    }

    private static func bounds(of frame: Frame, peak: Double?) -> String {
        func short(_ value: Double) -> String { Numbers.label(value.rounded(toSignificantDigits: 3)) }
        return "x from \(short(frame.left)) to \(short(frame.right)), "
            + (peak.map { "density up to \(short($0)) per unit" }
                ?? "y from \(short(frame.bottom)) to \(short(frame.top))")
    }

    /// The words of a text on lines no longer than `width`, unless a word is.
    private static func wrapped(_ text: String, to width: Int) -> [String] {
        text.split(separator: " ").reduce(into: []) { lines, word in
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
    }

    private static func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }
}
