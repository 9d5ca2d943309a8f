import Foundation
import Records
import Testing

@testable import Metrics

/// Measures as columns of a run.
struct LookMeasuresTests {
    /// Every column against scipy, numpy or torch, on the first of more points than are used.
    @Test func agreeWithOtherPrograms() throws {
        let reference: LookReference = try ReferenceData.read("looks")
        var compared = 0
        for measure in reference.measures {
            let values = try measure.values(of: reference.look)
            for (column, value) in zip(measure.columns, values) {
                let expected = try #require(reference.values[column.name])
                // The reference integrates a variance by a sum of 10⁶ terms.
                let tolerance = column.name == "modeSpread" ? 1e-9 : 1e-12
                #expect(
                    abs(try #require(value) - expected) < tolerance * max(1, abs(expected)), "\(column.name)")
                compared += 1
            }
        }
        #expect(compared == reference.values.count)
    }

    /// Exact distances take long, and whoever wants to stop does not wait for them.
    @Test func exactDistancesAreGivenUp() throws {
        let reference: LookReference = try ReferenceData.read("looks")
        var asked = 0
        let look = Look(
            step: 1, generated: reference.look.generated, data: reference.look.data,
            shouldStop: {
                asked += 1
                return asked > 5
            })
        #expect(throws: InterruptedMeasure.self) { try TransportMetric(points: 150).values(of: look) }
        #expect(asked < 10)
    }

    /// A look may have fewer points than a measure asks for.
    @Test func neverMorePointsThanThereAre() throws {
        let reference: LookReference = try ReferenceData.read("looks")
        let all = try TransportMetric(points: 150).values(of: reference.look)
        #expect(try TransportMetric(points: 10_000).values(of: reference.look) == all)
        #expect(try all != TransportMetric(points: reference.points).values(of: reference.look))
    }

    /// A collapsed generator, a single sample, samples far from every mode, numbers that are not finite, none at all.
    @Test(arguments: [
        [Point](repeating: Point(2, 0), count: 40), [Point(2, 0)],
        [Point(50, 50), Point(51, 50), Point(52, 50)],
        [Point(.nan, 0), Point(1, .infinity), Point(0, 0)], [],
    ])
    func awkwardSamplesHaveValuesOrNone(_ samples: [Point]) throws {
        let reference: LookReference = try ReferenceData.read("looks")
        let look = Look(
            step: 1, generated: samples, data: Array(reference.look.data.prefix(max(1, samples.count))),
            judge: { points in (points.map { $0.x }, points) })
        for measure in reference.measures {
            let values = try measure.values(of: look)
            #expect(values.count == measure.columns.count)
            let isSound = samples.allSatisfy { $0.x.isFinite && $0.y.isFinite }
            if isSound { #expect(values.allSatisfy { $0?.isFinite ?? true }) }
        }
    }

    /// Without samples within a mode there is neither an offset nor a width, and all of the target's share is missing.
    @Test func samplesFarFromEveryMode() {
        let modes = Modes(centres: [Point(0, 0), Point(1, 0)], standardDeviation: 0.01)
        let values = SpreadMetric(of: modes).values(of: Look(step: 1, generated: [Point(9, 9)]))
        #expect(abs(values[0]! - (1 - exp(-4.5)) / 2) < 1e-15 && values[1...].allSatisfy { $0 == nil })
    }

    /// A game whose discriminator judges no points has no slopes.
    @Test func aJudgeThatSaysNothing() throws {
        let look = Look(step: 1, generated: [Point(1, 1)], data: [Point(2, 2)])
        #expect(try DiscriminatorMetric(points: 5).values(of: look).allSatisfy { $0 == nil })
    }

    /// The points between lie evenly on the ways, their mean half way.
    @Test func pointsBetweenAreSpreadEvenly() {
        let between = DiscriminatorMetric.between(
            [Point](repeating: Point(4, 0), count: 4), [Point](repeating: .zero, count: 4))
        #expect(between.map(\.x) == [0.5, 1.5, 2.5, 3.5])
    }
}
