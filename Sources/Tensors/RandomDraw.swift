/// What random numbers are for. Each purpose has numbers of its own, so that drawing more for one (say, for
/// evaluation) never changes another.
public enum RandomStream: UInt32, CaseIterable, Sendable {
    case data
    case discriminatorLatent
    case generatorLatent
    case interpolation
    case instanceNoise
    case initialization
    case evaluation
    /// Where the modes of random data lie.
    case placement
    case spectrum
}

/// The random numbers of one purpose at one moment of training: a pure function of (seed, stream, step,
/// substep, part, index) with no state, so that a resumed run draws what the interrupted one would have.
public struct RandomDraw: Sendable {
    private let key: SIMD2<UInt32>
    private var counter: SIMD4<UInt32>

    /// - Parameters:
    ///   - step: the training step, below 2³².
    ///   - substep: which update within the step, below 2²⁴.
    public init(seed: UInt64, stream: RandomStream, step: Int, substep: Int = 0) {
        key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
        counter = SIMD4(
            0, UInt32(truncatingIfNeeded: step), UInt32(truncatingIfNeeded: substep & 0xFF_FFFF),
            stream.rawValue)
    }

    /// Further independent numbers for the same purpose, such as a mode's choice beside the noise around it;
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

    /// The number at `index`, uniform on (0, 1).
    public func uniform(_ index: Int) -> Double { Self.unit(word(index)) }

    private func block(_ index: Int) -> SIMD4<UInt32> {
        var counter = counter
        counter.x = UInt32(truncatingIfNeeded: index)
        return Philox.block(counter: counter, key: key)
    }

    /// The centre of the `word`-th of 2³² equal parts of the unit interval: never 0, and 1 only by rounding.
    private static func unit<Scalar: TensorScalar>(_ word: UInt32) -> Scalar {
        Scalar((Double(word) + 0.5) * 0x1p-32)
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

    /// Overwrites `buffer` with numbers uniform on (`low`, `high`).
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func fillUniform<Scalar: TensorScalar>(
        _ buffer: Buffer<Scalar>, from low: Scalar = 0, to high: Scalar = 1
    ) {
        fill(buffer) { word in
            let a: Scalar = Self.unit(word.x)
            let b: Scalar = Self.unit(word.y)
            let c: Scalar = Self.unit(word.z)
            let d: Scalar = Self.unit(word.w)
            let range = high - low
            return (low + range * a, low + range * b, low + range * c, low + range * d)
        }
    }

    /// Overwrites `buffer` with normal numbers of mean 0 and the given standard deviation.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func fillNormal<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, scale: Scalar = 1) {
        fill(buffer) { word in
            let (a, b) = Scalar.kernels.boxMuller(Self.unit(word.x), Self.unit(word.y))
            let (c, d) = Scalar.kernels.boxMuller(Self.unit(word.z), Self.unit(word.w))
            return (scale * a, scale * b, scale * c, scale * d)
        }
    }

    /// Four numbers from each block of four words.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    private func fill<Scalar: TensorScalar>(
        _ buffer: Buffer<Scalar>,
        with quadruple: (SIMD4<UInt32>) -> (Scalar, Scalar, Scalar, Scalar)
    ) {
        buffer.unsafeElements { target in
            var index = 0
            while index < target.count {
                let numbers = quadruple(block(index >> 2))
                target[index] = numbers.0
                if index + 1 < target.count { target[index + 1] = numbers.1 }
                if index + 2 < target.count { target[index + 2] = numbers.2 }
                if index + 3 < target.count { target[index + 3] = numbers.3 }
                index += 4
            }
        }
    }
}
