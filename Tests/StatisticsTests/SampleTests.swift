import Testing

@testable import Statistics

struct SampleTests {
    /// Against numpy and scipy.stats.trim_mean.
    @Test func summariesAndQuantiles() throws {
        for expected in try SeedReference.read().samples {
            let sample = try #require(Sample(expected.values))
            #expect(expected.summaries.count == Bootstrap.Summary.allCases.count)
            for summary in Bootstrap.Summary.allCases {
                let value = try #require(expected.summaries[summary.rawValue])
                #expect(abs(summary(sample) - value) < 1e-14)
            }
            for pair in expected.quantiles { #expect(abs(sample.quantile(pair[0]) - pair[1]) < 1e-14) }
        }
    }

    /// The random numbers are written a second time in Python, the quantiles are numpy's; the limits lie near those of
    /// scipy.stats.bootstrap.
    @Test func bootstrapIntervals() throws {
        for expected in try SeedReference.read().samples {
            let sample = try #require(Sample(expected.values))
            for summary in Bootstrap.Summary.allCases {
                let limits = try #require(expected.bootstrap[summary.rawValue])
                let found = try #require(Bootstrap.interval(of: summary, sample))
                #expect(abs(found.low - limits[0]) < 1e-12)
                #expect(abs(found.high - limits[1]) < 1e-12)
            }
        }
    }

    /// Two readers get the same interval, in whatever order they have the numbers.
    @Test func theOrderOfTheNumbersDoesNotMatter() throws {
        let values = [3.0, -0.0, 1.5, 2.0, 0.0, 7.0]
        let first = Bootstrap.interval(of: .mean, try #require(Sample(values)))
        for other in [values.reversed(), [0.0, 0.0, 7.0, 2.0, 1.5, 3.0], [-0.0, -0.0, 7.0, 2.0, 1.5, 3.0]] {
            #expect(Bootstrap.interval(of: .mean, try #require(Sample(other))) == first)
        }
        let changed = try #require(Sample([3.0, 0, 1.5, 2, 0, 7.000001]))
        #expect(Bootstrap.interval(of: .mean, changed) != first)
    }

    @Test func aSingleNumberHasNoInterval() throws {
        #expect(Bootstrap.interval(of: .mean, try #require(Sample([2]))) == nil)
        let equal = try #require(Sample([2, 2, 2]))
        let same = try #require(Bootstrap.interval(of: .median, equal))
        #expect(same.low == 2 && same.high == 2)
    }

    /// Of 25 samples of ten uniform numbers about nine tenths of the intervals hold the mean, by the method a few less.
    @Test func intervalsHoldTheMean() throws {
        var random = DataRandomness(of: [1])
        var hits = 0
        for _ in 0..<25 {
            let values = (0..<10).map { _ in Double(random.next(below: 1_000_001)) * 1e-6 }
            let sample = try #require(Sample(values))
            let interval = try #require(Bootstrap.interval(of: .mean, sample, confidence: 0.9))
            if interval.low <= 0.5, interval.high >= 0.5 { hits += 1 }
        }
        #expect((18...25).contains(hits))
    }

    @Test func whatIsNoSampleIsNil() {
        #expect(Sample([]) == nil)
        #expect(Sample([1, .nan]) == nil)
        #expect(Sample([1, .infinity]) == nil)
    }

    /// Vigna's published values of SplitMix64 for the seed 1234567.
    @Test func theGeneratorIsSplitMix64() {
        var random = DataRandomness(state: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
        #expect(random.next() == 9_817_491_932_198_370_423)
    }
}
