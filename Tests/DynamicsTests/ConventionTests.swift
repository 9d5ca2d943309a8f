import Autodiff
import Dynamics
import Games
import Synchronization
import Tensors
import Testing

/// Each convention against the library that has it: `conventions.json` holds the paths that PyTorch, optax, Keras and
/// TensorFlow 1 make of the same gradients at rates that fall (`scripts/reference/conventions.py`).
struct ConventionTests {
    struct Table: Decodable {
        struct Settings: Decodable {
            let momentum, decay, epsilon, norm: Double?
        }

        struct Case: Decodable {
            let settings: Settings
            let path: [[[Double]]]
        }

        let start: [[Double]]
        let gradients: [[[Double]]]
        let rates: [Double]
        let cases: [String: Case]
    }

    private let table: Table

    init() throws { table = try ReferenceData.read("conventions") }

    private static func optimizer(_ name: String, _ settings: Table.Settings) throws -> any Optimizer {
        let epsilon = settings.epsilon ?? 0
        func rmsprop(_ convention: RMSProp.Convention) throws -> RMSProp {
            RMSProp(
                convention, decay: try #require(settings.decay), epsilon: epsilon,
                momentum: try #require(settings.momentum))
        }
        let adam = Adam(epsilon: epsilon)
        return switch name {
        case "torch.optim.SGD", "optax.sgd": SGD(momentum: try #require(settings.momentum))
        case "keras.optimizers.SGD": SGD(momentum: try #require(settings.momentum), isRateInside: true)
        case "torch.optim.RMSprop": try rmsprop(.pyTorch)
        case "keras.optimizers.RMSprop", "keras.optimizers.RMSprop, no momentum", "optax.rmsprop":
            try rmsprop(.keras)
        case "tf.compat.v1.train.RMSPropOptimizer": try rmsprop(.tensorFlow1)
        case "torch.optim.Adam", "optax.adam": Adam(beta1: 0.5, beta2: 0.9, epsilon: epsilon)
        case "keras.optimizers.Adam", "tf.compat.v1.train.AdamOptimizer":
            Adam(beta1: 0.5, beta2: 0.9, epsilon: epsilon, isEpsilonUncorrected: true)
        case "optimistic Adam, Algorithm 1": Optimistic(adam)
        case "optax.optimistic_adam_v2": Optimistic(adam, firstStep: .single)
        case "optax.scale_by_optimistic_gradient before scale_by_adam":
            OptimisticGradient(adam, firstStep: .single)
        case "optax.optimistic_gradient_descent": Optimistic(SGD(), firstStep: .single)
        default: throw SetupError(description: "no optimizer for \(name)")
        }
    }

    @Test(arguments: [
        "torch.optim.SGD", "optax.sgd", "keras.optimizers.SGD", "torch.optim.RMSprop",
        "keras.optimizers.RMSprop", "keras.optimizers.RMSprop, no momentum", "optax.rmsprop",
        "tf.compat.v1.train.RMSPropOptimizer", "torch.optim.Adam", "optax.adam", "keras.optimizers.Adam",
        "tf.compat.v1.train.AdamOptimizer", "optimistic Adam, Algorithm 1", "optax.optimistic_adam_v2",
        "optax.scale_by_optimistic_gradient before scale_by_adam", "optax.optimistic_gradient_descent",
    ])
    func optimizersAreThoseOfTheirLibraries(_ name: String) throws {
        let reference = try #require(table.cases[name])
        let optimizer = try Self.optimizer(name, reference.settings)
        let play = try OptimizerTests.Play<Double>(optimizer, from: try Matrix(rows: table.start))
        // Keras and TensorFlow 1 keep momenta and decays in single precision.
        let tolerance = name.hasPrefix("keras") || name.hasPrefix("tf") ? 3e-6 : 1e-12
        for (index, expected) in reference.path.enumerated() {
            play.rate.scalar = table.rates[index]
            play.count.scalar = Double(index + 1)
            try play.gradient.load(try Matrix(rows: table.gradients[index]))
            play.program.run()
            for (value, number) in zip(play.parameter.matrix.elements, expected.joined()) {
                #expect(abs(value - number) <= tolerance * max(1, abs(number)), "\(name), step \(index + 1)")
            }
        }
    }

    /// The discriminator's gradients are those of the table, one a step.
    private final class GivenGradients: BatchSource {
        let gradients: [[Double]]
        let step = Atomic(0)

        init(_ gradients: [[Double]]) { self.gradients = gradients }

        func fill<Scalar: TensorScalar>(
            _ buffer: Buffer<Scalar>, with kind: RandomInput.Kind, _ draw: RandomDraw
        ) {
            // The score is ψᵀx and the generator rests at 0, so the gradient of the Wasserstein loss is −x.
            let row =
                kind == .real
                ? gradients[step.add(1, ordering: .relaxed).oldValue] : gradients[0].map { _ in 0 }
            buffer.unsafeElements { target in
                for index in target.indices { target[index] = Scalar(-row[index]) }
            }
        }
    }

    @Test(arguments: [
        ("torch.nn.utils.clip_grad_norm_", 1e-6, GradientClipping.Place.gradient),
        ("keras.optimizers.SGD, global_clipnorm", 0, .gradient),
        ("optax.clip_by_global_norm before adam", 0, .gradient),
        ("optax.clip_by_global_norm behind adam", 0, .update),
    ])
    func clippingIsThatOfItsLibrary(_ name: String, _ epsilon: Double, _ place: GradientClipping.Place) throws
    {
        let reference = try #require(table.cases[name])
        let norm = try #require(reference.settings.norm)
        let start = table.start.flatMap { $0 }
        let optimizer: any Optimizer =
            reference.settings.epsilon.map { Adam(beta1: 0.5, beta2: 0.9, epsilon: $0) } ?? SGD()
        let setup = TrainingSetup(
            game: GAN(
                generator: Shift(start: start.map { _ in 0 }), discriminator: LinearScore(start: start),
                objective: Wasserstein(), batch: 1),
            scheme: Simultaneous(), optimizers: PerPlayer { _ in optimizer },
            rates: PerPlayer(discriminator: .constant(0.1), generator: .constant(0)),
            gradientClipping: PerPlayer(
                discriminator: GradientClipping(norm: norm, epsilon: epsilon, place: place), generator: nil),
            seed: 0)
        let trainer = try Trainer<Double>(
            setup, batches: GivenGradients(table.gradients.map { $0.flatMap { $0 } }))
        for (index, expected) in reference.path.enumerated() {
            #expect(trainer.step() == nil)
            for (value, number) in zip(trainer.position, expected.joined()) {
                #expect(abs(value - number) <= 1e-12 * max(1, abs(number)), "step \(index + 1)")
            }
        }
    }

    /// λw in the gradient is the L2 penalty; beside the step it is decoupled. The generator's numbers are 0 and stay so.
    @Test(arguments: ["torch.optim.Adam, weight_decay", "torch.optim.AdamW", "optax.adamw"])
    func weightDecayIsThatOfItsLibrary(_ name: String) throws {
        let reference = try #require(table.cases[name])
        let (epsilon, lambda) = (
            try #require(reference.settings.epsilon), try #require(reference.settings.decay)
        )
        let isPenalty = name.hasSuffix("weight_decay")
        let start = table.start.flatMap { $0 }
        let setup = TrainingSetup(
            game: GAN(
                generator: Shift(start: start.map { _ in 0 }), discriminator: LinearScore(start: start),
                objective: Wasserstein(),
                penalties: isPenalty ? [L2(of: [.discriminator]).weighted(by: .constant(lambda))] : [],
                batch: 1),
            scheme: Simultaneous(),
            optimizers: PerPlayer { _ in Adam(beta1: 0.5, beta2: 0.9, epsilon: epsilon) },
            rates: PerPlayer(discriminator: .constant(0.1), generator: .constant(0)),
            weightDecay: PerPlayer(discriminator: isPenalty ? nil : lambda, generator: nil), seed: 0)
        let trainer = try Trainer<Double>(
            setup, batches: GivenGradients(table.gradients.map { $0.flatMap { $0 } }))
        for (index, expected) in reference.path.enumerated() {
            #expect(trainer.step() == nil)
            for (value, number) in zip(trainer.position, expected.joined()) {
                #expect(abs(value - number) <= 1e-12 * max(1, abs(number)), "step \(index + 1)")
            }
        }
    }

    /// L2 of both players takes λ from every eigenvalue of the field.
    @Test func l2MovesTheSpectrum() throws {
        let plain = try Played().eigenvalues()
        let decayed = try Played(penalties: [(L2(), 0.3)]).eigenvalues()
        expect(decayed, plain.map { Eigenvalue($0.real - 0.3, $0.imaginary) }, within: 1e-12)
        let one = try Played(penalties: [(L2(of: [.generator]), 0.3)]).jacobian()
        let without = try Played().jacobian()
        #expect(abs(one[1, 1] - without[1, 1] + 0.3) < 1e-12 && abs(one[0, 0] - without[0, 0]) < 1e-12)
    }

    /// Optimistic Adam on min over x and max over y of xy from (1, 2) with η = 0.01: Algorithm 1 of arXiv 1711.00141 by
    /// numpy, and optax's `optimistic_adam_v2`.
    @Test(arguments: [
        (
            FirstStep.double, [0.98, 2.02],
            [
                (1, 2.2451725990195053), (256, 1.630757728973734), (1024, 2.2030975060880897),
                (2000, 2.511730409659929),
            ]
        ),
        (
            .single, [0.99, 2.01],
            [
                (1, 2.2405802819129246), (256, 1.6384364669613949), (1024, 2.2075896415103293),
                (2000, 2.516801481428038),
            ]
        ),
    ])
    func optimisticAdamOnTheBilinearGame(
        _ firstStep: FirstStep, _ first: [Double], _ distances: [(Int, Double)]
    ) throws {
        let game = KnownGame.bilinear(x: [1], y: [2])
        var played = Played(game: game, objective: Wasserstein(), rate: 0.01)
        played.optimizers = PerPlayer { _ in Optimistic(Adam(), firstStep: firstStep) }
        let trainer = try played.trainer()
        for step in 1...2000 {
            #expect(trainer.step() == nil)
            if step == 1 {
                // The discriminator's y stands first.
                for (value, number) in zip(trainer.position.reversed(), first) {
                    #expect(abs(value - number) < 1e-9)
                }
            }
            for (_, distance) in distances
            where distances.contains(where: { $0.0 == step && $0.1 == distance }) {
                #expect(abs(trainer.radius(of: game) / distance - 1) < 1e-9, "step \(step)")
            }
        }
    }

    /// Of what is linear in the gradients it does not matter which of both is extrapolated.
    @Test func withGradientDescentBothAreOne() throws {
        for optimizer in [SGD(), SGD(momentum: 0.5)] {
            var played = Played(game: .bilinear(x: [1], y: [2]), objective: Wasserstein(), rate: 0.1)
            played.optimizers = PerPlayer { _ in Optimistic(optimizer) }
            let update = try played.trainer()
            played.optimizers = PerPlayer { _ in OptimisticGradient(optimizer) }
            let gradient = try played.trainer()
            for _ in 0..<50 {
                #expect(update.step() == nil && gradient.step() == nil)
                for (a, b) in zip(update.position, gradient.position) { #expect(abs(a - b) < 1e-12) }
            }
        }
    }

    /// In single precision the correction of Adam's first steps is that of double precision to its last digits. Of a β
    /// rounded to single precision, 1 − β is wrong by 10⁻⁸/(1 − β).
    @Test(arguments: [0.999, 0.9999, 0.99999])
    func adamsCorrectionInSinglePrecision(_ beta2: Double) throws {
        // With β₁ = 0 and a constant gradient every step has the length of the rate.
        let play = try OptimizerTests.Play<Float>(Adam(beta1: 0, beta2: beta2), from: Matrix(row: [0]))
        try play.gradient.load(Matrix(row: [1]))
        play.rate.scalar = 1
        play.count.scalar = 1
        play.program.run()
        #expect(abs(Double(play.parameter.matrix.elements[0]) + 1) < 3e-7)
    }
}
