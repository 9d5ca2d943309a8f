import Evidence
import Figures
import Foundation
import Records

/// The median of a measure over the seeds of a cell, with the band in which the middle half of them lies, step by step.
///
/// As in the tables, a run that diverged counts as worse than every number from then on, and so does one whose measure is
/// not defined; so a curve ends where half of the runs have. A run that ended early with success keeps its last value.
struct SeedCurves {
    /// At a time, in the study's unit: infinite where it comes from runs without a number.
    struct Moment: Equatable {
        var time: Double
        var median: Double
        var low: Double
        var high: Double
    }

    let column: Column
    /// In the order of the training.
    private(set) var moments: [Moment] = []

    init(of column: Column, in runs: [StudyRun]) {
        self.column = column
        let worst: Double = column.better == .higher ? -.infinity : .infinity
        let measured = runs.map { Measured($0, column.name) }
        let steps = Set(measured.flatMap(\.steps)).sorted()
        // Of one cell, so equal.
        let pace = runs.first?.pace ?? 1
        // More places than these would be less than two pixels apart.
        for step in steps.spread(over: 120) {
            let values = measured.compactMap { $0.value(at: step, otherwise: worst) }.sorted()
            guard !values.isEmpty else { continue }
            moments.append(
                Moment(
                    time: Double(pace * step), median: Self.quantile(0.5, of: values),
                    low: Self.quantile(0.25, of: values), high: Self.quantile(0.75, of: values)))
        }
    }

    /// Between ordered numbers in proportion, as numpy does; next to an infinite one there is nothing between.
    static func quantile(_ share: Double, of sorted: [Double]) -> Double {
        let place = share * Double(sorted.count - 1)
        let below = min(Int(place), sorted.count - 1)
        let above = min(below + 1, sorted.count - 1)
        let rest = place - Double(below)
        guard rest > 0 else { return sorted[below] }
        guard sorted[below].isFinite, sorted[above].isFinite else {
            return sorted[below].isFinite ? sorted[above] : sorted[below]
        }
        return sorted[below] + rest * (sorted[above] - sorted[below])
    }
}

/// What one run has measured of a column.
private struct Measured {
    /// Evaluations alone, ascending.
    let steps: [Int]
    private let values: [Int: Double]
    /// A run that is over has nothing after its last row; one that diverged breaks off there.
    private let diverged: Bool
    private let end: Int
    private let ownSteps: Set<Int>

    init(_ run: StudyRun, _ column: String) {
        let found = run.table.values(of: column)
        steps = found.map(\.step)
        values = Dictionary(found.map { ($0.step, $0.value) }) { $1 }
        diverged = run.status == .diverged
        let all = run.table.values(of: Column.step.name).map(\.step)
        ownSteps = Set(all)
        end = all.last ?? 0
    }

    /// Nil if nothing is known of the run then.
    func value(at step: Int, otherwise worst: Double) -> Double? {
        if let value = values[step] { return value.isFinite ? value : worst }
        // A row at an evaluation without a value: the measure is not defined.
        if ownSteps.contains(step) { return worst }
        if diverged { return step > end ? worst : nil }
        return step > end ? steps.last.flatMap { values[$0] } : nil
    }
}

extension SeedCurves {
    /// Values as the axis shows them: shares in percent.
    private var factor: Double { column.format == .share ? 100 : 1 }

    private func isDrawable(_ value: Double) -> Bool { value.isFinite && column.isDrawable(value) }

    /// For the axis of a chart that holds several.
    var spans: [ThinnedTable.Span] {
        moments.compactMap { moment in
            guard isDrawable(moment.median) else { return nil }
            func near(_ value: Double) -> Double { factor * (isDrawable(value) ? value : moment.median) }
            return ThinnedTable.Span(
                median: factor * moment.median, low: near(moment.low), high: near(moment.high))
        }
    }

    /// - Parameter range: of the axis, at whose edge a band ends that goes to infinity.
    func curve(_ name: String, _ look: Chart.Look, in range: ClosedRange<Double>) -> Chart.Curve {
        let stretches = moments.split { !isDrawable($0.median) }
        let last = moments.last.map {
            isDrawable($0.median) ? Numbers.short(factor * $0.median) : "no number"
        }
        func limit(_ value: Double, _ edge: Double) -> Double { isDrawable(value) ? factor * value : edge }
        return Chart.Curve(
            name: name, look: look,
            lines: stretches.map { $0.map { Chart.Place(step: $0.time, value: factor * $0.median) } },
            bands: look == .faint
                ? []
                : stretches.map { stretch in
                    stretch.map {
                        Chart.Limits(
                            step: $0.time, low: limit($0.low, range.lowerBound),
                            high: limit($0.high, range.upperBound))
                    }
                },
            summary: last.map { "median \($0) at the end" } ?? "")
    }
}
