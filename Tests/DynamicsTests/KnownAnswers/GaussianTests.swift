import Dynamics
import Foundation
import Games
import Tensors
import Testing

/// The Gaussian game of Nie and Patel 2019 (arXiv 1806.09235) with the settings of their program: v = (0, 2),
/// σ = 0.7, γ = 10, plain gradient descent with rate 10⁻³.
struct GaussianTests {
    struct Row {
        let method: (any FieldMethod, Double)?
        /// Of m = 0.49, then of m = 4.49, to the four digits of the table.
        let eigenvalues: [Eigenvalue]
        let phase: Double
        let conditioning: Double
        /// Of the slowest direction, in thousands of steps.
        let slowest: Double
    }

    static let rows: [String: Row] = [
        "SimGD": Row(
            method: nil, eigenvalues: pair(-0.1225, 0.4848) + [Eigenvalue(-0.1175), Eigenvalue(-2.128)],
            phase: 3.96, conditioning: 18.1, slowest: 8.5),
        "NK": Row(
            method: (NagarajanKolter(), 5),
            eigenvalues: [-0.0943, -2.651, -0.0533, -4.692].map { .init($0) },
            phase: 0, conditioning: 88, slowest: 18.8),
        "ConOpt": Row(
            method: (Consensus(), 10), eigenvalues: [-1.727, -4.118, -0.2109, -57.43].map { .init($0) },
            phase: 0, conditioning: 272, slowest: 4.7),
        "JARE": Row(
            method: (JARE(), 10), eigenvalues: [-2.008, -3.237, -1.049, -6.196].map { .init($0) }, phase: 0,
            conditioning: 5.9, slowest: 0.95),
    ]

    private static func played(_ row: Row, freshBatch: Int? = nil) -> Played {
        Played(
            game: .gaussian(freshBatch: freshBatch), fieldMethods: row.method.map { [$0] } ?? [], rate: 1e-3)
    }

    @Test(arguments: rows.keys.sorted())
    func eigenvaluesOfTheTrueGame(name: String) throws {
        let row = try #require(Self.rows[name])
        let found = try Self.played(row).eigenvalues()
        #expect(found.count == 4)
        for (a, b) in zip(found.ordered, row.eigenvalues.ordered) {
            #expect(hypot(a.real - b.real, a.imaginary - b.imaginary) < 5.1e-4 * max(1, b.modulus))
        }
        let quantities = SpectrumQuantities(of: found, positiveFrom: 0)
        #expect(abs(try #require(quantities.phaseFactor) - row.phase) < 0.005)
        let conditioning = try #require(quantities.conditioningFactor)
        #expect(abs(conditioning / row.conditioning - 1) < 0.005)
        let slowest = found.map(\.modulus).min() ?? 0
        #expect(abs(1 / slowest / row.slowest - 1) < 0.01)
    }

    @Test(arguments: rows.keys.sorted())
    func formulasAgreeWithDifferentiation(name: String) throws {
        let row = try #require(Self.rows[name])
        let formulas = KnownGame.gaussian().blocks(of: .logistic).flatMap { block in
            switch name {
            case "NK": block.nagarajanKolter(5).eigenvalues
            case "ConOpt": block.consensus(10).eigenvalues
            case "JARE": block.jare(10).eigenvalues
            default: block.unregularized.eigenvalues
            }
        }
        expect(try Self.played(row).eigenvalues(), formulas)
    }

