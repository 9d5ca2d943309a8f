import Records
import Settings

/// The JSON of frames. Pictures are most of it, and a picture needs few digits.
enum PageText {
    static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    static func list(_ texts: [String]) -> String { "[" + texts.joined(separator: ",") + "]" }

    static func quoted(_ text: String) -> String { JSONWriter.quoted(text) }

    /// In full; null for what is missing or not finite.
    static func number(_ value: Double?) -> String { value.map(JSONWriter.number) ?? "null" }

    /// Each to a thousandth of the largest, or to the digits of `Float` where they are few.
    static func numbers(_ values: [Double]) -> String {
        let largest = values.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
        return numbers(values, to: largest / 2000)
    }

    static func points(_ points: [Point], in frame: Frame) -> String {
        numbers(points.flat, to: frame.halfSide / 2000)
    }

    /// Each to a multiple of the nearest power of ten below `grain`.
    private static func numbers(_ values: [Double], to grain: Double) -> String {
        guard grain > 1e-300, grain < 1e300 else { return list(values.map { number($0) }) }
        let digits = grain.exponentOfTen
        var text = "["
        for value in values {
            if text.utf8.count > 1 { text += "," }
            guard value.isFinite else {
                text += "null"
                continue
            }
            text += rounded(value, toDigitsOf: digits)
        }
        return text + "]"
    }

    /// A multiple of a power of ten.
    private static func rounded(_ value: Double, toDigitsOf exponent: Int) -> String {
        let power = Double.powerOfTen(abs(exponent))
        // A division by a power of ten gives the double that is written with few digits.
        let rounded = exponent > 0 ? (value / power).rounded() * power : (value * power).rounded() / power
        return JSONWriter.number(rounded == 0 ? 0 : rounded)
    }

    static func column(_ column: Column) -> String {
        object([
            ("name", quoted(column.name)), ("title", quoted(column.title)),
            ("role", quoted(column.role.rawValue)),
            ("player", column.player.map { quoted($0.rawValue) } ?? "null"),
            ("unit", column.unit.map(quoted) ?? "null"),
            ("format", quoted(column.format.rawValue)),
            ("scale", quoted(column.scale.rawValue)), ("most", number(column.most)),
            ("figure", column.figure.map { quoted($0.heading) } ?? "null"),
        ])
    }

    /// Each to four digits, for lines of a chart on whatever axis.
    static func rough(_ values: [Double]) -> String {
        list(
            values.map { value in
                guard value.isFinite, value != 0, abs(value) > 1e-290, abs(value) < 1e290 else {
                    return number(value)
                }
                return rounded(value, toDigitsOf: abs(value).exponentOfTen - 3)
            })
    }

    static func surface(_ surface: Surface) -> String {
        object([
            ("columns", "\(surface.xs.count)"), ("rows", "\(surface.ys.count)"),
            ("left", number(surface.xs.first)), ("right", number(surface.xs.last)),
            ("bottom", number(surface.ys.first)), ("top", number(surface.ys.last)),
            ("meaning", quoted(surface.meaning.rawValue)), ("scores", numbers(surface.scores)),
            (
                "arrows",
                numbers(surface.gradients.flatMap { [$0.start.x, $0.start.y] })
            ),
            ("slopes", numbers(surface.gradients.flatMap { [$0.direction.x, $0.direction.y] })),
        ])
    }
}

extension Double {
    /// The largest power of ten that is not above the number: its exponent.
    fileprivate var exponentOfTen: Int {
        var exponent = 0
        var value = self
        while value >= 10 { (value, exponent) = (value / 10, exponent + 1) }
        while value < 1 { (value, exponent) = (value * 10, exponent - 1) }
        return exponent
    }

    fileprivate static func powerOfTen(_ exponent: Int) -> Double {
        (0..<exponent).reduce(1.0) { power, _ in power * 10 }
    }
}
