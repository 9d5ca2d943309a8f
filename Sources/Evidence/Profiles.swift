import Foundation
import Records
import Statistics
import Studies

/// The share of a cell's runs that reach a value: one point of its performance profile.
public struct ProfilePoint: Equatable, Sendable {
    public let threshold: Double
    public let rate: Rate
}

extension StudyResults {
    private static let quantiles = [0.1, 0.25, 0.5, 0.75, 0.9]

    /// Where the profiles of a column are looked at: quantiles of the values of all cells, each of them a value of a run.
    func thresholds(_ column: Column) -> [Double] {
        let values = plan.cells.flatMap { outcomes(of: $0.name, in: column.name).bySeed.values }.compactMap {
            if case .completed(let value) = $0 { value } else { nil }
        }.sorted()
        guard !values.isEmpty else { return [] }
        return Self.quantiles.map { values[Int((Double(values.count) * $0).rounded(.up)) - 1] }.reduce(
            into: []) {
                if $0.last != $1 { $0.append($1) }
            }
    }

    func profile(of cell: StudyCell, in column: Column, at thresholds: [Double]) -> [ProfilePoint] {
        let rates = outcomes(of: cell.name, in: column.name).profile(
            at: thresholds, better: column.direction, confidence: StudyEvidence.confidence)
        return zip(thresholds, rates ?? []).map { ProfilePoint(threshold: $0, rate: $1) }
    }
}

extension StudyEvidence {
    /// Of one column; nil where there is nothing to compare.
    func profileSection(_ place: Int) -> EvidenceSection? {
        let column = columns[place]
        let profiles = cells.map { (cell: $0.name, points: $0.measures[place].profile) }
        guard cells.count > 1, let thresholds = profiles.map(\.points).first(where: { !$0.isEmpty }) else {
            return nil
        }
        let sign = column.direction == .lower ? "≤" : "≥"
        let head = ["cell"] + thresholds.map { "\(sign) \(column.written($0.threshold))" }
        let rows = profiles.map { cell, points in
            [cell]
                + (points.isEmpty
                    ? thresholds.map { _ in absent } : points.map { String(format: "%.2f", $0.rate.share) })
        }
        return EvidenceSection(
            heading: "\(column.name): share of runs that reach a value", rows: [head] + rows,
            sentences: [
                "A performance profile in the sense of Agarwal et al. (arXiv 2108.13264): the values are quantiles of those "
                    + "of all cells, at 10, 25, 50, 75 and 90 %. A run that diverged reaches none."
            ])
    }
}