    /// For each m the eigenvalues by differentiation are roots of the polynomials of the linearized game with
    /// a = ½, b = m/2, whatever σ, v and γ.
    @Test(arguments: [0.3, 1, 10])
    func characteristicPolynomials(gamma: Double) throws {
        let polynomials: [(method: (any FieldMethod, Double)?, trace: Polynomial, determinant: Polynomial)] =
            [
                (nil, { _, b in b }, { a2, _ in a2 }),
                ((NagarajanKolter(), gamma / 2), { a2, b in b + gamma * a2 }, { a2, _ in a2 }),
                ((SimReg.generatorOther, gamma), { a2, b in b + gamma * a2 }, { a2, _ in a2 }),
                ((SimReg.discriminatorOther, gamma), { a2, b in b + gamma * a2 }, { a2, _ in a2 }),
                (
                    (Consensus(), gamma), { a2, b in b + gamma * (2 * a2 + b * b) },
                    { a2, b in a2 + gamma * a2 * b + gamma * gamma * a2 * a2 }
                ),
                (
                    (JARE(), gamma), { a2, b in b + 2 * gamma * a2 },
                    { a2, _ in a2 + gamma * gamma * a2 * a2 }
                ),
            ]
        for (mean, deviation) in [([0, 2], 0.7), ([1, -0.5, 0.25], 1.3), ([0.4], 2)] {
            let variance = deviation * deviation
            let moments = [variance, variance + mean.reduce(0) { $0 + $1 * $1 }]
            for (method, trace, determinant) in polynomials {
                let start = mean.map { _ in 0.1 }
                let played = Played(
                    game: .gaussian(mean: mean, standardDeviation: deviation, phi: start, psi: start),
                    fieldMethods: method.map { [$0] } ?? [])
                let roots = try played.eigenvalues()
                #expect(roots.count == 2 * mean.count)
                for root in roots {
                    let misses = moments.map { m in
                        let (t, d) = (trace(0.25, m / 2), determinant(0.25, m / 2))
                        // λ² + tλ + d, beside the size of its terms.
                        let real = root.real * root.real - root.imaginary * root.imaginary + t * root.real + d
                        let imaginary = (2 * root.real + t) * root.imaginary
                        return hypot(real, imaginary) / (root.modulus * root.modulus + t * root.modulus + d)
                    }
                    #expect((misses.min() ?? 1) < 1e-9, "\(root)")
                }
            }
        }
    }

    private typealias Polynomial = (_ a2: Double, _ b: Double) -> Double

    /// SimGD circles if and only if m < 2; JARE no longer once γ ≥ (a² − b²/4)/(a²b), and on the Dirac-GAN,
    /// where b = 0, always, with a phase factor of 1/(γa).
    @Test func whenPlayersCircle() throws {
        func block(_ m: Double) -> SaddleBlock {
            SaddleBlock(coupling: 0.5, curvature: m / 2, slope: 1)
        }
        for (m, circles) in [(0.49, true), (1.99, true), (2.01, false), (4.49, false)] {
            #expect((block(m).unregularized.eigenvalues[0].imaginary != 0) == circles)
        }
        for m in [0.1, 0.49, 1, 1.9] {
            let limit = (0.25 - m * m / 16) / (0.125 * m)
            #expect(block(m).jare(0.999 * limit).eigenvalues[0].imaginary != 0)
            #expect(block(m).jare(1.001 * limit).eigenvalues[0].imaginary == 0)
        }
        for gamma in [0.5, 2, 10] {
            let values = try Played(fieldMethods: [(JARE(), gamma)]).eigenvalues()
            let phase = try #require(SpectrumQuantities(of: values, positiveFrom: 0).phaseFactor)
            #expect(abs(phase * gamma * 0.5 - 1) < 1e-9)
        }
    }

