import Autodiff
import Distributions
import Dynamics
import Games
import Networks
import Synchronization
import Tensors

/// A model of one number: as a generator the point θ wherever its latent number is, as a discriminator ψ·x.
struct Dirac: Model {
    let player: Player
    let start: Double
    let inputWidth = 1
    let outputWidth = 1

    var parameters: [ParameterDeclaration] {
        let start = start
        return [ParameterDeclaration("value", .scalar) { _ in Matrix(start) }]
    }

    func apply(_ parameters: [Expression], to input: Expression) -> Expression {
        player == .generator ? parameters[0] + input : parameters[0] * input
    }
}

/// Every batch filled with one number for each kind.
struct ConstantBatches: BatchSource {
    var real = 0.0
    var latent = 0.0

    func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, with kind: RandomInput.Kind, _ draw: RandomDraw)
    {
        let value = kind == .real ? real : latent
        for row in 0..<buffer.shape.rows { set(buffer, row, value) }
    }

    private func set<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, _ row: Int, _ value: Double) {
        var matrix = buffer.matrix
        for column in 0..<matrix.shape.columns { matrix[row, column] = Scalar(value) }
        try? buffer.load(matrix)
    }
}

/// A ring of Gaussians and normal latent numbers, as in training.
struct RingBatches: BatchSource {
    let ring = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.02)
    let latent = Latent(width: 3)

    func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, with kind: RandomInput.Kind, _ draw: RandomDraw)
    {
        switch kind {
        case .real: ring.fill(buffer, draw)
        case .latent: latent.fill(buffer, draw)
        case .interpolation, .perturbation: draw.fillUniform(buffer)
        case .realNoise, .fakeNoise: draw.fillNormal(buffer)
        }
    }
}

/// Keeps record of what was drawn.
final class RecordedBatches: BatchSource {
    struct Record: Equatable {
        let kind: RandomInput.Kind
        let rows: Int
        let word: UInt32
    }

    private let record = Mutex<[Record]>([])

    /// What was drawn since the last call.
    func take() -> [Record] {
        record.withLock { record in
            defer { record = [] }
            return record
        }
    }

    func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, with kind: RandomInput.Kind, _ draw: RandomDraw)
    {
        record.withLock { $0.append(Record(kind: kind, rows: buffer.shape.rows, word: draw.word(0))) }
        draw.fillUniform(buffer)
    }
}

extension TrainingSetup {
    /// Two numbers that chase each other: the losses are ψθ and −ψθ where all batches are 0.
    static func dirac(
        _ scheme: any Scheme = Simultaneous(), theta: Double = 1, psi: Double = 0.5,
        rates: PerPlayer<Schedule> = PerPlayer { _ in .constant(0.25) }, optimizer: any Optimizer = SGD(),
        averageDecay: Double? = nil
    ) -> TrainingSetup {
        let game = GAN(
            generator: Dirac(player: .generator, start: theta),
            discriminator: Dirac(player: .discriminator, start: psi), objective: Wasserstein(), batch: 4)
        return TrainingSetup(
            game: game, scheme: scheme, optimizers: PerPlayer { _ in optimizer }, rates: rates,
            averageDecay: averageDecay, seed: 1)
    }

    /// Small networks on the ring.
    static func ring(
        _ scheme: any Scheme = Alternating(), _ penalties: [any Penalty] = [R1()],
        optimizer: any Optimizer = Adam(beta1: 0.5, beta2: 0.99), batch: Int = 16, hidden: Int = 8,
        averageDecay: Double? = 0.9, fieldMethods: [any FieldMethod] = [], isSpectral: Bool = false,
        seed: UInt64 = 1
    ) -> TrainingSetup {
        let discriminator = MLP(widths: [2, hidden, 1], activation: .leakyReLU(slope: 0.2))
        let game = GAN(
            generator: MLP(widths: [3, hidden, 2], activation: .tanh),
            discriminator: isSpectral ? SpectrallyNormalized(discriminator) : discriminator,
            objective: NonSaturating(),
            penalties: penalties.map { $0.weighted(by: .exponential(from: 2, to: 1, over: 30)) },
            fieldMethods: fieldMethods.map { $0.weighted(by: .constant(1)) }, batch: batch)
        return TrainingSetup(
            game: game, scheme: scheme, optimizers: PerPlayer { _ in optimizer },
            rates: PerPlayer(
                discriminator: .constant(1e-3), generator: .cosine(from: 2e-3, to: 1e-4, over: 30)),
            averageDecay: averageDecay, seed: seed)
    }
}

extension TrainingState {
    /// The bits of everything that training changes.
    var bits: [[UInt64]] { arrays.map { $0.buffer.matrix.elements.map { Double($0).bitPattern } } }
}

extension Trainer {
    func run(_ steps: Int) -> Divergence? {
        for _ in 0..<steps {
            if let divergence = step() { return divergence }
        }
        return nil
    }
}
