import Testing

@testable import Statistics

struct TestsOfDifferencesTests {
    /// Against scipy.stats.permutation_test, which enumerates as well.
    @Test func signFlips() throws {
        for expected in try SeedReference.read().signFlip {
            let sample = try #require(Sample(expected.differences))
            #expect(abs(SignFlipTest.pValue(sample) - expected.pValue) < 1e-14)
            let opposite = try #require(Sample(expected.differences.map { -$0 }))
            #expect(abs(SignFlipTest.pValue(opposite) - expected.pValue) < 1e-14)
        }
    }

    /// By hand: 0.1 + 0.2 equals 0.3 but for rounding, so of the four choices of relative sign two reach the sum of 0.
    @Test func sumsThatDifferByRoundingAreTies() throws {
        #expect(SignFlipTest.pValue(try #require(Sample([0.1, 0.2, -0.3]))) == 1)
        #expect(SignFlipTest.pValue(try #require(Sample([0, 0]))) == 1)
        #expect(SignFlipTest.pValue(try #require(Sample([5]))) == 1)
    }

    /// Differences of one sign give the smallest value there is.
    @Test(arguments: [1, 2, 6, 14])
    func oneSign(_ pairs: Int) throws {
        let sample = try #require(Sample((1...pairs).map { Double($0) }))
        #expect(SignFlipTest.pValue(sample) == SignFlipTest.smallestPValue(pairs: pairs))
    }

    /// Beyond 18 pairs choices are drawn: near the exact value, and the same for every reader.
    @Test func manyPairs() throws {
        let differences = (1...18).map { Double($0).squareRoot() * ($0 % 3 == 0 ? -1 : 1) }
        let exact = SignFlipTest.pValue(try #require(Sample(differences)))
        // A pair with a difference of next to nothing changes little, but there are 19.
        let drawn = SignFlipTest.pValue(try #require(Sample(differences + [1e-6])))
        #expect(drawn != exact)
        #expect(abs(drawn - exact) < 5 * (exact * (1 - exact) / 20_000).squareRoot())
        #expect(drawn == SignFlipTest.pValue(try #require(Sample([1e-6] + differences.reversed()))))
        // More than the 64 signs of one random number.
        let far = try #require(Sample((1...66).map { Double($0) }))
        #expect(SignFlipTest.pValue(far) == 1.0 / 20_001)
    }

    /// Against statsmodels' multipletests.
    @Test func holm() throws {
        for expected in try SeedReference.read().holm {
            let found = HolmCorrection.correct(expected.pValues)
            #expect(found.count == expected.corrected.count)
            for (value, number) in zip(found, expected.corrected) { #expect(abs(value - number) < 1e-15) }
        }
        #expect(HolmCorrection.correct([]) == [])
    }

    /// Against scipy.stats.quantile_test.
    @Test func medianIntervals() throws {
        for expected in try SeedReference.read().medianIntervals {
            let found = try #require(MedianInterval.of(expected.values, confidence: expected.confidence))
            #expect([found.low, found.high] == expected.limits)
        }
    }

    /// From the tables of the sign test: k = 1 from n = 6, 2 from 9, 3 from 12, 22 at 60.
    @Test func ranksOfTheMedianInterval() {
        let ranks = [1, 5, 6, 8, 9, 11, 12, 60, 3000].map { MedianInterval.rank(count: $0, confidence: 0.95) }
        #expect(ranks == [nil, nil, 1, 1, 2, 2, 3, 22, 1446])
        #expect(MedianInterval.rank(count: 0, confidence: 0.95) == nil)
        // Exactly α/2: P(B = 0) = 1/32 at 5 coins.
        #expect(MedianInterval.rank(count: 5, confidence: 1 - 2.0 / 32) == 1)
        let values = [1, 2, 3, 4, 5, .infinity]
        #expect(MedianInterval.of(values) == Interval(low: 1, high: .infinity, confidence: 0.95))
        #expect(MedianInterval.of([1, 2, 3, 4, 5, .nan]) == nil)
    }

    /// The smallest p-value of n pairs is 2/2ⁿ: 0.0625 with five, 0.03125 with six.
    @Test func seedsThatAreTooFew() {
        #expect(SeedCount.fewest() == 6)
        #expect(SeedCount.fewest(tests: 10) == 9)
        #expect(SeedCount.fewest(confidence: 0.99) == 8)
        #expect(SeedCount.fewest(confidence: 1 - 2.0 / 32) == 5)
        #expect(SeedCount.fewest(confidence: 1) == 64)
        #expect(SeedCount.warning(seeds: 6) == nil)
        #expect(
            SeedCount.warning(seeds: 5)
                == "5 seeds are too few: one comparison needs at least 6 at 95 % confidence.")
        #expect(
            SeedCount.warning(seeds: 1, confidence: 0.999, tests: 3)
                == "1 seed is too few: 3 comparisons need at least 13 at 99.9 % confidence.")
    }
}
