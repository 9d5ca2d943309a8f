import Metrics
import Records
import Testing

// What CONTRIBUTING.md shows of adding a measure; a test in ExperimentsTests compares the two.

/// ‖E G(z) − E x‖: how far the mean of the samples is from the mean of the data, in units of the plane.
public struct MeanOffset: Metric {
    public let columns = [
        Column(
            "meanOffset", title: "offset of the mean", .outcome, better: .lower, scale: .logarithmic,
            figure: Column.Figure("mean-offset", heading: "Offset of the mean"))
    ]

    public init() {}

    public func values(of look: Look) -> [Double?] {
        guard !look.generated.isEmpty, !look.data.isEmpty else { return [nil] }
        let generated = look.generated.reduce(.zero, +) / Double(look.generated.count)
        let offset = generated - look.data.reduce(.zero, +) / Double(look.data.count)
        return [(offset * offset).sum().squareRoot()]
    }
}

extension MetricTests {
    /// The means (1, 0) and (1, 2) are 2 apart.
    @Test func offsetOfTwoMeans() {
        let look = Look(step: 1, generated: [Point(0, 0), Point(2, 0)], data: [Point(1, 2)])
        #expect(MeanOffset().values(of: look) == [2])
    }
}
