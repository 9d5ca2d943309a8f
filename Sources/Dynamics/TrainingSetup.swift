import Games
import Tensors

/// What is trained and how; with a seed it determines every number of a run.
public struct TrainingSetup: Sendable {
    /// Every so many steps the players are drawn back: slow ← slow + α(fast − slow), fast ← slow.
    ///
    /// Source: Chavdarova et al., arXiv 2006.14567.
    public struct Lookahead: Sendable, Equatable {
        public var every: Int
        /// α.
        public var share: Double

        public init(every: Int = 5, share: Double = 0.5) {
            self.every = every
            self.share = share
        }
    }

    public var game: GAN
    public var scheme: any Scheme
    public var optimizers: PerPlayer<any Optimizer>
    /// Learning rates.
    public var rates: PerPlayer<Schedule>
    /// How a player's gradient or step is shortened; nil for not at all.
    public var gradientClipping: PerPlayer<GradientClipping?>
    /// λ of p ← p − ηλp beside each step of a player, as in AdamW (Loshchilov, Hutter, arXiv 1711.05101); nil for none.
    public var weightDecay: PerPlayer<Double?>
    /// c of bringing every number of a player back into [−c, c] after each of its steps, the weight clipping of the first
    /// Wasserstein GAN (arXiv 1701.07875); nil for none.
    public var weightClipping: PerPlayer<Double?>
    public var lookahead: Lookahead?
    /// What is made of each step of both players together; nil for nothing.
    public var mixing: AndersonMixing?
    /// Whether the discriminator begins each step anew, with fresh initial values and an optimizer that remembers
    /// nothing.
    public var renewsDiscriminator: Bool
    /// β of the moving average w̄ ← βw̄ + (1−β)w of the generator's parameters; nil for none.
    public var averageDecay: Double?
    public var seed: UInt64

    public init(
        game: GAN, scheme: any Scheme, optimizers: PerPlayer<any Optimizer>, rates: PerPlayer<Schedule>,
        gradientClipping: PerPlayer<GradientClipping?> = PerPlayer { _ in nil },
        weightDecay: PerPlayer<Double?> = PerPlayer { _ in nil },
        weightClipping: PerPlayer<Double?> = PerPlayer { _ in nil }, lookahead: Lookahead? = nil,
        mixing: AndersonMixing? = nil, renewsDiscriminator: Bool = false, averageDecay: Double? = nil,
        seed: UInt64
    ) {
        self.game = game
        self.scheme = scheme
        self.optimizers = optimizers
        self.rates = rates
        self.gradientClipping = gradientClipping
        self.weightDecay = weightDecay
        self.weightClipping = weightClipping
        self.lookahead = lookahead
        self.mixing = mixing
        self.renewsDiscriminator = renewsDiscriminator
        self.averageDecay = averageDecay
        self.seed = seed
    }
}

/// A setup whose parts do not belong together.
public struct SetupError: Error, Equatable, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
}

/// Where batches come from.
public protocol BatchSource: Sendable {
    /// Overwrites `buffer` with a batch that depends on nothing but `draw`.
    func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, with kind: RandomInput.Kind, _ draw: RandomDraw)
}
