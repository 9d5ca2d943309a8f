import Games
import Tensors

/// What is trained and how; with a seed it determines every number of a run.
public struct TrainingSetup: Sendable {
    public var game: GAN
    public var scheme: any Scheme
    public var optimizers: PerPlayer<any Optimizer>
    /// Learning rates.
    public var rates: PerPlayer<Schedule>
    /// One a penalty of the game.
    public var penaltyWeights: [Schedule]
    /// β of the moving average w̄ ← βw̄ + (1−β)w of the generator's parameters; nil for none.
    public var averageDecay: Double?
    public var seed: UInt64

    public init(
        game: GAN, scheme: any Scheme, optimizers: PerPlayer<any Optimizer>, rates: PerPlayer<Schedule>,
        penaltyWeights: [Schedule] = [], averageDecay: Double? = nil, seed: UInt64
    ) {
        self.game = game
        self.scheme = scheme
        self.optimizers = optimizers
        self.rates = rates
        self.penaltyWeights = penaltyWeights
        self.averageDecay = averageDecay
        self.seed = seed
    }
}

/// Where batches come from.
public protocol BatchSource: Sendable {
    /// Overwrites `buffer` with a batch that depends on nothing but `draw`.
    func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, with kind: Draw.Kind, _ draw: RandomDraw)
}
