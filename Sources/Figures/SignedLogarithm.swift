import Foundation

/// An axis of both signs that is logarithmic away from 0: v ↦ sign(v)·log₁₀(1 + |v|/c). Within ±c it is nearly linear.
package struct SignedLogarithm: Equatable {
    /// The power of ten that is c.
    package let least: Int
    /// The power of ten at or below the largest absolute value.
    private let greatest: Int

    /// c lies where a tenth of the numbers is nearer to 0, but no more than four decades below the largest.
    ///
    /// Nil for numbers that do not spread over two decades: a linear axis shows them.
    package init?(for values: some Sequence<Double>) {
        let sizes = values.map(abs).filter { $0 > 1e-290 && $0 < 1e290 }
        guard let largest = sizes.max(), let small = sizes.quantile(0.1), largest >= 100 * small else {
            return nil
        }
        greatest = Self.decade(largest)
        least = max(Self.decade(small), greatest - 4)
    }

    private static func decade(_ size: Double) -> Int { Int((log10(size) + 1e-9).rounded(.down)) }

    package func callAsFunction(_ value: Double) -> Double {
        let size = log10(1 + abs(value) / pow(10, Double(least)))
        return value < 0 ? -size : size
    }

    /// gnuplot's formula for a column.
    func formula(ofColumn column: Int) -> String {
        "(sgn($\(column))*log10(1+abs($\(column))/1e\(least)))"
    }

    /// What the title of the axis says of it: "real part (log scale beyond ±0.01)".
    package func title(_ name: String) -> String {
        "\(name) (log scale beyond ±\(Self.label(least, inText: true)))"
    }

    /// 0 and powers of ten of both signs, at mapped places, as many as have room beside each other.
    ///
    /// - Parameters:
    ///   - range: of mapped numbers.
    ///   - gap: the least distance of two labels, as a share of the range.
    package func ticks(in range: ClosedRange<Double>, gap: Double) -> [Tick] {
        let least = gap * (range.upperBound - range.lowerBound)
        var sizes: [Tick] = []
        for exponent in stride(from: greatest, through: self.least, by: -1) {
            let place = self(pow(10, Double(exponent)))
            let above = sizes.last?.value ?? .infinity
            guard place >= least, above - place >= least else { continue }
            sizes.append(Tick(value: place, label: Self.label(exponent)))
        }
        let negative = sizes.map { Tick(value: -$0.value, label: "−\($0.label)") }
        return (negative + [Tick(value: 0, label: "0")] + sizes.reversed()).filter {
            range.contains($0.value)
        }
    }

    /// - Parameter inText: with a raised exponent instead of gnuplot's notation.
    private static func label(_ exponent: Int, inText: Bool = false) -> String {
        if (-2...2).contains(exponent) { return Numbers.label(pow(10, Double(exponent))) }
        return inText ? "10\(Numbers.raised(exponent))" : "10^{\(Numbers.label(exponent))}"
    }
}
