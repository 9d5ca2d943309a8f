/// Tests whether paired differences lie around zero: if they did, each would be as likely with the opposite sign.
///
/// The p-value is the share of all 2ⁿ choices of signs whose sum is at least as far from zero as the sum of the differences
/// themselves. It is exact for up to 18 pairs; beyond, 20,000 choices are drawn and those counted with the differences
/// themselves, (hits + 1)/(draws + 1). It is taken rather than Wilcoxon's signed ranks because it needs no rule for ties
/// and zeros. Source: R. A. Fisher, The Design of Experiments (1935), section 21.
public enum SignFlipTest {
    static let mostExactPairs = 18
    private static let draws = 20_000

    /// Two-sided, from 2/2ⁿ to 1; without spread around zero, 1.
    public static func pValue(_ differences: Sample) -> Double {
        let sizes = differences.sorted.map(abs).filter { $0 > 0 }
        // Sums in another order differ in their last digits; they are ties.
        let observed = abs(differences.sorted.reduce(0, +))
        let limit = observed - 1e-12 * sizes.reduce(0, +)
        guard !sizes.isEmpty else { return 1 }
        return sizes.count <= mostExactPairs ? exact(sizes, limit) : drawn(sizes, limit)
    }

    /// The smallest p-value that so many pairs can give.
    public static func smallestPValue(pairs: Int) -> Double {
        pairs < 1 ? 1 : 2 / Double(sign: .plus, exponent: pairs, significand: 1)
    }

    /// The first sign is held: the other half of the choices are mirror images.
    private static func exact(_ sizes: [Double], _ limit: Double) -> Double {
        let choices = 1 << (sizes.count - 1)
        var sum = sizes.reduce(0, +)
        var isMinus = 0
        var hits = abs(sum) >= limit ? 1 : 0
        for choice in 1..<max(choices, 1) {
            // Gray code: one sign changes at a time.
            let place = choice.trailingZeroBitCount
            isMinus ^= 1 << place
            sum += (isMinus >> place & 1 == 1 ? -2 : 2) * sizes[place + 1]
            if abs(sum) >= limit { hits += 1 }
        }
        return Double(hits) / Double(choices)
    }

    private static func drawn(_ sizes: [Double], _ limit: Double) -> Double {
        var random = DataRandomness(of: sizes.sorted())
        var hits = 0
        for _ in 0..<draws {
            var sum = 0.0
            var signs: UInt64 = 0
            for (index, size) in sizes.enumerated() {
                if index.isMultiple(of: 64) { signs = random.next() }
                sum += signs & 1 == 1 ? -size : size
                signs >>= 1
            }
            if abs(sum) >= limit { hits += 1 }
        }
        return Double(hits + 1) / Double(draws + 1)
    }
}
