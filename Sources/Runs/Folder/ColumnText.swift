import Foundation
import Records

extension Column {
    /// A value as people read it, without its unit: "8", "94.0 %", "0.6931", "2.3e-07".
    package func text(_ value: Double) -> String {
        switch format {
        case .integer: Int(exactly: value).map { "\($0)" } ?? String(format: "%.4g", value)
        case .share: String(format: "%.1f %%", 100 * value)
        case .seconds: String(format: "%.1f", value)
        case .number: String(format: scale == .logarithmic ? "%.4g" : "%.4f", value)
        }
    }

    /// A value in a sentence: "7 of 8", "94.0 % of the samples", "0.6931 nats".
    package func sentence(_ value: Double) -> String {
        let total = most.map { "of \(text($0))" }
        return ([text(value), total, unit, remark] as [String?]).compactMap(\.self).joined(separator: " ")
    }

    /// In the head of a table: "reverse KL (nats)".
    package var heading: String { title + (unit.map { " (\($0))" } ?? "") }

    /// Keys of a summary for a count: how many there can be, and since when it has been as many.
    package var totalKey: String { "\(name)Total" }
    package var fullSinceStepKey: String { "all\(capitalName)SinceStep" }
    package var fullSinceSecondsKey: String { "all\(capitalName)SinceSeconds" }

    private var capitalName: String { name.prefix(1).uppercased() + name.dropFirst() }

    /// How a cell of `metrics.csv` writes a value.
    func cell(_ value: Double?) -> String {
        guard let value else { return "" }
        if format == .integer, let whole = Int(exactly: value) { return "\(whole)" }
        return "\(value)"
    }
}
