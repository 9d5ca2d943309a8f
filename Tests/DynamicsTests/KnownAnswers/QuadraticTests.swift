import Dynamics
import Foundation
import Games
import Tensors
import Testing

/// Uniform data, G(z) = az, D(x) = wx²: the example of Nagarajan and Kolter 2017 (arXiv 1706.04156).
struct QuadraticTests {
    private static func played(_ objective: any Objective, eta: Double = 0) -> Played {
        Played(
            game: .quadratic(), objective: objective,
            fieldMethods: eta == 0 ? [] : [(NagarajanKolter(), eta)], rate: 1e-3)
    }

    /// λ = −4η/9 ± √(16η²/81 − 4/9) for the Wasserstein objective; for the logistic one those of
    /// [[−1/10, −1/3], [(1 − η/5)/3, −2η/9]]. To three digits: the table of the game's eigenvalues.
    @Test(arguments: [
        (0, (0, 0.6667), (-0.05, 0.3296)), (0.25, (-0.1111, 0.6573), (-0.0778, 0.3241)),
        (0.5, (-0.2222, 0.6285), (-0.1056, 0.3162)), (1, (-0.4444, 0.4969), (-0.1611, 0.2918)),
    ])
    func eigenvalues(eta: Double, wasserstein: (Double, Double), logistic: (Double, Double)) throws {
        let ofWasserstein = try Self.played(Wasserstein(), eta: eta).eigenvalues()
        expect(ofWasserstein, pair(-4 * eta / 9, (4.0 / 9 - 16 * eta * eta / 81).squareRoot()))
        expect(ofWasserstein, pair(wasserstein.0, wasserstein.1), within: 1e-4)

        let jacobian = try Self.played(Minimax(), eta: eta).jacobian()
        for (found, expected) in zip(
            jacobian.elements, [-0.1, -1.0 / 3, (1 - eta / 5) / 3, -2 * eta / 9])
        {
            #expect(abs(found - expected) < 1e-12)
        }
        expect(try jacobian.eigenvalues(), pair(logistic.0, logistic.1), within: 1e-4)

        let blocks = [LinearizedObjective.wasserstein, .logistic].map {
            KnownGame.quadratic().blocks(of: $0)[0].nagarajanKolter(eta).eigenvalues
        }
        expect(blocks[0], ofWasserstein)
        expect(blocks[1], try jacobian.eigenvalues())
    }

