import CKernels

/// One of the independent sequences of random numbers that a seed has. Taking more numbers from one stream never
/// changes another. The code that draws decides what each stream is for.
public struct RandomStream: Hashable, Sendable, ExpressibleByIntegerLiteral {
    public let number: UInt32

    public init(_ number: UInt32) { self.number = number }

    public init(integerLiteral number: UInt32) { self.init(number) }
}

/// The random numbers of one stream at one moment of training: a pure function of (seed, stream, step,
/// substep, part, index) with no state, so that a resumed run draws what the interrupted one would have.
public struct RandomDraw: Sendable {
    private let key: SIMD2<UInt32>
    private var counter: SIMD4<UInt32>
    private let team: Team
    /// Which batch of its kind it is for, from 0 in the whole training: data that are taken one after another go on by it.
    /// Random numbers do not depend on it.
    public var number = 0

    /// - Parameters:
    ///   - step: the training step, below 2³².
    ///   - substep: which update within the step, below 2²⁴.
    ///   - team: who draws many numbers together; they are the same numbers.
    public init(seed: UInt64, stream: RandomStream, step: Int, substep: Int = 0, by team: Team = .alone) {
        self.team = team
        key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
        counter = SIMD4(
            0, UInt32(truncatingIfNeeded: step), UInt32(truncatingIfNeeded: substep & 0xFF_FFFF),
            stream.number)
    }

    /// Further independent numbers of the same stream, such as a mode's choice beside the noise around it;
    /// `number` is below 2⁸.
    public func part(_ number: Int) -> RandomDraw {
        var other = self
        other.counter.z |= UInt32(truncatingIfNeeded: number << 24)
        return other
    }

    /// The 32 random bits at `index`.
    public func word(_ index: Int) -> UInt32 { block(index >> 2)[index & 3] }

    /// A whole number from 0 up to, not including, `bound`; each as likely as the others to one part in
    /// 2³²/bound.
    public func choice(_ index: Int, below bound: Int) -> Int {
        Int((UInt64(word(index)) &* UInt64(bound)) >> 32)
    }

    /// What stands at `place` when the numbers from 0 up to, not including, `count` are shuffled for the `round`th time.
    /// It depends on the seed, the stream and the round, and not on the step.
    ///
    /// A Feistel network of eight turns shuffles the numbers of as many bits; of fewer than six it would not be uniform.
    /// Those that `count` excludes are passed over by shuffling again. Source: M. Luby, C. Rackoff, SIAM Journal on Computing 17 (1988); J. Black, P. Rogaway, CT-RSA
    /// 2002, for the passing over.
    public func shuffled(_ place: Int, of count: Int, round: Int, _ stream: RandomStream) -> Int {
        let bits = max(6, count <= 1 ? 0 : Int.bitWidth - (count - 1).leadingZeroBitCount)
        let (low, high) = (UInt32(bits / 2), UInt32(bits - bits / 2))
        var value = UInt64(place)
        repeat {
            var (left, right) = (UInt32(value >> UInt64(low)), UInt32(value & (1 << UInt64(low) - 1)))
            for turn in UInt32(0)..<8 {
                // The halves take turns in changing each other, and may differ in width by a bit.
                let isLeft = turn % 2 == 0
                let counter = SIMD4(
                    isLeft ? right : left, UInt32(truncatingIfNeeded: round),
                    turn << 8 | UInt32(truncatingIfNeeded: round >> 32) << 16, stream.number)
                let word = Philox.block(counter: counter, key: key).x
                if isLeft { left ^= word & (1 << high - 1) } else { right ^= word & (1 << low - 1) }
            }
            value = UInt64(left) << UInt64(low) | UInt64(right)
        } while value >= UInt64(count)
        return Int(value)
    }

    /// Adds to row i of `buffer`, n×2, the point that ``choice(_:below:)`` takes at index i.
    ///
    /// - Parameter points: at least one, as x, y, x, y, ….
    public func addChosenPoints<Scalar: TensorScalar>(_ points: [Double], to buffer: Buffer<Scalar>) {
        points.withUnsafeBufferPointer { points in
            guard let base = points.baseAddress, points.count >= 2 else { return }
            Scalar.kernels.addChosenPoints(
                address, buffer.shape.count / 2, base, points.count / 2, buffer.view.base)
        }
    }

    /// The number at `index`, uniform on (0, 1).
    public func uniform(_ index: Int) -> Double { (Double(word(index)) + 0.5) * 0x1p-32 }

    private func block(_ index: Int) -> SIMD4<UInt32> {
        var counter = counter
        counter.x = UInt32(truncatingIfNeeded: index)
        return Philox.block(counter: counter, key: key)
    }

    private var address: KernelRandomAddress {
        KernelRandomAddress(key: (key.x, key.y), counter: (counter.x, counter.y, counter.z, counter.w))
    }

    /// Uniform on (0, 1).
    public func uniforms<Scalar: TensorScalar>(_ shape: Shape) -> Matrix<Scalar> {
        let buffer = Buffer<Scalar>(shape)
        fillUniform(buffer)
        return buffer.matrix
    }

    /// Normal with mean 0 and standard deviation 1.
    public func normals<Scalar: TensorScalar>(_ shape: Shape) -> Matrix<Scalar> {
        let buffer = Buffer<Scalar>(shape)
        fillNormal(buffer)
        return buffer.matrix
    }

    /// Overwrites `buffer` with numbers uniform on (`low`, `high`): each the centre of one of 2³² equal parts
    /// of the interval, so never an end but by rounding.
    public func fillUniform<Scalar: TensorScalar>(
        _ buffer: Buffer<Scalar>, from low: Scalar = 0, to high: Scalar = 1
    ) {
        Scalar.kernels.fillUniform(address, buffer.shape.count, low, high - low, buffer.view.base)
    }

    /// Overwrites `buffer` with normal numbers of mean 0 and the given standard deviation, two from each two
    /// words u and v: √(−2 log u)·(cos 2πv, sin 2πv).
    ///
    /// Source: G. E. P. Box, M. E. Muller, Annals of Mathematical Statistics 29 (1958).
    public func fillNormal<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, scale: Scalar = 1) {
        Scalar.kernels.fillNormal(team.raw, address, buffer.shape.count, scale, buffer.view.base)
    }
}
