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
    ///   - right: Usually the points of the target.
    ///   - width: The columns of the terminal.
    ///   - frame: What both pictures show; by default the right points with some air round them.
    /// - Returns: Lines, each ended by a line break, without trailing spaces.
    public static func sideBySide(
        left: [Point], leftTitle: String, right: [Point], rightTitle: String, width: Int, frame: Frame? = nil
    ) -> String {
        let frame = frame ?? Frame(around: right)
        let stacked = width < narrow
        let room = (stacked ? width : (width - gap) / 2) - 2
        let columns = min(max(room, leastColumns), mostColumns) / 2 * 2
        let first = BraillePicture(of: left, title: leftTitle, in: frame, columns: columns)
        let second = BraillePicture(of: right, title: rightTitle, in: frame, columns: columns)
        let lines = stacked ? first.lines + second.lines : first.beside(second)
        return (lines + wrapped(bounds(of: frame), to: max(width, columns + 2))).map { trimmed($0) + "\n" }
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

    private static func bounds(of frame: Frame) -> String {
        func short(_ value: Double) -> String { Numbers.label(value.rounded(toSignificantDigits: 3)) }
        return "x from \(short(frame.left)) to \(short(frame.right)), "
            + "y from \(short(frame.bottom)) to \(short(frame.top))"
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
