/// The counter-based random generator Philox 4x32-10: a pure function from a counter and a key to 128 bits.
///
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
/// SC 2011. Checked against the paper's published known-answer vectors.
public enum Philox {
    private static let multipliers = (UInt32(0xD251_1F53), UInt32(0xCD9E_8D57))
    /// The golden ratio and √3 − 1, which move the key from round to round.
    private static let weyl = SIMD2<UInt32>(0x9E37_79B9, 0xBB67_AE85)
    private static let rounds = 10

    public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
        var counter = counter
        var key = key
        for _ in 0..<rounds {
            let a = multipliers.0.multipliedFullWidth(by: counter.x)
            let b = multipliers.1.multipliedFullWidth(by: counter.z)
            counter = SIMD4(b.high ^ counter.y ^ key.x, b.low, a.high ^ counter.w ^ key.y, a.low)
            key &+= weyl
        }
        return counter
    }
}
