/// Whether seeds are enough to say anything at all.
public enum SeedCount {
    /// The fewest pairs with which the sign-flip test can find a difference, corrected for a number of tests by Holm:
    /// the smallest n with 2/2ⁿ ≤ (1 − confidence)/tests. It is 6 for one test at 0.95 and 9 for ten. So many values the
    /// ``MedianInterval`` of one comparison needs, too.
    public static func fewest(confidence: Double = 0.95, tests: Int = 1) -> Int {
        let allowed = (1 - confidence) / Double(max(tests, 1))
        var pairs = 1
        while SignFlipTest.smallestPValue(pairs: pairs) > allowed * (1 + 1e-12), pairs < 64 { pairs += 1 }
        return pairs
    }

    /// What to print beside a table; nil if the seeds suffice.
    public static func warning(seeds: Int, confidence: Double = 0.95, tests: Int = 1) -> String? {
        let needed = fewest(confidence: confidence, tests: tests)
        guard seeds < needed else { return nil }
        let comparisons = tests == 1 ? "one comparison needs" : "\(tests) comparisons need"
        let have = seeds == 1 ? "1 seed is" : "\(seeds) seeds are"
        return
            "\(have) too few: \(comparisons) at least \(needed) at \(percent(confidence)) % confidence."
    }

    private static func percent(_ share: Double) -> String {
        let tenths = (share * 1000).rounded() / 10
        return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
    }
}
