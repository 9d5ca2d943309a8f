/// The texts below the heading of a sheet: the run, and what one must know to read the figure. No word of them is cut: a
/// long run has several lines, and a note for which there is no room beside other texts has lines below the run.
struct SmallHeadings {
    /// From the left, the lines below the heading.
    let left: [String]
    /// The note, if it stands at the right edge, and how far from the top.
    let beside: (text: String, y: Double)?

    static let line = 18.0
    private static let size = 11.0
    private static let gap = 24.0

    /// - Parameters:
    ///   - width: between the margins.
    ///   - heading: how wide it is.
    init(run: String, note: String, width: Double, heading: Double) {
        let runs = Self.wrapped(run, in: width)
        let note = GnuplotText.oneLine(note)
        func fits(beside text: Double) -> Bool {
            TextWidth.of(note, size: Self.size) <= width - Self.gap - 1.1 * text
        }
        let last = runs.last.map { TextWidth.of($0, size: Self.size) } ?? 0
        if note.isEmpty {
            (left, beside) = (runs, nil)
        } else if fits(beside: heading) {
            (left, beside) = (runs, (note, 22))
        } else if fits(beside: last) {
            (left, beside) = (runs, (note, 46 + Self.line * Double(max(runs.count, 1) - 1)))
        } else {
            (left, beside) = (runs + Self.wrapped(note, in: width), nil)
        }
    }

    /// What they take beyond one line.
    var extraHeight: Double { Self.line * Double(max(left.count, 1) - 1) }

    /// The words on as many lines as they need; of a word that is wider than a line the end is cut.
    private static func wrapped(_ text: String, in width: Double) -> [String] {
        GnuplotText.oneLine(text).split(separator: " ").reduce(into: [String]()) { lines, word in
            if let last = lines.last, TextWidth.of("\(last) \(word)", size: size) <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        .map { TextWidth.fitting($0, size: size, in: width) }
    }
}
