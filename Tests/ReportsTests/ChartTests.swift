import Figures
import Records
import Testing

@testable import Reports

@Suite struct ChartTests {
    private static let ids = (title: "t", about: "a", clip: "c")

    private func chart(_ curves: [Chart.Curve], logarithmic: Bool = false) -> Chart {
        let spans = [ThinnedTable.Span(median: 1, low: 0.1, high: 10)]
        let axis = logarithmic ? ValueAxis(logarithmicFor: spans) : ValueAxis(from: 0, to: 10)
        return Chart(quantity: "loss (nats)", axis: axis, steps: 0...100, curves: curves)
    }

    /// The panel reaches from 54 to 350 across and from 194 up to 24.
    @Test func placesOnALinearAxis() {
        let curve = Chart.Curve(
            name: "a", look: .colour(1),
            lines: [[.init(step: 0, value: 0), .init(step: 50, value: 5), .init(step: 100, value: 10)]])
        let svg = chart([curve]).svg(title: "t", ids: Self.ids).source
        #expect(svg.contains(#"d="M54 194L202 109L350 24""#), "\(svg)")
        #expect(svg.contains(#"class="curve s1""#))
        #expect(svg.contains(">loss (nats)</text>") && svg.contains(">training step</text>"))
    }

    /// From 0.1/1.3 to 13: 1 lies log(1.3/0.1)/log(169) = half way.
    @Test func placesOnALogarithmicAxis() {
        let curve = Chart.Curve(
            name: "a", look: .colour(0), lines: [[.init(step: 0, value: 1), .init(step: 100, value: 13)]])
        let svg = chart([curve], logarithmic: true).svg(title: "t", ids: Self.ids).source
        #expect(svg.contains(#"d="M54 109L350 24""#), "\(svg)")
    }

    @Test func aBandIsClosedAndOnePlaceIsADot() {
        let band = Chart.Curve(
            name: "a", look: .colour(0), lines: [[.init(step: 100, value: 10)]],
            bands: [[.init(step: 0, low: 0, high: 10), .init(step: 100, low: 5, high: 10)]])
        let svg = chart([band]).svg(title: "t", ids: Self.ids).source
        #expect(svg.contains(#"d="M54 24L350 24L350 109L54 194Z""#), "\(svg)")
        #expect(svg.contains(#"<circle class="f0" r="2.5" cx="350" cy="24">"#), "\(svg)")
    }

    @Test func whatIsInfiniteStaysOnPaper() {
        let curve = Chart.Curve(
            name: "a", look: .colour(0),
            lines: [[.init(step: 0, value: -1e300), .init(step: 100, value: 1e300)]])
        let svg = chart([curve]).svg(title: "t", ids: Self.ids).source
        #expect(!svg.contains("e+") && !svg.contains("inf") && !svg.contains("NaN"))
    }

    @Test func curvesBeyondSixHaveDashes() {
        #expect(Chart.Look.colour(5).dashes == nil)
        #expect(Chart.Look.colour(6).dashes == "6 3" && Chart.Look.colour(6).name == "0")
    }

    @Test func exponentsAreRaised() {
        #expect("2·10^{−14}".withRaisedExponents == "2·10⁻¹⁴")
        #expect("0.5".withRaisedExponents == "0.5" && "^{".withRaisedExponents == "^{")
    }

    /// The page has the colours of the figures.
    @Test func coloursAreThoseOfTheFigures() {
        let style = PageStyle.sheet.source
        for (index, colour) in ([Palette.discriminator, Palette.generator] + Palette.others).enumerated() {
            #expect(style.contains("--c\(index): \(colour);"))
        }
        for scale in [Palette.magma, Palette.redToBlue] {
            #expect(style.contains(scale.joined(separator: ", ")))
        }
    }
}
