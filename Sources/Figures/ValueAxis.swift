import Foundation

/// An axis of a panel: from where to where, linear or logarithmic, and its labels.
package struct ValueAxis: Equatable {
    package var range: ClosedRange<Double>
    package var isLogarithmic: Bool
    package var ticks: [Tick]
    /// What the labels leave to the title.
    package var scale = AxisScale()
    /// What a reader must know of the axis: how far curves reach beyond it, or that it does not begin at zero.
    package var remark: String?

    /// An axis with given ends.
    ///
    /// - Parameters:
    ///   - size: of the labels, in points.
    ///   - exponent: of the scale; nil for one that suits the labels.
    package init(
        from low: Double, to high: Double, about count: Int = 5, size: Double = Sheet.fontSize,
        exponent: Int? = nil
    ) {
        range = Ticks.range(low, high)
        isLogarithmic = false
        (ticks, scale) = Ticks.scaled(range, about: count, size: size, exponent: exponent)
    }

    /// A horizontal axis of so many pixels.
    package init(
        along range: ClosedRange<Double>, of length: Double, about count: Int = 8,
        size: Double = Sheet.fontSize, exponent: Int? = nil
    ) {
        self.range = range
        isLogarithmic = false
        (ticks, scale) = Ticks.along(range, of: length, about: count, size: size, exponent: exponent)
    }

    /// A linear axis round the curves. When a few spikes would press the rest of the curves flat the axis
    /// holds the middle 98 % and says what is cut off.
    package init(linearFor spans: [ThinnedTable.Span], about count: Int = 6) {
        let lows = spans.map(\.low)
        let highs = spans.map(\.high)
        guard let least = lows.min(), let greatest = highs.max(), (greatest - least).isFinite else {
            self.init(from: 0, to: 1, about: count)
            return
        }
        let coreLow = lows.quantile(0.01) ?? least
        let coreHigh = highs.quantile(0.99) ?? greatest
        let isSpiky = coreHigh > coreLow && greatest - least > 4 * (coreHigh - coreLow)
        let (low, high) = isSpiky ? (coreLow, coreHigh) : (least, greatest)
        let room = high > low ? 0.06 * (high - low) : max(abs(high) * 0.1, 0.1)
        self.init(from: low - room, to: high + room, about: count)
        guard isSpiky else { return }
        let beyond = [
            least < range.lowerBound ? "down to \(Self.short(least))" : nil,
            greatest > range.upperBound ? "up to \(Self.short(greatest))" : nil,
        ]
        remark = "cut off: spikes " + beyond.compactMap { $0 }.joined(separator: " and ")
    }

    /// Widens a linear axis to hold values that mean something, unless that would press the curves flat: they would have
    /// less than a quarter of the axis.
    package mutating func hold(_ values: [Double]) {
        guard !isLogarithmic, let low = values.min(), let high = values.max() else { return }
        let wider = min(range.lowerBound, low)...max(range.upperBound, high)
        let length = wider.upperBound - wider.lowerBound
        guard wider != range, length.isFinite, length <= 4 * (range.upperBound - range.lowerBound) else {
            return
        }
        let said = remark
        self = ValueAxis(from: wider.lowerBound - 0.06 * length, to: wider.upperBound + 0.12 * length)
        remark = said
    }

    /// A logarithmic axis round curves of positive values.
    package init(logarithmicFor spans: [ThinnedTable.Span]) {
        let positive = spans.filter { $0.low > 0 }
        let least = Self.decent(positive.map(\.low).min() ?? 0.1)
        let greatest = max(Self.decent(positive.map(\.high).max() ?? 10), least)
        let isNarrow = greatest / least < 10
        // Less than a decade would leave the axis almost without labels.
        let room = isNarrow ? 2.5 : 1.3
        range = (least / room)...(greatest * room)
        isLogarithmic = true
        ticks = Ticks.logarithmic(range)
        // "5·10⁻¹⁰" has no room beside the axis: its title has the power.
        guard ticks.contains(where: { $0.label.contains("·") }) else { return }
        scale.exponent = Int(log10(range.lowerBound).rounded(.down))
        let unit = pow(10, Double(scale.exponent))
        for place in ticks.indices {
            ticks[place].label = Numbers.label((ticks[place].value / unit).rounded(toSignificantDigits: 3))
        }
    }

    /// The nearest number with which the arithmetic of the axis itself cannot overflow.
    private static func decent(_ value: Double) -> Double { min(max(value, 1e-250), 1e250) }

    static func short(_ value: Double) -> String {
        Numbers.label(value.rounded(toSignificantDigits: 3))
    }

    /// For the vertical axis of a panel of curves.
    var commands: [String] {
        [isLogarithmic ? "set logscale y" : "unset logscale y"] + commands(for: "y")
    }

    /// - Parameter letter: of gnuplot's axis, "x" or "y".
    /// - Parameter isLabelled: whether the ticks have their numbers.
    func commands(for letter: String, isLabelled: Bool = true, options: String = "") -> [String] {
        let shown = isLabelled ? ticks : ticks.map { Tick(value: $0.value, label: "") }
        return [
            "set \(letter)range \(GnuplotText.range(range))",
            "set \(letter)tics \(GnuplotText.ticks(shown))\(options)",
        ]
    }
}