    /// R1 on the Wasserstein game: [[−4γA², ∓2/3], [±2/3, 0]] at a = ±1, A² = E x² = 1/3.
    @Test(arguments: [0.25, 1, 3])
    func gradientPenaltyAtBothEquilibria(gamma: Double) throws {
        var played = Self.played(Wasserstein())
        played.penalties = [(R1(), gamma)]
        for sign in [1.0, -1] {
            let rest = PerPlayer(discriminator: [Matrix(0.0)], generator: [Matrix(sign)])
            let jacobian = try FieldJacobian(
                of: played.setup, at: rest, batches: KnownGameBatches(played.game)
            ).matrix(threads: 1)
            let expected = [-4 * gamma / 3, -sign * 2 / 3, sign * 2 / 3, 0]
            for (a, b) in zip(jacobian.elements, expected) { #expect(abs(a - b) < 1e-12) }
        }
    }

    /// η = 3/2 is critical.
    @Test func theDampingIsCriticalAtThreeHalves() {
        let block = KnownGame.quadratic().blocks(of: .wasserstein)[0]
        #expect(block.nagarajanKolter(1.5).eigenvalues.allSatisfy { abs($0.real + 2.0 / 3) < 1e-7 })
        #expect(block.nagarajanKolter(1.49).eigenvalues[0].imaginary > 0)
        #expect(block.nagarajanKolter(1.51).eigenvalues[0].imaginary == 0)
    }

    @Test func otherMethodsFollowTheirFormulas() throws {
        for (objective, linearized) in [
            (Wasserstein() as any Objective, LinearizedObjective.wasserstein), (Minimax(), .logistic),
        ] {
            let block = KnownGame.quadratic().blocks(of: linearized)[0]
            var played = Self.played(objective)
            played.penalties = [(R1(), 0.3)]
            expect(try played.eigenvalues(), block.gradientPenalty(0.3).eigenvalues)
            played.penalties = []
            for (method, formula) in [
                (Consensus() as any FieldMethod, block.consensus(0.8)), (JARE(), block.jare(0.8)),
                (SymplecticAdjustment(), block.symplecticAdjustment(0.8)),
            ] {
                played.fieldMethods = [(method, 0.8)]
                expect(try played.eigenvalues(), formula.eigenvalues)
            }
        }
    }

    /// H = w² + a²/2 − ln a does not change along the Wasserstein field (ẇ, ȧ) = ((1 − a²)/3, 2aw/3).
    @Test func theFieldConservesItsQuantity() throws {
        let played = Self.played(Wasserstein())
        for (w, a) in [(0, 1.5), (0.3, 0.7), (-0.4685, 1), (1.2, 2.5)] {
            let v = try played.field(w, a)
            #expect(abs(v[0] - (1 - a * a) / 3) < 1e-13)
            #expect(abs(v[1] - 2 * a * w / 3) < 1e-13)
            #expect(abs(2 * w * v[0] + (a - 1 / a) * v[1]) < 1e-13)
        }
    }

    /// The orbit of the flow from (0, 1.5), by Runge and Kutta's fourth-order rule along the game's field: H
    /// stays what it is, a runs through [0.5743, 1.5] and w through [−0.4685, 0.4685].
    @Test func theFlowIsClosed() throws {
        let played = Self.played(Wasserstein())
        let h = 0.025
        var place = SIMD2(0, 1.5)
        func field(_ place: SIMD2<Double>) throws -> SIMD2<Double> {
            SIMD2(try played.field(place.x, place.y))
        }
        func energy() -> Double { place.x * place.x + place.y * place.y / 2 - log(place.y) }
        let start = energy()
        #expect(abs(start - 0.71953) < 5e-6)
        var places = [place]
        for _ in 0..<400 {
            let k1 = try field(place)
            let k2 = try field(place + h / 2 * k1)
            let k3 = try field(place + h / 2 * k2)
            let k4 = try field(place + h * k3)
            place += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
            places.append(place)
            #expect(abs(energy() - start) < 1e-9)
        }
        // Extremes lie between steps, up to h²/8 times the second derivative away.
        for (found, expected) in [
            (places.map(\.x).min(), -0.4685), (places.map(\.x).max(), 0.4685),
            (places.map(\.y).min(), 0.5743), (places.map(\.y).max(), 1.5),
        ] { #expect(abs((found ?? 0) - expected) < 1.2e-4) }
    }

    /// From (0, 1.5) a runs through [0.5743, 1.5] and w through [−0.4685, 0.4685]. Alternating steps stay as
    /// near to the closed orbit as their length.
    @Test func theOrbitIsClosed() throws {
        var played = Self.played(Wasserstein())
        played.scheme = Alternating(first: .generator)
        let trainer = try played.trainer()
        var (w, a, h) = ([Double](), [Double](), [Double]())
        for _ in 0..<10_000 {
            #expect(trainer.step() == nil)
            w.append(trainer.position[0])
            a.append(trainer.position[1])
            h.append(w.last! * w.last! + a.last! * a.last! / 2 - log(a.last!))
        }
        for (found, expected) in [
            (a.min(), 0.5743), (a.max(), 1.5), (w.min(), -0.4685), (w.max(), 0.4685), (h.min(), 0.71953),
            (h.max(), 0.71953),
        ] { #expect(abs((found ?? 0) - expected) < 1e-3) }
    }

    /// With η > 0 the players come to rest at (0, 1); with the logistic objective they do without.
    @Test func theRegularizedGameComesToRest() throws {
        for played in [
            Self.played(Wasserstein(), eta: 0.5), Self.played(Minimax()), Self.played(Minimax(), eta: 0.5),
        ] {
            var played = played
            played.rate = 0.05
            let trainer = try played.trainer()
            for _ in 0..<8000 { #expect(trainer.step() == nil) }
            #expect(trainer.radius(of: played.game) < 1e-6)
        }
    }

    /// Fresh batches have the exact game as their mean.
    @Test func freshBatchesAreUniform() {
        let buffer = Buffer<Double>(Shape(100_000, 1))
        let batches = KnownGameBatches(.quadratic(freshBatch: 100_000))
        batches.fill(buffer, with: .real, RandomDraw(seed: 1, stream: .data, step: 1))
        let points = buffer.matrix.elements
        #expect(points.allSatisfy { $0 > -1 && $0 < 1 })
        #expect(abs(points.reduce(0) { $0 + $1 * $1 } / 1e5 - 1.0 / 3) < 0.005)
    }
}
