import Figures
import Foundation
import Records

/// Curves over the training steps, as SVG within a page.
struct Chart {
    struct Place: Equatable {
        var step: Double
        var value: Double
    }

    struct Limits: Equatable {
        var step: Double
        var low: Double
        var high: Double
    }

    struct Curve {
        var name: String
        var look: Look
        /// Stretches without a gap.
        var lines: [[Place]]
        /// Likewise, of the band around the curve.
        var bands: [[Limits]] = []
        /// What a listener is told of it.
        var summary = ""
    }

    /// One of six colours, or the quiet one of what is there for comparison alone.
    enum Look: Equatable {
        case colour(Int)
        case faint

        /// Of six colours that people of every colour vision tell apart.
        var name: String {
            switch self {
            case .colour(let index): "\(index % 6)"
            case .faint: "q"
            }
        }

        /// From the seventh on, dashes tell a curve from the one with the same colour.
        var dashes: String? {
            guard case .colour(let index) = self, index >= 6 else { return nil }
            return ["6 3", "2 3", "9 3 2 3"][(index / 6 - 1) % 3]
        }
    }

    /// What the vertical axis measures, with its unit.
    var quantity: String
    var axis: ValueAxis
    /// The first and the last step, or of another unit of time.
    var steps: ClosedRange<Double>
    /// What the horizontal axis measures.
    var time = Self.trainingStep
    var curves: [Curve]
    var landmarks: [Column.Landmark] = []
    /// Whether their words stand on their lines, or below the chart because curves stay close to the lines.
    var landmarksAreOnTheirLines = true
    /// Where a number was not finite, and training ended.
    var brokenStep: Int?

    /// - Parameters:
    ///   - title: for those who hear the page.
    ///   - ids: three names that nothing else on the page has.
    func svg(title: String, ids: (title: String, about: String, clip: String)) -> HTML {
        let about = curves.filter { !$0.summary.isEmpty }.map { "\($0.name): \($0.summary)." }
        return HTML(
            "svg",
            [
                "class": "chart", "viewBox": "0 0 \(Self.text(Self.width)) \(Self.text(Self.height))",
                "role": "img",
                "aria-labelledby": "\(ids.title) \(ids.about)",
            ],
            [
                HTML("title", ["id": ids.title], title),
                HTML(
                    "desc", ["id": ids.about],
                    (["\(quantity) by \(time)."] + about).joined(separator: " ")),
                HTML(
                    "clipPath", ["id": ids.clip],
                    [
                        // A dot at the edge is whole.
                        HTML(
                            "rect",
                            [
                                "x": Self.text(Self.left - 3), "y": Self.text(Self.top - 3),
                                "width": Self.text(Self.right - Self.left + 6),
                                "height": Self.text(Self.bottom - Self.top + 6),
                            ], [])
                    ]),
            ] + grid + [HTML("g", ["clip-path": "url(#\(ids.clip))"], drawing)] + labels)
    }

    static let trainingStep = "training step"

    private static let (width, height) = (360.0, 236.0)
    private static let (left, right, top, bottom) = (54.0, 350.0, 24.0, 194.0)

    private func across(_ step: Double) -> Double {
        let span = max(steps.upperBound - steps.lowerBound, 1)
        return Self.left + (step - steps.lowerBound) / span * (Self.right - Self.left)
    }

    /// Values far beyond the axis stay at a distance that SVG can hold.
    private func down(_ value: Double) -> Double {
        let (low, high) = (axis.range.lowerBound, axis.range.upperBound)
        let share: Double
        if axis.isLogarithmic {
            share = value > 0 ? (log10(value) - log10(low)) / (log10(high) - log10(low)) : -1
        } else {
            share = (value - low) / (high - low)
        }
        return Self.bottom - min(max(share, -4), 5) * (Self.bottom - Self.top)
    }

    /// A length to a tenth of a pixel.
    private static func text(_ length: Double) -> String { Numbers.plain((length * 10).rounded() / 10) }

    private static func text(_ x: Double, _ y: Double) -> String { "\(text(x)) \(text(y))" }
}

// The drawing.
extension Chart {
    private var drawing: [HTML] {
        curves.flatMap { curve in curve.bands.map { band($0, curve.look) } } + marks
            + curves.flatMap { curve in curve.lines.map { line($0, curve.look) } }
    }

    private func line(_ places: [Place], _ look: Look) -> HTML {
        guard let first = places.first else { return .empty }
        if places.count == 1 {
            return HTML(
                "circle",
                [
                    "class": "f\(look.name)", "r": "2.5", "cx": Self.text(across(first.step)),
                    "cy": Self.text(down(first.value)),
                ], [])
        }
        let path = places.map { Self.text(across($0.step), down($0.value)) }.joined(separator: "L")
        return HTML(
            "path",
            [
                "class": "curve s\(look.name)\(look == .faint ? " faint" : "")", "d": "M\(path)",
                "stroke-dasharray": look.dashes,
            ], [])
    }

    private func band(_ limits: [Limits], _ look: Look) -> HTML {
        guard limits.count > 1 else { return .empty }
        let above = limits.map { Self.text(across($0.step), down($0.high)) }
        let below = limits.reversed().map { Self.text(across($0.step), down($0.low)) }
        return HTML(
            "path",
            ["class": "band f\(look.name)", "d": "M\((above + below).joined(separator: "L"))Z"], [])
    }

