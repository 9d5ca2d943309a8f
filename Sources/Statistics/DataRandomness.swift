/// Random numbers that derive from the data they are used on, so that two readers of the same numbers compute the same
/// interval, in whatever order they read them.
///
/// SplitMix64: G. L. Steele, D. Lea, C. H. Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.
struct DataRandomness {
    private static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15
    private var state: UInt64

    init(state: UInt64) { self.state = state }

    /// - Parameter values: ascending.
    init(of values: [Double]) {
        state = UInt64(values.count)
        for value in values {
            // Zero and minus zero are the same number and sort in no fixed order.
            state ^= (value == 0 ? 0.0 : value).bitPattern
            state = next()
        }
    }

    mutating func next() -> UInt64 {
        state &+= Self.golden
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A whole number from 0 up to, not including, `bound`.
    mutating func next(below bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }
}