    /// As γ grows, conditioning goes like γ²a² for NK, to cond(JᵀJ) for ConOpt and to 1 for JARE, and of SimGD
    /// like (b/a)² as m grows.
    @Test func conditioningFarOut() throws {
        func conditioning(_ characteristic: Characteristic) throws -> Double {
            try #require(
                SpectrumQuantities(of: characteristic.eigenvalues, positiveFrom: 0).conditioningFactor)
        }
        let block = KnownGame.gaussian().blocks(of: .logistic)[1]
        let gamma = 1e5
        #expect(abs(try conditioning(block.nagarajanKolter(gamma / 2)) / (gamma * gamma * 0.25) - 1) < 1e-3)
        #expect(abs(try conditioning(block.jare(gamma)) - 1) < 0.02)
        // Of [[−b, a], [−a, 0]]: JᵀJ has the trace b² + 2a² and the determinant a⁴.
        let b = 4.49 / 2
        let gram = Characteristic(trace: b * b + 0.5, determinant: 0.0625)
        #expect(abs(try conditioning(block.consensus(gamma)) / conditioning(gram) - 1) < 1e-3)
        let large = SaddleBlock(coupling: 0.5, curvature: 500, slope: 1).unregularized
        #expect(abs(try conditioning(large) / 1e6 - 1) < 1e-3)
    }

    /// In more dimensions the small eigenvalue of the covariance stands there n − 1 times; R1 adds γ to b.
    @Test(arguments: [1, 3, 5])
    func otherDimensions(dimension: Int) throws {
        let mean = (1...dimension).map { 0.4 * Double($0) }
        let start = mean.map { _ in 0.1 }
        let played = Played(
            game: .gaussian(mean: mean, standardDeviation: 0.9, phi: start, psi: start),
            penalties: [(R1(), 0.3)])
        let formulas = played.game.blocks(of: .logistic).flatMap { $0.gradientPenalty(0.3).eigenvalues }
        expect(try played.eigenvalues(), formulas)
    }

    /// Large and small γ.
    @Test func factorsAtOtherWeights() throws {
        let blocks = KnownGame.gaussian().blocks(of: .logistic)
        func quantities(_ characteristic: Characteristic) -> SpectrumQuantities {
            SpectrumQuantities(of: characteristic.eigenvalues, positiveFrom: 0)
        }
        for (found, expected) in [
            (quantities(blocks[1].nagarajanKolter(50)).conditioningFactor, 2967),
            (quantities(blocks[1].consensus(100)).conditioningFactor, 452),
            (quantities(blocks[1].jare(100)).conditioningFactor, 1.81),
            (quantities(blocks[0].unregularized).phaseFactor, 3.96),
            (quantities(blocks[0].nagarajanKolter(0.5)).phaseFactor, 1.76),
            (quantities(blocks[0].consensus(1)).phaseFactor, 1.14),
            (quantities(blocks[0].jare(1)).phaseFactor, 1.12),
        ] { #expect(abs(try #require(found) / expected - 1) < 0.005) }
    }

    /// Along the mean, where every method is slowest, the distance of full batches falls by the slower of the
    /// two eigenvalues of m = 4.49.
    @Test(arguments: [("SimGD", 0.1175), ("NK", 0.0533), ("ConOpt", 0.2109), ("JARE", 1.049)])
    func distancesFallAtThePredictedRate(name: String, rate: Double) throws {
        var played = Self.played(try #require(Self.rows[name]))
        // So near that the second order does not count.
        played.game = .gaussian(phi: [0.001, 2.001], psi: [0.001, 0.001])
        let trainer = try played.trainer()
        func distance() -> Double { hypot(trainer.position[1], trainer.position[3] - 2) }
        for _ in 0..<3000 { _ = trainer.step() }
        let before = distance()
        for _ in 0..<2000 { _ = trainer.step() }
        #expect(abs(log(before / distance()) / 2 / rate - 1) < 0.01)
    }

    @Test func freshBatchesAreNormal() {
        let batches = KnownGameBatches(.gaussian(freshBatch: 50_000))
        for (kind, centre) in [(RandomInput.Kind.real, 2.0), (.latent, 0)] {
            let buffer = Buffer<Double>(Shape(50_000, 2))
            batches.fill(buffer, with: kind, RandomDraw(seed: 1, stream: .data, step: 1))
            let second = (0..<50_000).map { buffer.matrix.elements[2 * $0 + 1] }
            let mean = second.reduce(0, +) / 5e4
            #expect(abs(mean - centre) < 0.02)
            #expect(abs(second.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 5e4 - 0.49) < 0.01)
        }
    }
}
