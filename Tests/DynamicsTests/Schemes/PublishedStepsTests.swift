import Games
import Tensors
import Testing

@testable import Dynamics

/// Runge–Kutta, LOLA, follow-the-ridge, competitive descent and Anderson mixing on a function of two numbers, against
/// `schemes.json`: the rules of the papers and of the authors' programs with PyTorch's derivatives in float64 (scripts/reference/schemes.py names
/// the programs).
struct PublishedStepsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var scheme: any Scheme = Simultaneous()
        var methods: [Weighted<any FieldMethod>] = []
        var mixing: AndersonMixing?
        var optimizer: any Optimizer = SGD()
        var tolerance = 1e-13

        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "heun", scheme: RungeKutta(.two)),
        Case(name: "classical", scheme: RungeKutta(.four)),
        Case(name: "heunFrozen", scheme: RungeKutta(.two, isOtherFrozen: true)),
        Case(name: "classicalFrozen", scheme: RungeKutta(.four, isOtherFrozen: true)),
        Case(
            name: "classicalFrozenRegularized",
            scheme: RungeKutta(.four, isOtherFrozen: true, hasMethodsAtStages: false),
            methods: [SimReg.discriminatorOther.weighted(by: .constant(0.14))]),
        Case(name: "lola", methods: [LOLA().weighted(by: .constant(0.3))]),
        Case(name: "lolaShaping", methods: [LOLA(looksAhead: false).weighted(by: .constant(0.3))]),
        Case(name: "ridge", scheme: FollowTheRidge(iterations: 1, damping: 0)),
        Case(name: "ridge", scheme: FollowTheRidge(iterations: 3, damping: 0), tolerance: 1e-11),
        Case(
            name: "ridgeAlternating", scheme: FollowTheRidge(iterations: 1, damping: 0, isAlternating: true)),
        Case(name: "ridgeDamped", scheme: FollowTheRidge(iterations: 1, damping: 1)),
        Case(name: "competitive", scheme: Competitive(iterations: 1)),
        Case(name: "competitive", scheme: Competitive(iterations: 3)),
        Case(
            name: "competitiveAdaptive", scheme: Competitive(iterations: 1),
            optimizer: Adam(beta1: 0, beta2: 0.99, epsilon: 1e-5, isEpsilonUncorrected: true)),
        Case(name: "anderson", mixing: AndersonMixing(window: 4, regularization: 1e-2)),
        Case(name: "andersonOne", mixing: AndersonMixing(window: 1, regularization: 0)),
    ]

    static func setup(_ example: Case) throws -> (TrainingSetup, KnownGame) {
        let formula = try Formula("sin(x*y) + x^2/3 - y^2/2 + x*y^3/10")
        let game = try KnownGame.function(formula, x: [0.8], y: [-0.6])
        let setup = TrainingSetup(
            game: GAN(game, objective: FunctionValue(), fieldMethods: example.methods),
            scheme: example.scheme, optimizers: PerPlayer { _ in example.optimizer },
            rates: PerPlayer { _ in .constant(0.1) }, mixing: example.mixing, seed: 0)
        return (setup, game)
    }

    @Test(arguments: cases)
    func steps(_ example: Case) throws {
        let reference: [String: [[Double]]] = try ReferenceData.read("schemes")
        let expected = try #require(reference[example.name])
        let (setup, game) = try Self.setup(example)
        let trainer = try Trainer<Double>(setup, batches: KnownGameBatches(game))
        for (step, place) in expected.enumerated() {
            #expect(trainer.step() == nil)
            let position = trainer.position
            #expect(abs(position[1] - place[0]) < example.tolerance, "x after step \(step + 1)")
            #expect(abs(position[0] - place[1]) < example.tolerance, "y after step \(step + 1)")
        }
    }

    /// Conjugate gradients that have converged stay where they are, also in single precision, which cannot hold the squares
    /// of what is left.
    @Test(arguments: [
        Case(name: "competitive", scheme: Competitive(iterations: 60)),
        Case(name: "ridge", scheme: FollowTheRidge(iterations: 60, damping: 0)),
    ])
    func convergedInSinglePrecision(_ example: Case) throws {
        let reference: [String: [[Double]]] = try ReferenceData.read("schemes")
        let (setup, game) = try Self.setup(example)
        let trainer = try Trainer<Float>(setup, batches: KnownGameBatches(game))
        for place in try #require(reference[example.name]) {
            #expect(trainer.step() == nil)
            #expect(abs(trainer.position[1] - place[0]) < 2e-6 && abs(trainer.position[0] - place[1]) < 2e-6)
        }
    }

    /// A step's own derivative against central differences of the trainer.
    @Test(arguments: cases.filter { $0.mixing == nil })
    func derivativeOfAStep(_ example: Case) throws {
        let (setup, game) = try Self.setup(example)
        func moved(_ numbers: [Double]) throws -> [Double] {
            let trainer = try Trainer<Double>(setup, batches: KnownGameBatches(game))
            try trainer.state.parameters.discriminator.buffers[0].load(Matrix(numbers[0]))
            try trainer.state.parameters.generator.buffers[0].load(Matrix(numbers[1]))
            #expect(trainer.step() == nil)
            return trainer.position
        }
        let place = [-0.6, 0.8]
        let derivative = try StepDerivative(of: setup, batches: KnownGameBatches(game)).at(place, rate: 0.1)
        for column in 0..<2 {
            func beside(_ distance: Double) throws -> [Double] {
                var numbers = place
                numbers[column] += distance
                return try moved(numbers)
            }
            let (after, before) = (try beside(3e-7), try beside(-3e-7))
            for row in 0..<2 {
                let slope = (after[row] - before[row]) / 6e-7
                #expect(abs(derivative.derivative.matrix[row, column] - slope) < 1e-8)
            }
        }
    }

    /// Where the Jacobian says all, the derivative of a step is what ``UpdateOperator`` multiplies together.
    @Test func derivativesOfLinearSteps() throws {
        let place = [-0.6, 0.8]
        let schemes: [any Scheme] = [
            Simultaneous(), Alternating(discriminatorSteps: 2, first: .generator), Extragradient(),
        ]
        let formula = try Formula("x*y + x^2 - 2*y^2")
        let game = try KnownGame.function(formula, x: [1], y: [1])
        for (scheme, isOptimistic) in schemes.map({ ($0, false) }) + [(schemes[0], true)] {
            let optimizer: any Optimizer = isOptimistic ? Optimistic(SGD()) : SGD()
            let setup = TrainingSetup(
                game: GAN(game, objective: FunctionValue()), scheme: scheme,
                optimizers: PerPlayer { _ in optimizer }, rates: PerPlayer { _ in .constant(0.1) }, seed: 0)
            let jacobian = try FieldJacobian(
                of: setup, at: PerPlayer(discriminator: [Matrix(-0.6)], generator: [Matrix(0.8)]),
                batches: KnownGameBatches(game)
            ).matrix(threads: 1)
            let expected = try UpdateOperator(
                jacobian: jacobian, discriminatorCount: 1, scheme: scheme, rates: PerPlayer { _ in 0.1 },
                isOptimistic: isOptimistic)
            let found = try StepDerivative(of: setup, batches: KnownGameBatches(game)).at(place, rate: 0.1)
            #expect(
                abs(try found.derivative.spectralRadius() - expected.spectralRadius()) < 1e-12, "\(scheme)")
        }
    }

    /// With a window as large as the game Anderson mixing solves a linear one, as GMRES does: in three steps, where plain
    /// steps take hundreds. numpy's least squares come to the same.
    @Test func andersonMixingSolvesALinearGame() throws {
        let game = try KnownGame.function(Formula("x*y + x^2/2 - y^2/2"), x: [1], y: [2])
        let setup = TrainingSetup(
            game: GAN(game, objective: FunctionValue()), scheme: Simultaneous(),
            optimizers: PerPlayer { _ in SGD() }, rates: PerPlayer { _ in .constant(0.1) },
            mixing: AndersonMixing(window: 2, regularization: 0), seed: 0)
        let trainer = try Trainer<Double>(setup, batches: KnownGameBatches(game))
        for _ in 0..<2 { #expect(trainer.step() == nil) }
        #expect(abs(trainer.position[0] - 1.3) < 1e-12 || abs(trainer.position[1] - 1.3) < 1e-12)
        #expect(trainer.step() == nil)
        #expect(trainer.position.allSatisfy { abs($0) < 1e-11 })
    }

    /// A state that was stored and restored goes on to the same bits.
    @Test func mixingIsRestored() throws {
        let example = Case(name: "", mixing: AndersonMixing(window: 3, regularization: 1e-4))
        let (setup, game) = try Self.setup(example)
        let first = try Trainer<Float>(setup, batches: KnownGameBatches(game))
        for _ in 0..<5 { #expect(first.step() == nil) }
        let second = try Trainer<Float>(setup, batches: KnownGameBatches(game))
        let stored = Dictionary(
            uniqueKeysWithValues: first.state.arrays.map { ($0.name, $0.buffer.matrix) })
        #expect(stored.keys.contains("mixing.products"))
        try second.state.restore { name, _ in try #require(stored[name]) }
        second.completedSteps = 5
        for _ in 0..<4 {
            #expect(first.step() == nil && second.step() == nil)
            #expect(first.position == second.position)
        }
    }
}
