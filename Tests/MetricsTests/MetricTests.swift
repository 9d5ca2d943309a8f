import Foundation
import Records
import Testing

@testable import Metrics

struct MetricTests {
    /// Each part of a look is made when it is asked for, and once.
    @Test func aLookMakesEachPartOnce() throws {
        var made = 0
        func points() -> [Point] {
            made += 1
            return [.zero]
        }
        let look = Look(step: 3, generated: points(), data: points())
        #expect(made == 0)
        #expect(look.generated == [.zero] && look.generated.count == 1 && made == 1)
        #expect(try look.judge([.zero]).scores.isEmpty && look.parameters.isEmpty && made == 1)
    }

    /// What is measured fits what is said to be measured.
    @Test func valuesFitTheirColumns() throws {
        let modes = Modes(centres: [.zero, Point(1, 0)], standardDeviation: 0.1)
        let measures: [any Metric] = [
            CoverageMetric(of: modes), CoverageMetric(of: nil), SlicedW1(), TransportMetric(points: 5),
            NeighbourMetric(points: 5), EnergyMetric(points: 5), SpreadMetric(of: modes),
            DiscriminatorMetric(points: 5),
            EquilibriumDistance(from: [0, 1], names: ["psi", "theta"]),
        ]
        let look = Look(step: 1, generated: [Point(0, 0.1)], data: [Point(1, 0)], parameters: [3, 5])
        for measure in measures {
            #expect(measure.columns.allSatisfy { $0.role == .outcome })
            #expect(try measure.values(of: look).count == measure.columns.count)
            #expect(try measure.values(of: Look(step: 1)).count == measure.columns.count)
        }
    }

    @Test func coverageSaysWhatThereIsToCover() throws {
        let columns = CoverageMetric(
            of: Modes(centres: (0..<8).map { Point(Double($0), 0) }, standardDeviation: 0.1)
        ).columns
        #expect(columns[0].most == 8 && columns[0].landmarks == [.init(8, "all 8 modes")])
        #expect(columns[2].landmarks == [.init(log(8), "ln 8: all on one mode")])
        // 1 − exp(−9/2), scipy.stats.chi2.cdf(9, 2).
        let share = try #require(columns[1].landmarks.first)
        #expect(abs(share.value - 0.9888910034617577) < 1e-15 && share.text == "a perfect sampler: 98.9 %")
        let one = CoverageMetric(of: Modes(centres: [.zero], standardDeviation: 0.1)).columns
        #expect(one[0].landmarks == [.init(1, "all 1 mode")] && one[2].landmarks.isEmpty)
    }

    /// A shift by v moves the mean over directions of |v·u|, which is 2/π·‖v‖, all of whose projections move alike.
    @Test func slicedW1OfAShift() throws {
        let data = (0..<50).map { Point(Double($0 % 7), Double($0 / 7)) }
        let look = Look(step: 1, generated: data.map { $0 + Point(3, 4) }, data: data)
        let value = try #require(SlicedW1().values(of: look)[0])
        #expect(abs(value - 2 / .pi * 5) < 0.01)
        #expect(SlicedW1().values(of: Look(step: 1, generated: [Point(.nan, 0)], data: data)) == [nil])
    }

    @Test func theDistanceFromAnEquilibrium() {
        let measure = EquilibriumDistance(from: [0, 1], names: ["psi", "theta"])
        #expect(measure.isCheap && measure.columns.map(\.name) == ["distance", "psi", "theta"])
        #expect(measure.columns.map(\.isResult) == [true, false, false])
        #expect(measure.values(of: Look(step: 1, parameters: [3, 5])) == [5, 3, 5])
    }
}
