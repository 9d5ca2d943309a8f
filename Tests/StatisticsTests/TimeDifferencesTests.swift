import Testing

@testable import Statistics

struct TimeDifferencesTests {
    private typealias Limits = TimeDifferences.Limits

    /// All nine kinds of pairs, by hand.
    @Test func limitsOfPairs() {
        let setting: [UInt64: Arrival] = [
            0: .reached(300), 1: .reached(300), 2: .reached(300), 3: .notReached(by: 1000),
            4: .notReached(by: 1000), 5: .notReached(by: 1000), 6: .diverged, 7: .diverged, 8: .diverged,
        ]
        let baseline: [UInt64: Arrival] = [
            0: .reached(500), 1: .notReached(by: 1000), 2: .diverged, 3: .reached(500),
            4: .notReached(by: 1000),
            5: .diverged, 6: .reached(500), 7: .notReached(by: 1000), 8: .diverged, 9: .reached(1),
        ]
        let infinity = Double.infinity
        let limits: [Limits] = [
            Limits(low: -200, high: -200), Limits(low: -infinity, high: -700),
            Limits(low: -infinity, high: -infinity), Limits(low: 500, high: infinity),
            Limits(low: -infinity, high: infinity), Limits(low: -infinity, high: infinity),
            Limits(low: infinity, high: infinity), Limits(low: -infinity, high: infinity),
            Limits(low: -infinity, high: infinity),
        ]
        #expect(TimeDifferences(of: setting, against: baseline).limits == limits)
        #expect(TimeDifferences(of: setting, against: baseline).known == 1)
    }

    /// Six pairs: the interval reaches from the lowest to the highest.
    @Test func censoredTimesWidenTheInterval() throws {
        var setting: [UInt64: Arrival] = [:]
        var baseline: [UInt64: Arrival] = [:]
        for seed in 0..<6 {
            setting[UInt64(seed)] = .reached(100 + 10 * seed)
            baseline[UInt64(seed)] = .reached(400)
        }
        let all = TimeDifferences(of: setting, against: baseline)
        #expect(all.medianInterval() == Interval(low: -300, high: -250, confidence: 0.95))
        #expect(all.median?.value == -275)
        baseline[0] = .notReached(by: 1000)
        let censored = TimeDifferences(of: setting, against: baseline)
        #expect(censored.medianInterval() == Interval(low: -.infinity, high: -250, confidence: 0.95))
        // -900 or less, -290, -280, -270, -260, -250.
        #expect(censored.median?.value == -275)
        #expect(censored.known == 5)
    }

    @Test func openMedians() {
        let unknown = TimeDifferences(
            of: [0: .diverged, 1: .reached(10)], against: [0: .diverged, 1: .reached(20)])
        #expect(unknown.median?.value == nil)
        #expect(unknown.median == Limits(low: -.infinity, high: .infinity))
        #expect(TimeDifferences(of: [:], against: [:]).median == nil)
        #expect(TimeDifferences(of: [0: .reached(1)], against: [0: .reached(2)]).medianInterval() == nil)
        // One infinitely early, one infinitely late.
        let apart = TimeDifferences(
            of: [0: .diverged, 1: .reached(10)], against: [0: .reached(20), 1: .diverged])
        #expect(apart.median == Limits(low: -.infinity, high: .infinity))
    }
}
