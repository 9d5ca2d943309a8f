import Testing

@testable import Statistics

struct ClaimTests {
    private static func verdicts(_ claim: Claim, _ intervals: [(Double, Double)]) -> [Claim.Verdict] {
        intervals.map { claim.verdict(Interval(low: $0.0, high: $0.1, confidence: 0.95)) }
    }

    /// The table in the documentation of ``Claim``, each limit from both sides.
    @Test func theRule() {
        #expect(
            Self.verdicts(.lower(byMoreThan: 1), [(-3, -1.1), (-3, -1), (-1.1, 5), (-1, 5), (2, 3)])
                == [.holds, .cannotBeTold, .cannotBeTold, .doesNotHold, .doesNotHold])
        #expect(
            Self.verdicts(.higher(byMoreThan: 1), [(1.1, 3), (1, 3), (-5, 1.1), (-5, 1), (-3, -2)])
                == [.holds, .cannotBeTold, .cannotBeTold, .doesNotHold, .doesNotHold])
        #expect(
            Self.verdicts(.atMostHigher(by: 1), [(-3, 1), (-3, 1.1), (1, 2), (1.1, 2)])
                == [.holds, .cannotBeTold, .cannotBeTold, .doesNotHold])
        #expect(
            Self.verdicts(.within(1), [(-1, 1), (-1.1, 0), (0, 1.1), (1, 2), (1.1, 2), (-2, -1), (-2, -1.1)])
                == [
                    .holds, .cannotBeTold, .cannotBeTold, .cannotBeTold, .doesNotHold, .cannotBeTold,
                    .doesNotHold,
                ])
    }

    /// Equal numbers are neither lower nor higher than each other.
    @Test func noDifference() {
        let zero = [(0.0, 0.0)]
        #expect(Self.verdicts(.lower(byMoreThan: 0), zero) == [.doesNotHold])
        #expect(Self.verdicts(.higher(byMoreThan: 0), zero) == [.doesNotHold])
        #expect(Self.verdicts(.atMostHigher(by: 0), zero) == [.holds])
        #expect(Self.verdicts(.within(0), zero) == [.holds])
    }

    @Test func withoutAnIntervalNothingCanBeTold() {
        for claim in [Claim.lower(byMoreThan: 0), .higher(byMoreThan: 0), .atMostHigher(by: 9), .within(9)] {
            #expect(claim.verdict(nil) == .cannotBeTold)
            #expect(Self.verdicts(claim, [(.nan, 1), (0, .nan)]) == [.cannotBeTold, .cannotBeTold])
            #expect(Self.verdicts(claim, [(-.infinity, .infinity)]) == [.cannotBeTold])
        }
        #expect(Claim.Verdict.cannotBeTold.description == "cannot be told from these seeds")
    }

    /// A study at its seeds' limit: six pairs that agree can tell, five cannot.
    @Test func sixPairsCanTellWhatFiveCannot() {
        for (count, verdict) in [(5, Claim.Verdict.cannotBeTold), (6, .holds)] {
            let setting = OutcomesTests.outcomes((0..<count).map { .completed(Double($0)) })
            let baseline = OutcomesTests.outcomes((0..<count).map { .completed(Double($0) + 2) })
            let interval = PairedDifferences(of: setting, against: baseline).medianInterval(better: .lower)
            #expect(Claim.lower(byMoreThan: 1).verdict(interval) == verdict)
        }
    }
}
