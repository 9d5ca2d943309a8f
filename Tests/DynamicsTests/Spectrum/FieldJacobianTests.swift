import Distributions
import Games
import Networks
import Synchronization
import Tensors
import Testing

@testable import Dynamics

/// Two small networks with smooth activations, for finite differences.
private func tiny(
    penalties: [any Penalty] = [], methods: [any FieldMethod] = [], weight: Double = 0.7,
    activation: Activation = .tanh, batch: Int = 16
) -> TrainingSetup {
    let game = GAN(
        generator: MLP(widths: [3, 4, 2], activation: activation),
        discriminator: MLP(widths: [2, 5, 1], activation: activation),
        objective: NonSaturating(),
        penalties: penalties.map { $0.weighted(by: .constant(weight)) },
        fieldMethods: methods.map { $0.weighted(by: .constant(weight)) }, batch: batch)
    return TrainingSetup(
        game: game, scheme: Simultaneous(), optimizers: PerPlayer { _ in SGD() },
        rates: PerPlayer { _ in .constant(0.1) }, seed: 3)
}

extension TrainingSetup {
    fileprivate var start: PerPlayer<[Matrix<Double>]> {
        TrainingState<Double>(self).parameters.map { $0.buffers.map(\.matrix) }
    }
}

extension PerPlayer<[Matrix<Double>]> {
    /// The same parameters with the `index`-th number of all moved.
    fileprivate func moved(_ index: Int, by amount: Double) throws -> Self {
        var (result, start) = (self, 0)
        for player in Player.allCases {
            for (place, matrix) in self[player].enumerated() {
                if (start..<start + matrix.shape.count).contains(index) {
                    var elements = matrix.elements
                    elements[index - start] += amount
                    result[player][place] = try Matrix(matrix.shape, elements: elements)
                }
                start += matrix.shape.count
            }
        }
        return result
    }
}

struct FieldJacobianTests {
    private static let batches = RingBatches()

    private func jacobian(
        _ setup: TrainingSetup, at parameters: PerPlayer<[Matrix<Double>]>? = nil, batchCount: Int = 2
    ) throws -> FieldJacobian {
        try FieldJacobian(
            of: setup, at: parameters ?? setup.start, batches: Self.batches, batchCount: batchCount)
    }

    private static let setups: [(String, TrainingSetup)] = [
        ("none", tiny()), ("R1", tiny(penalties: [R1()])), ("WGAN-GP", tiny(penalties: [WGANGP()])),
        ("ConOpt", tiny(methods: [Consensus()])), ("JARE", tiny(methods: [JARE()])),
        ("NK", tiny(methods: [NagarajanKolter()])), ("SGA", tiny(methods: [SymplecticAdjustment()])),
    ]

    @Test(arguments: setups.indices)
    func equalsCentralDifferencesOfTheField(_ index: Int) throws {
        let (name, setup) = Self.setups[index]
        let subject = try jacobian(setup)
        let matrix = try subject.matrix(threads: 2)
        let n = (4 * 3 + 4 + 2 * 4 + 2) + (5 * 2 + 5 + 5 + 1)
        #expect(subject.size == n)
        #expect(matrix.shape == Shape(n, n))
        let largest = matrix.elements.reduce(0) { max($0, abs($1)) }
        let step = 1e-5
        for column in 0..<n {
            let ahead = try jacobian(setup, at: setup.start.moved(column, by: step)).field()
            let behind = try jacobian(setup, at: setup.start.moved(column, by: -step)).field()
            for row in 0..<n {
                let difference = (ahead[row] - behind[row]) / (2 * step)
                #expect(
                    abs(matrix[row, column] - difference) < 1e-6 * max(1, largest), "\(name) \(row),\(column)"
                )
            }
        }
    }

    /// Two players who chase each other round the origin.
    @Test func diracGameHasItsMatrix() throws {
        let setup = TrainingSetup.dirac(theta: 0.3, psi: 0.2)
        let subject = try FieldJacobian(of: setup, at: setup.start, batches: ConstantBatches())
        // The discriminator minimizes ψθ − 0, the generator −ψθ: v = (−θ, ψ).
        #expect(subject.field() == [-0.3, 0.2])
        #expect(try subject.matrix() == Matrix(rows: [[0, -1], [1, 0]]))
    }

    @Test func applyingIsMultiplying() throws {
        let setup = tiny(penalties: [R1()], methods: [Consensus()])
        let subject = try jacobian(setup, batchCount: 3)
        let matrix = try subject.matrix()
        let vector: Matrix<Double> = RandomDraw(seed: 2, stream: .evaluation, step: 0).normals(
            Shape(subject.size, 1))
        let expected = try matrix.product(vector).elements
        for (a, b) in zip(subject.apply(vector.elements), expected) { #expect(abs(a - b) < 1e-12) }
    }

    @Test func numberOfThreadsDoesNotChangeABit() throws {
        let setup = tiny(methods: [JARE()], activation: .relu)
        let one = try jacobian(setup).matrix(threads: 1)
        #expect(try jacobian(setup).matrix(threads: 2) == one)
        #expect(try jacobian(setup).matrix(threads: 5) == one)
    }

    @Test func itSaysHowManyColumnsAreDoneAndStopsWhenTold() throws {
        let setup = tiny()
        let told = Mutex<[Int]>([])
        let subject = try jacobian(setup)
        let size = subject.size
        _ = try subject.matrix(threads: 2) { done, all in
            #expect(all == size)
            told.withLock { $0.append(done) }
        }
        let steps = told.withLock { $0 }
        #expect(steps == steps.sorted() && steps.count == 8 && steps.last == size)
        struct Enough: Error {}
        told.withLock { $0 = [] }
        #expect(throws: Enough.self) {
            try subject.matrix(threads: 2) { done, _ in
                told.withLock { $0.append(done) }
                if done > 12 { throw Enough() }
            }
        }
        let heard = told.withLock { $0 }
        #expect(heard.count < 8 && heard.count { $0 > 12 } == 1)
    }

    @Test func isTheMeanOverItsBatches() throws {
        let setup = tiny()
        let one = try jacobian(setup, batchCount: 1).matrix()
        let two = try jacobian(setup, batchCount: 2).matrix()
        #expect(one != two)
        // A mean over the rows of one batch: two batches of 16 rows would be one of 32.
        let subject = try jacobian(setup, batchCount: 2)
        let first = subject.field()
        _ = subject.apply([Double](repeating: 1, count: subject.size))
        #expect(subject.field() == first)
    }

    @Test func weightsAreThoseOfTheStep() throws {
        var setup = tiny(penalties: [R1()])
        let fixed = try jacobian(setup).matrix()
        setup.game.penalties[0].weight = .linear(from: 0, to: 0.7, over: 10)
        let start = setup.start
        func at(_ step: Int) throws -> Matrix<Double> {
            try FieldJacobian(of: setup, at: start, step: step, batches: Self.batches, batchCount: 2).matrix()
        }
        #expect(try at(10) == fixed)
        #expect(try at(1) != fixed)
    }

    @Test func partsThatDoNotFitAreErrors() throws {
        let setup = tiny()
        var parameters = setup.start
        parameters.generator.removeLast()
        #expect(throws: SetupError(description: "the generator has 4 parameters, 3 are given")) {
            try jacobian(setup, at: parameters)
        }
        #expect(
            throws: SetupError(description: "a Jacobian is averaged over at least 1 batch, not 0")
        ) { try jacobian(setup, batchCount: 0) }
        parameters.generator = setup.start.generator.reversed()
        #expect(throws: ShapeError.self) { try jacobian(setup, at: parameters) }
    }
}
