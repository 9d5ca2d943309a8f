import Testing

@testable import Statistics

struct TunedChoiceTests {
    private static func setting(_ values: [Double?]) -> Outcomes {
        OutcomesTests.outcomes(values.map { $0.map { .completed($0) } ?? .diverged })
    }

    /// The second is best on the first two seeds, the third on all four; of the second only the last two are reported.
    @Test func choosesOnSomeSeedsAndReportsOnOthers() throws {
        let settings = [
            Self.setting([5, 5, 5, 5]), Self.setting([1, 1, 9, 9]), Self.setting([2, 2, 2, 2]),
        ]
        let choice = try #require(
            TunedChoice(of: settings, choosingOn: [0, 1], reportingOn: [2, 3], better: .lower))
        #expect(choice.setting == 1)
        #expect(choice.reported.sample?.sorted == [9, 9])
        #expect(choice.naiveSetting == 2)
        #expect(choice.naivelyReported.sample?.sorted == [2, 2, 2, 2])
        let highest = try #require(
            TunedChoice(of: settings, choosingOn: [0, 1], reportingOn: [2, 3], better: .higher))
        #expect(highest.setting == 0)
        #expect(highest.naiveSetting == 0)
    }

    /// One that diverges on half of the seeds is not chosen for the others; of equal ones the steadier is.
    @Test func divergedRunsCountAsTheWorst() throws {
        let settings = [
            Self.setting([nil, 0, 0, 0]), Self.setting([nil, 3, 3]), Self.setting([3, 3, 3]),
            Self.setting([3, 3, 3]),
        ]
        let choice = try #require(
            TunedChoice(of: settings, choosingOn: [0, 1], reportingOn: [2], better: .lower))
        #expect(choice.setting == 2)
        let steadier = try #require(
            TunedChoice(of: Array(settings[1...]), choosingOn: [0, 1, 2], reportingOn: [], better: .lower))
        #expect(steadier.setting == 1)
    }

    /// Ten settings of equal worth: the best of them looks better than it is, and on other seeds it does not.
    @Test func theNaiveChoiceFlatters() throws {
        var random = DataRandomness(of: [2])
        var (naive, honest) = (0.0, 0.0)
        for _ in 0..<40 {
            let settings = (0..<10).map { _ in
                Self.setting((0..<10).map { _ in Double(random.next(below: 1000)) })
            }
            let halves = TunedChoice.halves(of: UInt64(0)..<10)
            let choice = try #require(
                TunedChoice(
                    of: settings, choosingOn: halves.choosing, reportingOn: halves.reporting, better: .lower))
            naive += try #require(choice.naivelyReported.median(better: .lower)) / 40
            honest += try #require(choice.reported.median(better: .lower)) / 40
        }
        #expect(naive < 350)
        #expect((430...570).contains(honest))
    }

    @Test func halvesAndMistakes() {
        let halves = TunedChoice.halves(of: [4, 2, 9, 2, 7, 1])
        #expect(halves.choosing == [1, 2])
        #expect(halves.reporting == [4, 7, 9])
        let settings = [Self.setting([1, 2])]
        #expect(TunedChoice(of: settings, choosingOn: [0, 1], reportingOn: [1], better: .lower) == nil)
        #expect(TunedChoice(of: settings, choosingOn: [5], reportingOn: [1], better: .lower) == nil)
        #expect(TunedChoice(of: [], choosingOn: [0], reportingOn: [1], better: .lower) == nil)
    }
}
