import Foundation

@testable import Figures

/// A text of a picture that gnuplot drew, and the box that it fills, in pixels from the upper left corner.
///
/// Widths come from ``TextWidth``, which takes the widest letter of each class in DejaVu Sans: what does not meet here
/// does not meet in Arial. Letters reach 0.73 of the size above the line and 0.22 below it.
struct SVGText: Equatable {
    var text: String
    var left, right, top, bottom: Double

    /// How far two boxes may reach into each other before letters meet: the upper parts of boxes are mostly empty.
    private static let slack = 2.0

    func meets(_ other: SVGText) -> Bool {
        left + Self.slack < other.right && other.left + Self.slack < right
            && top + Self.slack < other.bottom && other.top + Self.slack < bottom
    }

    func isInside(width: Double, height: Double) -> Bool {
        left >= -Self.slack && top >= -Self.slack && right <= width + Self.slack
            && bottom <= height + Self.slack
    }

    /// All texts of a picture that have letters. A text in a box is there twice, at one place; it counts once.
    static func all(in svg: String) -> [SVGText] {
        let group =
            /<g transform="translate\(([-0-9.]+),([-0-9.]+)\)( rotate\(([-0-9.]+)\))?"[^>]*font-size="([0-9.]+)"([^>]*)>\s*<text>(.*?)<\/text>/
            .dotMatchesNewlines()
        let texts = svg.matches(of: group).compactMap { match -> SVGText? in
            guard let x = Double(match.1), let y = Double(match.2), let size = Double(match.5) else {
                return nil
            }
            let spans = spans(of: String(match.7), size: size)
            let text = spans.map(\.text).joined().trimmingCharacters(in: .whitespaces)
            guard !text.isEmpty else { return nil }
            let isBold = match.0.contains("bold")
            let width = spans.reduce(0) { sum, span in
                sum + TextWidth.of(span.text, size: span.size / Sheet.pixelsPerPoint, isBold: isBold)
            }
            let start = match.6.contains("\"end\"") ? -width : match.6.contains("\"middle\"") ? -width / 2 : 0
            // Along the text and across it.
            let (from, to, above, below) = (start, start + width, -0.73 * size, 0.22 * size)
            if let turn = match.4, let angle = Double(turn), abs(abs(angle) - 90) < 1 {
                return angle < 0
                    ? SVGText(text: text, left: x + above, right: x + below, top: y - to, bottom: y - from)
                    : SVGText(text: text, left: x - below, right: x - above, top: y + from, bottom: y + to)
            }
            return SVGText(text: text, left: x + from, right: x + to, top: y + above, bottom: y + below)
        }
        return texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The size of the picture.
    static func size(of svg: String) -> (width: Double, height: Double)? {
        guard let match = svg.firstMatch(of: /viewBox="0 0 ([0-9.]+) ([0-9.]+)"/),
            let width = Double(match.1), let height = Double(match.2)
        else { return nil }
        return (width, height)
    }

    /// The parts of a text; exponents have smaller letters.
    private static func spans(of inner: String, size: Double) -> [(text: String, size: Double)] {
        var current = size
        return inner.matches(of: /<tspan([^>]*)>|<[^>]*>|[^<]+/).compactMap { match in
            guard match.0.hasPrefix("<") else { return (plain(String(match.0)), current) }
            let own = match.1?.firstMatch(of: /font-size="([0-9.]+)"/).flatMap { Double($0.1) }
            current = own ?? size
            return nil
        }
    }

    private static func plain(_ xml: String) -> String {
        xml.replacing(/<[^>]*>/, with: "").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&apos;", with: "'").replacing("&amp;", with: "&")
    }
}
