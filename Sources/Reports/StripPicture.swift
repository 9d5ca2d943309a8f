import Figures
import Foundation
import Records

/// One picture of a strip: pixels of the plane with lines over them, or curves of a line.
struct StripPicture {
    private let image: PaletteImage?
    private let drawing: HTML

    /// Over pixels, the boundary, and the centres of the modes as shares of the width and the height.
    init(_ image: PaletteImage, contour: ZeroContour? = nil, centres: [Point] = []) {
        self.image = image
        let lines = contour?.lines ?? []
        drawing =
            contour == nil && centres.isEmpty
            ? .empty
            : Self.svg([Self.path("zero", lines), HTML(joining: centres.map(Self.mark))])
    }

    /// Histograms of points on a line.
    init(_ densities: LineDensities, in frame: Frame, top: Double) {
        func places(_ points: [Point]) -> [Point] {
            points.map { Point(($0.x - frame.left) / frame.side, 1 - min($0.y / top, 1)) }
        }
        let data = places(densities.target.outline)
        image = nil
        drawing = Self.svg([
            Self.path("line-data", data.isEmpty ? [] : [[Point(0, 1)] + data + [Point(1, 1)]]),
            Self.path("line-samples", [places(densities.samples.outline)]),
        ])
    }

    /// The scores of a discriminator along a line, between two of them.
    init(_ scores: LineScores, in frame: Frame, _ range: ClosedRange<Double>, _ centres: [Point]) {
        let height = max(range.upperBound - range.lowerBound, 1e-30)
        func place(_ point: Point) -> Point {
            Point(
                (point.x - frame.left) / frame.side, 0.04 + 0.92 * (range.upperBound - point.y) / height)
        }
        let zero = place(.zero).y
        image = nil
        drawing = Self.svg(
            [
                Self.path("line-zero", [[Point(0, zero), Point(1, zero)]]),
                Self.path("line-score", [scores.points.map(place)]),
            ] + centres.prefix(120).map { Self.mark(Point(place($0).x, zero)) })
    }

    /// - Parameter words: for those who hear the page.
    func html(_ words: String) -> HTML {
        guard let image else {
            return HTML("div", ["class": "picture curves", "role": "img", "aria-label": words], [drawing])
        }
        let data = Data(image.png).base64EncodedString()
        let pixels = HTML(
            void: "img",
            [
                "src": "data:image/png;base64,\(data)", "alt": words, "width": "\(image.width)",
                "height": "\(image.height)", "loading": "lazy",
            ])
        return HTML("div", ["class": "picture"], [pixels, drawing])
    }

    private static func svg(_ parts: [HTML]) -> HTML {
        HTML("svg", ["viewBox": "0 0 1000 1000", "aria-hidden": "true"], parts)
    }

    private static func text(_ place: Point) -> String {
        "\(Int((1000 * place.x).rounded())) \(Int((1000 * place.y).rounded()))"
    }

    private static func path(_ name: String, _ lines: [[Point]]) -> HTML {
        let drawn = lines.filter { !$0.isEmpty }
        guard !drawn.isEmpty else { return .empty }
        return HTML(
            "path",
            ["class": name, "d": drawn.map { "M" + $0.map(text).joined(separator: "L") }.joined()], [])
    }

    private static func mark(_ centre: Point) -> HTML {
        HTML(
            "circle",
            [
                "class": "mode", "r": "11", "cx": "\(Int((1000 * centre.x).rounded()))",
                "cy": "\(Int((1000 * centre.y).rounded()))",
            ], [])
    }
}
