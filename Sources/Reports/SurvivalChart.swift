import Evidence
import Figures
import Foundation
import Records
import Statistics

extension SurvivalCurve {
    /// The share of runs without success so far, as steps from the beginning to the end of the training.
    ///
    /// - Parameter unit: of time.
    func curve(_ name: String, _ look: Chart.Look, until end: Double, _ unit: String) -> Chart.Curve {
        var places = [Chart.Place(step: 0, value: 100)]
        var band: [Chart.Limits] = []
        var (last, interval): (Double, Interval?) = (100, nil)
        for point in points {
            let step = Double(point.step)
            places += [
                Chart.Place(step: step, value: last), Chart.Place(step: step, value: 100 * point.share),
            ]
            if let interval { band.append(Self.limits(interval, at: step)) }
            if let found = point.interval { band.append(Self.limits(found, at: step)) }
            (last, interval) = (100 * point.share, point.interval)
        }
        places.append(Chart.Place(step: end, value: last))
        if let interval { band.append(Self.limits(interval, at: end)) }
        let half =
            median.map { "half of \(runs) runs within \(Numbers.label($0)) \(unit)" }
            ?? "half of \(runs) runs never"
        return Chart.Curve(
            name: name, look: look, lines: [places], bands: look == .faint ? [] : [band], summary: half)
    }

    private static func limits(_ interval: Interval, at step: Double) -> Chart.Limits {
        Chart.Limits(step: step, low: 100 * interval.low, high: 100 * interval.high)
    }
}
