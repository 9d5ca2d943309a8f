import Foundation
import Records
import Runs
import Statistics

// Numbers as people read them in tables and sentences.

/// Stands where there is no number.
let absent = "-"

extension Column {
    /// A value in the column's own format; an infinite value stands for runs that diverged.
    func written(_ value: Double?) -> String {
        guard let value, !value.isNaN else { return absent }
        return value.isFinite ? text(value) : value < 0 ? "-∞" : "∞"
    }

    /// A difference of two values, with its sign.
    func difference(_ value: Double?) -> String {
        (value.map { $0 > 0 } ?? false ? "+" : "") + written(value)
    }

    /// A margin of a claim, in as many digits as it was given.
    func margin(_ value: Double) -> String {
        // In percent as it would be typed: 0.07 is 7 and not 7.000000000000001.
        format == .share ? String(format: "%.10g %%", 100 * value) : String(format: "%.10g", value)
    }

    /// Such as `0.0012 [0.0009, 0.0016]`.
    func estimate(_ estimate: CellSummary.Estimate?) -> String {
        guard let estimate else { return absent }
        return written(estimate.value) + bracket(estimate.interval, written)
    }

    func difference(_ value: Double?, _ interval: Interval?) -> String {
        difference(value) + bracket(interval, difference)
    }

    /// An interval behind its number, whose unit it does not repeat; nothing if there is none.
    private func bracket(_ interval: Interval?, _ write: (Double?) -> String) -> String {
        guard let interval else { return "" }
        let limits = [interval.low, interval.high].map { write($0).replacing(" %", with: "") }
        return " [\(limits.joined(separator: ", "))]"
    }
}

extension Rate {
    /// Such as `0.90 [0.60, 0.98]`.
    var written: String {
        String(format: "%.2f [%.2f, %.2f]", share, interval.low, interval.high)
    }
}

extension SurvivalCurve {
    /// The step by which half of the runs have arrived, with its interval; "∞" where that is not known to happen.
    var written: String {
        func step(_ step: Int?) -> String { step.map { "\($0)" } ?? "∞" }
        return "\(step(median)) [\(step(medianLow)), \(step(medianHigh))]"
    }
}

/// A p-value; small ones are known to be small.
func written(pValue: Double?) -> String {
    guard let pValue else { return absent }
    return pValue < 0.0001 ? "<0.0001" : String(format: "%.4f", pValue)
}
