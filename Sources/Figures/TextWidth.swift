import Text

/// How wide a text will be, about: enough to set texts beside each other, since gnuplot tells nobody.
///
/// Figures ask for Arial. Where there is none, fontconfig takes another: Liberation Sans, which is as wide, or
/// DejaVu Sans, which every Debian with gnuplot has and which is a seventh wider. The widths are taken from DejaVu Sans,
/// so that texts never run into each other; in Arial they stand a little farther apart.
enum TextWidth {
    /// The width in pixels of a text of a size in points.
    static func of(_ text: String, size: Double, isBold: Bool = false) -> Double {
        text.reduce(0) { $0 + share(of: $1) } * (isBold ? 1.12 : 1) * size * Sheet.pixelsPerPoint
    }

    /// The text, cut with an ellipsis if it is wider than so many pixels.
    static func fitting(_ text: String, size: Double, isBold: Bool = false, in width: Double) -> String {
        text.fitted(to: width) { of(String($0), size: size, isBold: isBold) }
    }

    /// The advance of a letter as a share of the size, in six classes, each as wide as its widest.
    private static func share(of letter: Character) -> Double {
        switch letter {
        case "i", "j", "l", "I", "J", " ", "\u{A0}", "\u{202F}", ".", ",", ":", ";", "'", "·", "/", "|": 0.34
        case "f", "t", "r", "(", ")", "[", "]", "-", "!", "²": 0.41
        case "w", "M", "±", "×", "−", "+", "=", "<", ">", "→": 0.86
        case "m", "W", "%", "@", "…": 1
        case _ where letter.isUppercase: 0.78
        default: 0.64
        }
    }
}
