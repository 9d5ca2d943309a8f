import Figures
import Records

/// Eigenvalues of the field's Jacobian in the complex plane at the first and the last of the recorded moments.
struct SpectrumChart {
    private let moments: [SpectrumRecord]
    private let plane: ComplexAxes

    /// More points than these say nothing more.
    private static let most = 600

    /// Nil if nothing that can be drawn was recorded.
    init?(_ spectra: [SpectrumRecord]) {
        let drawable = spectra.map { record in
            SpectrumRecord(step: record.step, eigenvalues: record.eigenvalues.filter(\.isDrawable))
        }
        .filter { !$0.eigenvalues.isEmpty }
        guard let first = drawable.first, let last = drawable.last else { return nil }
        moments = drawable.count > 1 ? [first, last] : [last]
        let planes = ComplexAxes.all(for: moments.flatMap(\.eigenvalues))
        // On logarithmic axes, if linear ones would hide most eigenvalues near 0.
        plane = planes[planes.count - 1]
    }

    private static let (width, height) = (360.0, 276.0)
    private static let (left, right, top, bottom) = (64.0, 350.0, 24.0, 234.0)

    func figure(_ heading: String, on page: inout Page) -> HTML {
        let (title, about) = (page.newID(), page.newID())
        let words = moments.map { moment -> String in
            let real = moment.eigenvalues.map(\.x).max() ?? 0
            return
                "step \(Numbers.label(moment.step)): \(Numbers.count(moment.eigenvalues.count, "eigenvalue")), "
                + "largest real part \(Numbers.short(real))"
        }
        let drawing = HTML(
            "svg",
            [
                "class": "chart", "viewBox": "0 0 360 276", "role": "img",
                "aria-labelledby": "\(title) \(about)",
            ],
            [
                HTML("title", ["id": title], "Spectrum of \(heading)"),
                HTML(
                    "desc", ["id": about],
                    "Eigenvalues of the field's Jacobian. " + words.joined(separator: "; ")),
            ] + axes + moments.enumerated().flatMap { index, moment in points(moment, index) })
        let key = Chart.key(
            moments.enumerated().map { index, moment in
                Chart.Curve(name: "step \(Numbers.label(moment.step))", look: look(index), lines: [])
            })
        return HTML(
            "figure", [:],
            [
                HTML("h3", [:], heading), drawing,
                HTML("figcaption", [:], [key, HTML(words.joined(separator: "; "))]),
            ])
    }

    private func look(_ index: Int) -> Chart.Look {
        moments.count > 1 && index == 0 ? .faint : .colour(0)
    }

    private func across(_ x: Double) -> Double {
        Self.left + plane.horizontal.share(of: x) * (Self.right - Self.left)
    }

    private func down(_ y: Double) -> Double {
        Self.bottom - plane.vertical.share(of: y) * (Self.bottom - Self.top)
    }

    /// A letter of the figures is so many times as large as one of the chart, which has 11 pixels.
    private static let letters = Sheet.fontSize * Sheet.pixelsPerPoint / 11

    private static func text(_ length: Double) -> String { Numbers.plain((length * 10).rounded() / 10) }

    private func points(_ moment: SpectrumRecord, _ index: Int) -> [HTML] {
        moment.eigenvalues.spread(over: Self.most).map(plane.place).map { value in
            HTML(
                "circle",
                [
                    "class": "f\(look(index).name)", "r": "2", "cx": Self.text(across(value.x)),
                    "cy": Self.text(down(value.y)),
                ], [])
        }
    }

    private var axes: [HTML] {
        func path(_ style: String, _ d: String) -> HTML { HTML("path", ["class": style, "d": d], []) }
        func label(_ text: String, _ x: Double, _ y: Double, _ anchor: String) -> HTML {
            HTML(
                "text", ["x": Self.text(x), "y": Self.text(y), "text-anchor": anchor],
                text.withRaisedExponents)
        }
        let x = plane.x(along: Self.letters * (Self.right - Self.left))
        let y = plane.y(along: Self.letters * (Self.bottom - Self.top))
        let (horizontal, vertical) = (x.axis.ticks, y.axis.ticks)
        let grid =
            horizontal.map {
                path(
                    "grid-line",
                    "M\(Self.text(across($0.value))) \(Self.text(Self.top))V\(Self.text(Self.bottom))")
            }
            + vertical.map {
                path(
                    "grid-line",
                    "M\(Self.text(Self.left)) \(Self.text(down($0.value)))H\(Self.text(Self.right))")
            }
        // Right of this line players move apart.
        let zero = path("mark", "M\(Self.text(across(0))) \(Self.text(Self.top))V\(Self.text(Self.bottom))")
        return grid + [
            path(
                "axis",
                "M\(Self.text(Self.left)) \(Self.text(Self.top))V\(Self.text(Self.bottom))H\(Self.text(Self.right))"
            ), zero,
        ]
            + horizontal.map { label($0.label, across($0.value), Self.bottom + 15, "middle") }
            + vertical.map { label($0.label, Self.left - 6, down($0.value) + 4, "end") } + [
                label(y.title, Self.left - 58, Self.top - 10, "start"),
                label(x.title, (Self.left + Self.right) / 2, Self.height - 8, "middle"),
            ]
    }
}

extension ClosedRange<Double> {
    /// How far a number lies from the lower end to the upper.
    fileprivate func share(of value: Double) -> Double { (value - lowerBound) / (upperBound - lowerBound) }
}
