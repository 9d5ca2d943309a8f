import Foundation

/// What the labels of a linear axis leave to its title, so that they stay short: under "x − 1,000,000 (m × 10⁻³)" the label
/// 2 stands for 1,000,000.002 m.
package struct AxisScale: Equatable {
    /// What is subtracted from a value.
    package var offset = 0.0
    /// The power of ten by which the rest is divided.
    package var exponent = 0

    /// The title of the axis, which may have its unit in parentheses at its end.
    package func title(_ title: String) -> String {
        guard self != AxisScale() else { return title }
        let opening = title.hasSuffix(")") ? title.range(of: " (", options: .backwards) : nil
        let name = opening.map { String(title[..<$0.lowerBound]) } ?? title
        let unit = opening.map { String(title[$0.upperBound...].dropLast()) }
        let power = exponent == 0 ? nil : "× 10\(Numbers.raised(exponent))"
        let remarks = [unit, power].compactMap(\.self)
        let subtracted =
            offset == 0 ? "" : " \(offset < 0 ? "+" : "−") \(Numbers.full(abs(offset)))"
        return name + subtracted + (remarks.isEmpty ? "" : " (\(remarks.joined(separator: " ")))")
    }
}

extension Ticks {
    /// The room of a label beside a vertical axis, in pixels: "−0.05" or "10,000".
    package static let room = 62.0

    /// Round numbers in a range, about `count` of them, with labels that are no wider than `room`.
    ///
    /// - Parameters:
    ///   - size: of the letters, in points.
    ///   - exponent: of the scale; nil for one that suits the labels.
    package static func scaled(
        _ range: ClosedRange<Double>, about count: Int, room: Double = Ticks.room,
        size: Double = Sheet.fontSize,
        exponent: Int? = nil
    ) -> (ticks: [Tick], scale: AxisScale) {
        let ticks = linear(range, about: count)
        func isShort(_ ticks: [Tick]) -> Bool {
            ticks.allSatisfy { tick in
                // Neither "10^{9}" nor "1e+09".
                !tick.label.contains { $0 == "^" || $0 == "e" }
                    && TextWidth.of(tick.label, size: size) <= room
            }
        }
        guard exponent != nil || !isShort(ticks), let first = ticks.first, ticks.count > 1 else {
            return (ticks, AxisScale())
        }
        let largest = ticks.map { abs($0.value) }.max() ?? 0
        let step = ticks[1].value - first.value
        var scale = AxisScale()
        // Neighbours that share their leading digits differ by what the labels say.
        if step < 5e-3 * largest { scale.offset = first.value }
        let rest = ticks.map { $0.value - scale.offset }
        let greatest = rest.map(abs).max() ?? 0
        func labelled() -> [Tick] {
            let unit = pow(10, Double(abs(scale.exponent)))
            return zip(ticks, rest).map { tick, rest in
                let value = scale.exponent > 0 ? rest / unit : rest * unit
                return Tick(value: tick.value, label: Numbers.label(value.rounded(toSignificantDigits: 4)))
            }
        }
        let plain = labelled()
        if greatest == 0 || (exponent == nil && isShort(plain)) { return (plain, scale) }
        scale.exponent = exponent ?? min(max(Int((log10(greatest) + 1e-9).rounded(.down)), -300), 300)
        return (labelled(), scale)
    }

    /// Round numbers along a horizontal axis of so many pixels: as many as have room beside each other, at most about `count`.
    package static func along(
        _ range: ClosedRange<Double>, of length: Double, about count: Int, size: Double = Sheet.fontSize,
        exponent: Int? = nil
    ) -> (ticks: [Tick], scale: AxisScale) {
        let span = max(range.upperBound - range.lowerBound, .leastNormalMagnitude)
        func isLoose(_ ticks: [Tick]) -> Bool {
            zip(ticks, ticks.dropFirst()).allSatisfy { one, next in
                let widths = TextWidth.of(one.label, size: size) + TextWidth.of(next.label, size: size)
                return (next.value - one.value) / span * length >= widths / 2 + leastGap
            }
        }
        // Plain digits first; a power of ten where they have no room.
        for room in [widest, Ticks.room] {
            for count in stride(from: count, through: 2, by: -1) {
                let found = scaled(range, about: count, room: room, size: size, exponent: exponent)
                if found.ticks.count > 1 && isLoose(found.ticks) { return found }
            }
        }
        return scaled(range, about: 2, room: Ticks.room, size: size, exponent: exponent)
    }

    /// "1,000,000" along a horizontal axis is easier to read than a power.
    private static let widest = 102.0
    /// Between two labels of a horizontal axis, in pixels.
    private static let leastGap = 9.0
}