    /// Those within the axis.
    private var shownLandmarks: [Column.Landmark] { landmarks.filter { axis.range.contains($0.value) } }

    private var marks: [HTML] {
        let known = shownLandmarks.map { landmark in
            rule(from: (Self.left, down(landmark.value)), to: (Self.right, down(landmark.value)))
        }
        let broken = brokenStep.map { step in
            rule(from: (across(Double(step)), Self.top), to: (across(Double(step)), Self.bottom))
        }
        return known + [broken].compactMap(\.self)
    }

    private func rule(from: (Double, Double), to: (Double, Double), _ style: String = "mark") -> HTML {
        HTML("path", ["class": style, "d": "M\(Self.text(from.0, from.1))L\(Self.text(to.0, to.1))"], [])
    }

    private var stepTicks: [Tick] {
        // There is no half step.
        Ticks.linear(Ticks.range(steps.lowerBound, steps.upperBound), about: 4).filter {
            $0.value == $0.value.rounded()
        }
    }

    private var grid: [HTML] {
        axis.ticks.map {
            rule(from: (Self.left, down($0.value)), to: (Self.right, down($0.value)), "grid-line")
        }
            + stepTicks.map {
                rule(from: (across($0.value), Self.top), to: (across($0.value), Self.bottom), "grid-line")
            }
            + [
                HTML(
                    "path",
                    [
                        "class": "axis",
                        "d":
                            "M\(Self.text(Self.left, Self.top))V\(Self.text(Self.bottom))H\(Self.text(Self.right))",
                    ], [])
            ]
    }

    private var labels: [HTML] {
        let values = axis.ticks.map { label($0.label, Self.left - 6, down($0.value) + 4, "end") }
        let steps = stepTicks.map { tick in
            let x = across(tick.value)
            return label(tick.label, x, Self.bottom + 15, x > Self.right - 14 ? "end" : "middle")
        }
        let onLines = landmarksAreOnTheirLines ? shownLandmarks : []
        let words = onLines.map { label($0.text, Self.right - 2, down($0.value) - 4, "end", "note") }
        let broken = brokenStep.map { step in
            let x = across(Double(step))
            let isLeft = x < (Self.left + Self.right) / 2
            return label(
                "not finite at step \(Numbers.label(step))", isLeft ? x + 4 : x - 4, Self.top + 10,
                isLeft ? "start" : "end", "note")
        }
        return values + steps + words + [
            label(axis.scale.title(quantity), Self.left - 48, Self.top - 10, "start"),
            label(time, (Self.left + Self.right) / 2, Self.height - 8, "middle"),
        ] + [broken].compactMap(\.self)
    }

    private func label(
        _ text: String, _ x: Double, _ y: Double, _ anchor: String, _ style: String? = nil
    ) -> HTML {
        HTML(
            "text", ["x": Self.text(x), "y": Self.text(y), "text-anchor": anchor, "class": style],
            text.withRaisedExponents)
    }
}

extension Chart {
    /// The chart under a heading, with the names of its curves and what a reader must know.
    func figure(_ heading: String, notes: [String] = [], on page: inout Page) -> HTML {
        let ids = (page.newID(), page.newID(), page.newID())
        let named = curves.filter { !$0.name.isEmpty && $0.look != .faint }
        let below = landmarksAreOnTheirLines ? [] : shownLandmarks.map { "dashed: \($0.text)" }
        let remarks = below + notes + [axis.remark].compactMap(\.self)
        return HTML(
            "figure", [:],
            [
                HTML("h3", [:], heading), svg(title: heading, ids: ids),
                HTML(
                    "figcaption", [:],
                    [named.count > 1 ? Self.key(named) : .empty, HTML(remarks.joined(separator: "; "))]),
            ])
    }

    /// The names of curves beside their colours.
    static func key(_ curves: [Curve]) -> HTML {
        HTML(
            "div", ["class": "key"],
            [
                HTML(
                    "ul", [:],
                    curves.map { curve in
                        let sample = HTML(
                            "svg", ["viewBox": "0 0 28 10", "aria-hidden": "true"],
                            [
                                HTML(
                                    "path",
                                    [
                                        "class": "curve s\(curve.look.name)", "d": "M1 5H27",
                                        "stroke-dasharray": curve.look.dashes,
                                    ], [])
                            ])
                        return HTML("li", [:], [sample, HTML(curve.name)])
                    })
            ])
    }
}

extension String {
    /// The labels of the figures are written for gnuplot: `10^{14}` becomes `10¹⁴`.
    var withRaisedExponents: String {
        guard let start = range(of: "^{"), let end = range(of: "}", range: start.upperBound..<endIndex) else {
            return self
        }
        let raised = self[start.upperBound..<end.lowerBound].map { Self.raised[$0] ?? $0 }
        return self[..<start.lowerBound] + String(raised) + self[end.upperBound...]
    }

    private static let raised = Dictionary(uniqueKeysWithValues: zip("-−0123456789", "⁻⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
}
