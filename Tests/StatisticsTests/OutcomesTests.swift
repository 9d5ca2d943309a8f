import Testing

@testable import Statistics

struct OutcomesTests {
    static func outcomes(_ list: [Outcome]) -> Outcomes {
        Outcomes(Dictionary(uniqueKeysWithValues: list.enumerated().map { (UInt64($0), $1) }))
    }

    @Test func runsWithoutANumberAreCountedApart() throws {
        let outcomes = Self.outcomes([.completed(1), .diverged, .completed(3), .crashed, .completed(.nan)])
        #expect(outcomes.completed == 2)
        // A number that is none is a divergence.
        #expect(outcomes.diverged == 2)
        #expect(outcomes.crashed == 1)
        #expect(outcomes.results == 4)
        #expect(outcomes.sample?.sorted == [1, 3])
        let cell = CellSummary(of: outcomes)
        #expect([cell.completed, cell.diverged, cell.crashed] == [2, 2, 1])
        #expect(cell.mean?.value == 2)
        #expect(cell.median?.interval?.low == 1)
        #expect(cell.interquartileMean?.interval?.high == 3)
        let none = CellSummary(of: Self.outcomes([.diverged, .crashed]))
        #expect(none.mean == nil)
        #expect(none.diverged == 1)
        #expect(CellSummary(of: Self.outcomes([.completed(4)])).mean == .init(value: 4, interval: nil))
    }

    @Test func theMedianTakesDivergedRunsAsTheWorst() {
        let outcomes = Self.outcomes([.completed(1), .diverged, .completed(3), .completed(2), .crashed])
        #expect(outcomes.median(better: .lower) == 2.5)
        #expect(outcomes.median(better: .higher) == 1.5)
        #expect(Self.outcomes([.diverged, .completed(1)]).median(better: .lower) == .infinity)
        #expect(Self.outcomes([.diverged]).median(better: .higher) == -.infinity)
        #expect(Self.outcomes([.crashed]).median(better: .lower) == nil)
    }

    @Test func ratesAndProfiles() throws {
        let outcomes = Self.outcomes([.completed(1), .diverged, .completed(3), .completed(2), .crashed])
        let rate = try #require(outcomes.rate { $0 < 3 })
        #expect(rate.successes == 2)
        #expect(rate.trials == 4)
        let lower = try #require(outcomes.profile(at: [0, 1, 2.5, 9], better: .lower))
        #expect(lower.map(\.successes) == [0, 1, 2, 3])
        #expect(lower.allSatisfy { $0.trials == 4 })
        let higher = try #require(outcomes.profile(at: [0, 1, 2.5, 9], better: .higher))
        #expect(higher.map(\.successes) == [3, 3, 1, 0])
        #expect(Self.outcomes([.crashed]).profile(at: [1], better: .lower) == nil)
    }

    @Test func pairsOverEqualSeeds() throws {
        let setting = Outcomes([
            1: .completed(5), 2: .diverged, 3: .completed(1), 4: .diverged, 5: .crashed, 6: .completed(2),
        ])
        let baseline = Outcomes([
            1: .completed(3), 2: .completed(9), 3: .diverged, 4: .diverged, 5: .completed(1),
            7: .completed(1),
        ])
        let pairs = PairedDifferences(of: setting, against: baseline)
        #expect(pairs.sample?.sorted == [2])
        #expect(pairs.onlySettingDiverged == 1)
        #expect(pairs.onlyBaselineDiverged == 1)
        #expect(pairs.bothDiverged == 1)
        #expect(pairs.unpaired == 3)
        #expect(pairs.pairs == 4)
        #expect(pairs.medianInterval(better: .lower) == nil)
        // At a confidence that four pairs allow: −∞, 2 and ∞, and one that may be either.
        let interval = try #require(pairs.medianInterval(better: .lower, confidence: 0.5))
        #expect(interval == Interval(low: -.infinity, high: .infinity, confidence: 0.5))
    }

    /// A run that diverged counts against its side, in whichever direction is better.
    @Test func aDivergedRunIsWorseThanEveryNumber() throws {
        let steady = Self.outcomes((0..<9).map { .completed(Double($0)) })
        let fragile = Self.outcomes((0..<9).map { $0 < 7 ? .diverged : .completed(Double($0)) })
        let worse = PairedDifferences(of: fragile, against: steady)
        #expect(worse.medianInterval(better: .lower)?.low == 0)
        #expect(worse.medianInterval(better: .lower)?.high == .infinity)
        #expect(worse.medianInterval(better: .higher)?.low == -.infinity)
        let better = PairedDifferences(of: steady, against: fragile)
        #expect(better.medianInterval(better: .lower)?.low == -.infinity)
        let interval = worse.medianInterval(better: .lower)
        #expect(Claim.lower(byMoreThan: 0).verdict(interval) == .doesNotHold)
        // Both diverged: nothing is known of the pair, so nothing can be told.
        let same = PairedDifferences(of: fragile, against: fragile).medianInterval(better: .lower)
        #expect(Claim.within(1).verdict(same) == .cannotBeTold)
    }

    /// Two-sided sign test with 7 of 8 on one side: 2·(1 + 8)/2⁸. The eighth diverged on the setting's side.
    @Test func aDivergedRunMakesTheTestOneOfSigns() throws {
        let setting = Self.outcomes((0..<7).map { .completed(Double($0)) } + [.diverged])
        let baseline = Self.outcomes((0..<8).map { .completed(Double(10 * $0 + 1)) })
        let pairs = PairedDifferences(of: setting, against: baseline)
        #expect(pairs.pValue(better: .lower) == 18.0 / 256)
        #expect(pairs.median(better: .lower) == -23.5)
        // Where higher is better the run that diverged is on the other side, with the other seven.
        #expect(pairs.pValue(better: .higher) == 2.0 / 256)
        // Without it sizes count: all seven on one side.
        let finite = PairedDifferences(of: setting.of(Set(0..<7)), against: baseline.of(Set(0..<7)))
        #expect(finite.pValue(better: .lower) == 2.0 / 128)
    }

    @Test func pairsThatSayNothing() {
        let diverged = Self.outcomes([.diverged, .diverged])
        let both = PairedDifferences(of: diverged, against: diverged)
        #expect(both.pValue(better: .lower) == 1)
        #expect(both.median(better: .lower) == nil)
        let none = PairedDifferences(of: Outcomes([:]), against: diverged)
        #expect(none.pValue(better: .lower) == nil)
        #expect(none.median(better: .lower) == nil)
        // Two known differences on one side of one that is open.
        let setting = Outcomes([0: .completed(1), 1: .completed(2), 2: .diverged])
        let baseline = Outcomes([0: .completed(5), 1: .completed(6), 2: .diverged])
        #expect(PairedDifferences(of: setting, against: baseline).median(better: .lower) == -4)
    }
}
