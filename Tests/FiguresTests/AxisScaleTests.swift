import Testing

@testable import Figures

/// Labels are short, and with the title they say the value.
struct AxisScaleTests {
    @Test(arguments: [
        (-2.3...2.3, ["−2", "−1", "0", "1", "2"], "x (m)"),
        (0.0...25_000, ["0", "5,000", "10,000", "15,000", "20,000", "25,000"], "x (m)"),
        (-2e9...2e9, ["−2", "−1", "0", "1", "2"], "x (m × 10⁹)"),
        (0...5e-9, ["0", "1", "2", "3", "4", "5"], "x (m × 10⁻⁹)"),
        (30_000_000...30_000_004, ["0", "1", "2", "3", "4"], "x − 30,000,000 (m)"),
        (1...1.000004, ["0", "1", "2", "3", "4"], "x − 1 (m × 10⁻⁶)"),
        (-1e6...(-1e6 + 5), ["0", "1", "2", "3", "4", "5"], "x + 1,000,000 (m)"),
    ])
    func titleTakesWhatLabelsLeave(range: ClosedRange<Double>, labels: [String], title: String) {
        let (ticks, scale) = Ticks.scaled(range, about: 5)
        #expect(ticks.map(\.label) == labels)
        #expect(scale.title("x (m)") == title)
    }

    /// Label × 10ⁿ + offset is the place of the tick.
    @Test(arguments: [1e-300, 3e-12, 7e-4, 0.02, 9, 4e4, 6e7, 2e18, 1e300], [-1, 0, 0.2, 1, 40, 1e4])
    func labelsSayTheirPlaces(span: Double, start: Double) {
        let range = (start * span)...((start + 1) * span)
        for (ticks, scale) in [Ticks.scaled(range, about: 6), Ticks.along(range, of: 400, about: 6)] {
            #expect(ticks.count >= 2)
            for tick in ticks {
                let digits = tick.label.replacing(",", with: "").replacing("−", with: "-")
                let number = (Double(digits + "e\(scale.exponent)") ?? .nan) + scale.offset
                #expect(abs(number - tick.value) <= 2e-4 * span, "\(tick.label) at \(tick.value)")
                #expect(TextWidth.of(tick.label, size: 13) <= 102)
            }
        }
    }

    @Test func aTitleWithoutAUnitGetsThePower() {
        #expect(AxisScale(exponent: 9).title("loss") == "loss (× 10⁹)")
        #expect(AxisScale(offset: -2.5).title("loss") == "loss + 2.5")
        #expect(AxisScale(offset: 1.25e-7).title("loss") == "loss − 1.25·10⁻⁷")
        #expect(AxisScale().title("loss (log scale)") == "loss (log scale)")
    }

    /// Labels of a horizontal axis stand apart, however wide they are.
    @Test(arguments: [0.0...1e6, 0...1e7, 99_000...101_000, -0.05...0.05, 0...12_345_678])
    func labelsStandApart(range: ClosedRange<Double>) {
        for length in [240.0, 430, 820] {
            let ticks = Ticks.along(range, of: length, about: 8).ticks
            #expect(ticks.count >= 2)
            for (one, next) in zip(ticks, ticks.dropFirst()) {
                let distance = (next.value - one.value) / (range.upperBound - range.lowerBound) * length
                #expect(
                    distance > (TextWidth.of(one.label, size: 13) + TextWidth.of(next.label, size: 13)) / 2)
            }
        }
    }
}
