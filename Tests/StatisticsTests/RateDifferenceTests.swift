import Testing

@testable import Statistics

struct RateDifferenceTests {
    /// Against statsmodels' confint_proportions_2indep with method "newcomb".
    @Test func newcombesIntervals() throws {
        let reference = try SeedReference.read().rateDifferences
        #expect(reference.count > 10)
        for expected in reference {
            let rates = try expected.counts.map { counts in
                try #require(Rate(successes: counts[0], trials: counts[1], confidence: expected.confidence))
            }
            let found = RateDifference(of: rates[0], minus: rates[1])
            #expect(abs(found.interval.low - expected.limits[0]) < 1e-13)
            #expect(abs(found.interval.high - expected.limits[1]) < 1e-13)
            #expect(found.interval.confidence == expected.confidence)
            #expect(found.value == rates[0].share - rates[1].share)
        }
    }
}
