import Foundation

/// A labelled place on an axis.
package struct Tick: Equatable {
    package var value: Double
    package var label: String
}

/// Where to put the labels of an axis. They are chosen here and not by gnuplot, so that 20000 steps read
/// `20,000` and a logarithmic axis of less than a decade still has labels.
package enum Ticks {
    /// Round numbers (1, 2 or 5 times a power of ten) in a range, about `count` of them.
    package static func linear(_ range: ClosedRange<Double>, about count: Int) -> [Tick] {
        let (low, high) = (range.lowerBound, range.upperBound)
        let step = niceStep(span: high - low, about: count)
        let first = (low / step - 1e-9).rounded(.up)
        let last = (high / step + 1e-9).rounded(.down)
        guard first.isFinite, last.isFinite, last >= first, last - first < 1000 else { return [] }
        let readable = 1e-3..<1e7
        let largest = max(abs(low), abs(high))
        // Neighbours that differ only far behind the leading digits need them all.
        let isReadable = readable.contains(largest) || step < 1e-2 * largest
        return (0...Int(last - first)).map { index in
            let value = ((first + Double(index)) * step).rounded(toSignificantDigits: 12)
            return Tick(value: value, label: isReadable ? Numbers.label(value) : power(value))
        }
    }

    /// Labels of a logarithmic axis: 1, 2 and 5 of each decade when there are few, else whole decades.
    static func logarithmic(_ range: ClosedRange<Double>) -> [Tick] {
        let (low, high) = (range.lowerBound, range.upperBound)
        guard low > 0, high > low, high.isFinite else { return [] }
        let first = Int(log10(low).rounded(.down))
        let last = Int(log10(high).rounded(.up))
        let decades = log10(high) - log10(low)
        let everyDecades = max(1, Int((decades / 7).rounded(.up)))
        let factors: [Double] = decades <= 2.2 ? [1, 2, 5] : [1]
        return (first...last).flatMap { exponent in
            factors.map { ($0 * pow(10, Double(exponent)), exponent) }
        }
        .filter { value, exponent in
            value >= low * 0.999 && value <= high * 1.001 && exponent.isMultiple(of: everyDecades)
        }
        .map { value, exponent in
            let readable = (-3...4).contains(exponent)
            return Tick(value: value, label: readable ? Numbers.label(value) : power(value))
        }
    }

    /// The range from one number to the other, widened if it is so narrow that its ends, as they are written
    /// into the script, would be the same: gnuplot gives up on an empty range.
    package static func range(_ low: Double, _ high: Double) -> ClosedRange<Double> {
        guard low.isFinite, high.isFinite else { return 0...1 }
        let least = max(1e-6 * max(abs(low), abs(high)), 1e-300)
        return high - low >= least ? low...high : (low - least)...(max(low, high) + least)
    }

    /// A number too large or small for plain digits, in gnuplot's notation for exponents: `2·10^{14}`.
    private static func power(_ value: Double) -> String {
        guard value != 0, value.isFinite else { return "0" }
        let short = value.rounded(toSignificantDigits: 3)
        let exponent = Int((log10(abs(short)) + 1e-9).rounded(.down))
        let factor = (short / pow(10, Double(exponent))).rounded(toSignificantDigits: 3)
        let text = "10^{\(Numbers.label(exponent))}"
        if abs(factor) == 1 { return (factor < 0 ? "−" : "") + text }
        return "\(Numbers.label(factor))·" + text
    }

    /// The round number nearest above `span / count`.
    static func niceStep(span: Double, about count: Int) -> Double {
        let rough = span / Double(max(count, 1))
        guard rough > 0, rough.isFinite else { return 1 }
        let power = pow(10, log10(rough).rounded(.down))
        guard power > 0 else { return 1 }
        let factor = [1, 2, 5].first { $0 * power >= rough * 0.999 } ?? 10
        return factor * power
    }
}
