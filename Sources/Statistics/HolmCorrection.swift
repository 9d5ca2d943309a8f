/// p-values corrected for how many were looked at: if all hypotheses are true, the chance that any corrected value is
/// below α is at most α.
///
/// Ordered p₁ ≤ … ≤ pₘ become maxᵢ≤ⱼ min(1, (m − i + 1)·pᵢ). Source: S. Holm, Scandinavian Journal of Statistics 6 (1979)
/// 65–70.
public enum HolmCorrection {
    /// The corrected values, in the order of `pValues`.
    public static func correct(_ pValues: [Double]) -> [Double] {
        var corrected = pValues
        var highest = 0.0
        for (rank, index) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
            highest = max(highest, min(1, Double(pValues.count - rank) * pValues[index]))
            corrected[index] = highest
        }
        return corrected
    }
}
