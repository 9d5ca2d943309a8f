/// The hash of Fowler, Noll and Vo in its form 1a with 64 bits.
public struct FNV1a: Sendable {
    @usableFromInline var state: UInt64 = 0xcbf2_9ce4_8422_2325

    public var value: UInt64 { state }

    public init() {}

    /// Inlinable, because a byte takes more than ten times as long where the kind of sequence is not known.
    @inlinable
    public mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
}
