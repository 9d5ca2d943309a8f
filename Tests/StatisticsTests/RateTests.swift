import Testing

@testable import Statistics

struct RateTests {
    /// Against scipy.stats.norm.ppf.
    @Test func normalQuantiles() throws {
        for pair in try SeedReference.read().normalQuantiles {
            #expect(abs(NormalDistribution.quantile(pair[0]) - pair[1]) < 1e-14 * (1 + abs(pair[1])) * 10)
        }
        #expect(NormalDistribution.quantile(0) == -.infinity)
        #expect(NormalDistribution.quantile(1) == .infinity)
    }

    /// Against statsmodels' proportion_confint.
    @Test func wilsonIntervals() throws {
        let reference = try SeedReference.read().wilson
        #expect(reference.count > 30)
        for expected in reference {
            let rate = try #require(
                Rate(
                    successes: expected.successes, trials: expected.trials, confidence: expected.confidence))
            #expect(abs(rate.interval.low - expected.limits[0]) < 1e-13)
            #expect(abs(rate.interval.high - expected.limits[1]) < 1e-13)
            #expect(rate.interval.confidence == expected.confidence)
            #expect(rate.interval.low <= rate.share && rate.share <= rate.interval.high)
        }
    }

    /// By the closed form at the ends: 0 of n reaches up to z²/(n + z²).
    @Test func atTheEnds() throws {
        let z = NormalDistribution.reach(confidence: 0.95)
        let none = try #require(Rate(successes: 0, trials: 5))
        #expect(none.interval.low == 0)
        #expect(abs(none.interval.high - z * z / (5 + z * z)) < 1e-14)
        let all = try #require(Rate(successes: 5, trials: 5))
        #expect(all.interval.high == 1)
        #expect(abs(all.interval.low - 5 / (5 + z * z)) < 1e-14)
    }

    @Test func impossibleCountsAreNil() {
        #expect(Rate(successes: 0, trials: 0) == nil)
        #expect(Rate(successes: -1, trials: 5) == nil)
        #expect(Rate(successes: 6, trials: 5) == nil)
    }
}
