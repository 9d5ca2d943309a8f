import Testing

@testable import Statistics

struct SurvivalCurveTests {
    /// Against lifelines, whose shares agree with statsmodels'.
    @Test func agreesWithLifelines() throws {
        let reference = try SeedReference.read().survival
        #expect(reference.count == 4)
        for expected in reference {
            let arrivals = expected.arrivals.map { run in
                run.reached ? Arrival.reached(run.step) : .notReached(by: run.step)
            }
            let curve = try #require(SurvivalCurve(arrivals.reversed()))
            #expect(curve.runs == arrivals.count)
            #expect(curve.points.map(\.step) == expected.points.map(\.step))
            for (point, numbers) in zip(curve.points, expected.points) {
                #expect(point.underWay == numbers.underWay)
                #expect(point.arrived == numbers.arrived)
                #expect(abs(point.share - numbers.share) < 1e-14)
                #expect((point.interval == nil) == (numbers.limits == nil))
                guard let interval = point.interval, let limits = numbers.limits else { continue }
                #expect(abs(interval.low - limits[0]) < 1e-12)
                #expect(abs(interval.high - limits[1]) < 1e-12)
            }
            #expect([curve.median, curve.medianLow, curve.medianHigh] == expected.medians)
        }
    }

    /// A run that diverged stays under way to the end: leaving it out would make the others look quicker.
    @Test func divergedRunsNeverArrive() throws {
        let curve = try #require(
            SurvivalCurve([.reached(100), .reached(300), .diverged, .diverged, .notReached(by: 200)]))
        #expect(curve.diverged == 2)
        #expect(curve.points.map(\.underWay) == [5, 3])
        #expect(curve.points.map(\.share) == [0.8, 0.8 * (1 - 1.0 / 3)])
        #expect(curve.median == nil)
        #expect(curve.medianHigh == nil)
    }

    @Test func withoutArrivalsThereAreNoPoints() throws {
        let curve = try #require(SurvivalCurve([.notReached(by: 10), .diverged]))
        #expect(curve.points.isEmpty)
        #expect(curve.median == nil)
        #expect(SurvivalCurve([]) == nil)
    }
}
