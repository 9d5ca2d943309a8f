import Evidence
import Figures
import Records
import Statistics
import Studies

/// Curves over the seeds.
extension StudyPageWriter {
    var remarks: [HTML] { shown.remarks.map { .paragraph($0) } }

    /// As many as a chart can hold and a reader can follow.
    private static let mostTogether = 6

    mutating func curves() -> [HTML] {
        let charts = evidence.columns.flatMap { curves(of: $0) }
        guard !charts.isEmpty else { return [] }
        return remarks + [
            .paragraph(
                "Lines are medians over seeds; bands hold the middle half of the seeds. A run that diverged counts as "
                    + "worse than every number from then on, so a line ends where half of the runs have."),
            HTML("div", ["class": "grid"], charts),
        ]
    }

    private mutating func curves(of column: Column) -> [HTML] {
        let found = shown.cells.map { cell in (cell: cell, curves: SeedCurves(of: column, in: cell.runs)) }
            .filter { $0.curves.moments.count > 1 }
        let spans = found.flatMap(\.curves.spans)
        let last = found.compactMap(\.curves.moments.last?.time).max() ?? 0
        guard !spans.isEmpty, last > 0 else { return [] }
        let (axis, time) = (ValueAxis(of: column, spans), timeAxis)
        return charts(found.map(\.cell.name), column.title) { place, look in
            found[place].curves.curve(found[place].cell.name, look, in: axis.range)
        } chart: { curves in
            Chart(
                quantity: column.axisTitle(), axis: axis, steps: 0...last, time: time,
                curves: curves, landmarks: column.shownLandmarks)
        }
    }

    /// One chart of all cells, or one for each among faint others.
    private mutating func charts(
        _ names: [String], _ heading: String, curve: (Int, Chart.Look) -> Chart.Curve,
        chart: ([Chart.Curve]) -> Chart
    ) -> [HTML] {
        if names.count <= Self.mostTogether {
            return [
                chart(names.indices.map { curve($0, .colour($0)) }).figure(
                    heading, notes: names.count == 1 ? [names[0]] : [], on: &page)
            ]
        }
        return names.indices.map { place in
            let others = names.indices.filter { $0 != place }.map { curve($0, .faint) }
            return chart(others + [curve(place, .colour(0))]).figure(
                "\(heading): \(names[place])", notes: ["faint: the other cells"], on: &page)
        }
    }

    /// What the horizontal axis of charts measures.
    private var timeAxis: String { study.budget == nil ? Chart.trainingStep : study.unitOfTime }

    mutating func survival() -> [HTML] {
        let found = shown.cells.compactMap { cell in
            cell.evidence.success.map { (name: cell.name, times: $0.times) }
        }
        guard !found.isEmpty else { return [] }
        let end = Double(evidence.runs.map { $0.pace * $0.steps }.max() ?? 0)
        guard end > 0 else { return [] }
        let (unit, time) = (study.unitOfTime, timeAxis)
        let charts = charts(found.map(\.name), "runs without success so far") { place, look in
            found[place].times.curve(found[place].name, look, until: end, unit)
        } chart: { curves in
            Chart(
                quantity: "runs without success (%)", axis: ValueAxis(from: 0, to: 105), steps: 0...end,
                time: time, curves: curves)
        }
        return [
            .paragraph(
                "Success: \(study.success.map(\.words).joined(separator: " and ")). Kaplan–Meier curves with 95 % "
                    + "intervals; a run that never succeeds stays in the count to the end, and so does one that diverged."
            ),
            HTML("div", ["class": "grid"], charts),
        ]
    }
}
