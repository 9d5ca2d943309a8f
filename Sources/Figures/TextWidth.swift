/// How wide a text will be, about: enough to set names beside each other, since gnuplot tells nobody.
enum TextWidth {
    /// The width in pixels in Arial, or the Liberation Sans that stands in for it, of a size in points.
    static func of(_ text: String, size: Double) -> Double {
        text.reduce(0) { $0 + share(of: $1) } * size * Sheet.pixelsPerPoint
    }

    /// The width of a letter of middling text.
    static func average(size: Double) -> Double { 0.53 * size * Sheet.pixelsPerPoint }

    /// The text, cut with an ellipsis if it is wider than so many pixels.
    static func fitting(_ text: String, size: Double, in width: Double) -> String {
        guard of(text, size: size) > width else { return text }
        var length = text.count - 1
        while length > 1, of(GnuplotText.shortened(text, to: length), size: size) > width { length -= 1 }
        return GnuplotText.shortened(text, to: length)
    }

    /// The advance of a letter as a share of the size, from the metrics of Arial, in four classes.
    private static func share(of letter: Character) -> Double {
        switch letter {
        case "i", "j", "l", "f", "t", "r", "I", " ", ".", ",", ":", "(", ")", "-", "'", "·": 0.29
        case "m", "w", "M", "W", "%", "∇": 0.84
        case _ where letter.isUppercase: 0.7
        default: 0.55
        }
    }
}
