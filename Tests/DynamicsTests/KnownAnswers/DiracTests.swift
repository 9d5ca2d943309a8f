import Dynamics
import Foundation
import Games
import Tensors
import Testing

/// The Dirac-GAN of Mescheder, Geiger and Nowozin 2018 (arXiv 1801.04406), each statement by training or by
/// differentiating the game that training plays.
struct DiracTests {
    // MARK: Eigenvalues

    @Test func theFieldTurns() throws {
        let a = 0.5
        expect(try Played().eigenvalues(), pair(0, a))
        expect(try Played(objective: NonSaturating()).eigenvalues(), pair(0, a))
        expect(try Played(objective: RelativisticPaired()).eigenvalues(), pair(0, a))
        expect(try Played(objective: Wasserstein()).eigenvalues(), pair(0, 1))
        expect(KnownGame.dirac().blocks(of: .logistic)[0].unregularized.eigenvalues, pair(0, a))
        expect(KnownGame.dirac().blocks(of: .wasserstein)[0].unregularized.eigenvalues, pair(0, 1))
        // [[0, −a], [a, 0]] in the paper's order (θ, ψ).
        #expect(try Played().jacobian().elements == [0, a, -a, 0])
    }

    /// While R1's eigenvalues are complex their modulus is a, whatever γ.
    @Test(arguments: [0, 0.1, 0.5, 0.9, 0.999])
    func complexPairsKeepTheirModulus(gamma: Double) throws {
        for value in try Played(penalties: [(R1(), gamma)]).eigenvalues() {
            #expect(value.imaginary != 0)
            #expect(abs(value.modulus - 0.5) < 1e-9)
        }
    }

    /// −γ/2 ± √(γ²/4 − ¼).
    @Test(arguments: [0.3, 1, 2])
    func gradientPenalties(gamma: Double) throws {
        let square = gamma * gamma / 4 - 0.25
        let expected =
            square < 0
            ? pair(-gamma / 2, (-square).squareRoot())
            : [-1, 1].map { Eigenvalue(-gamma / 2 + $0 * square.squareRoot()) }
        // At the double root of γ = 1 the eigenvalues are only as exact as the root of the rounding.
        let tolerance = gamma == 1 ? 1e-7 : 1e-9
        for penalty: any Penalty in [R1(), R2()] {
            expect(
                try Played(penalties: [(penalty, gamma)]).eigenvalues(), expected, within: tolerance)
        }
        expect(
            KnownGame.dirac().blocks(of: .logistic)[0].gradientPenalty(gamma).eigenvalues, expected,
            within: tolerance)
        // R1 and R2 together count twice, for the paired objective too.
        let both = Played(
            objective: RelativisticPaired(), penalties: [(R1(), gamma / 2), (R2(), gamma / 2)])
        expect(try both.eigenvalues(), expected, within: tolerance)
    }

    /// cσ² ± √(c²σ⁴ − a²): −0.1225 ± 0.4848i for σ = 0.7.
    @Test func instanceNoise() throws {
        let game = KnownGame.dirac(batch: 64)
        let imaginary = (0.25 - 0.1225 * 0.1225).squareRoot()
        expect(try Played(game: game, noise: 0.7).eigenvalues(), pair(-0.1225, imaginary))
        expect(
            game.blocks(of: .logistic, noise: 0.7)[0].unregularized.eigenvalues, pair(-0.1225, imaginary))
        #expect(abs(imaginary - 0.4848) < 5e-5)
    }

    @Test(arguments: [0.5, 1, 1.9])
    func fieldMethods(weight: Double) throws {
        let block = KnownGame.dirac().blocks(of: .logistic)[0]
        let turning = pair(-weight / 4, 0.5)
        for method: any FieldMethod in [Consensus(), JARE(), SymplecticAdjustment()] {
            expect(try Played(fieldMethods: [(method, weight)]).eigenvalues(), turning)
        }
        expect(block.consensus(weight).eigenvalues, turning)
        expect(block.jare(weight).eigenvalues, turning)
        expect(block.symplecticAdjustment(weight).eigenvalues, turning)
        // NK: −ηa² ± √(η²a⁴ − a²).
        let root = (0.25 - weight * weight / 16).squareRoot()
        expect(
            try Played(fieldMethods: [(NagarajanKolter(), weight)]).eigenvalues(), pair(-weight / 4, root))
        expect(block.nagarajanKolter(weight).eigenvalues, pair(-weight / 4, root))
    }

    // MARK: Steps

    /// |1 ± iha| = √(1 + h²a²): 1.0049876 for h = 0.2.
    @Test func simultaneousStepsLeadAway() throws {
        let game = Played()
        #expect(abs(try game.spectralRadius() - 1.01.squareRoot()) < 1e-12)
        #expect(abs(1.01.squareRoot() - 1.0049876) < 1e-7)
        let trainer = try game.trainer()
        var radius = trainer.radius(of: game.game)
        for _ in 0..<100 {
            #expect(trainer.step() == nil)
            #expect(trainer.radius(of: game.game) > radius)
            radius = trainer.radius(of: game.game)
        }
        for h in [0.001, 0.2, 1, 7] {
            let step = try UpdateOperator(
                jacobian: game.jacobian(), discriminatorCount: 1, scheme: Simultaneous(),
                rates: PerPlayer { _ in h })
            expect(try step.matrix.eigenvalues(), pair(1, 0.5 * h))
        }
        // With two rates the turn is that of their geometric mean.
        let unequal = try UpdateOperator(
            jacobian: game.jacobian(), discriminatorCount: 1, scheme: Simultaneous(),
            rates: PerPlayer(discriminator: 0.8, generator: 0.05))
        #expect(abs(try unequal.spectralRadius() - 1.01.squareRoot()) < 1e-12)
    }

    /// λ = 1 − α²/2 ± √((1 − α²/2)² − 1), α = √(n_G·n_D)·h·a: on the unit circle up to α = 2.
    @Test func alternatingStepsTurnForever() throws {
        func radius(_ alpha: Double, _ discriminatorSteps: Int, _ generatorSteps: Int) throws -> Double {
            try Played(
                scheme: Alternating(
                    discriminatorSteps: discriminatorSteps, generatorSteps: generatorSteps,
                    first: .generator),
                rate: alpha / 0.5 / (Double(discriminatorSteps * generatorSteps)).squareRoot()
            ).spectralRadius()
        }
        for (d, g) in [(1, 1), (5, 1), (2, 3)] {
            for alpha in [0.1, 1, 1.9] { #expect(abs(try radius(alpha, d, g) - 1) < 1e-12) }
            let half = 1 - 2.1 * 2.1 / 2
            let expected = abs(half) + (half * half - 1).squareRoot()
            #expect(abs(try radius(2.1, d, g) - expected) < 1e-9)
            #expect(abs(expected - 1.877) < 5e-4 && abs(1 / expected - 0.533) < 5e-4)
        }
    }

    /// Both eigenvalues, with rates of their own for the players: α = a√(n_G·n_D·h_G·h_D).
    @Test(arguments: [0.3, 1.7, 2.1, 3])
    func alternatingStepsOfTwoRates(alpha: Double) throws {
        let half = 1 - alpha * alpha / 2
        let square = half * half - 1
        let expected =
            square < 0
            ? pair(half, (-square).squareRoot())
            : [-1, 1].map { Eigenvalue(half + $0 * square.squareRoot()) }
        for (d, g, ratio) in [(1, 1, 1.0), (1, 1, 9), (5, 1, 0.25), (2, 3, 4)] {
            let mean = alpha / 0.5 / Double(d * g).squareRoot()
            let step = try UpdateOperator(
                jacobian: Played().jacobian(), discriminatorCount: 1,
                scheme: Alternating(discriminatorSteps: d, generatorSteps: g, first: .generator),
                rates: PerPlayer(discriminator: mean * ratio, generator: mean / ratio))
            expect(try step.matrix.eigenvalues(), expected)
        }
        if alpha == 2.1 {
            let moduli = expected.map(\.modulus).sorted()
            #expect(abs(moduli[0] - 0.533) < 5e-4 && abs(moduli[1] - 1.877) < 5e-4)
        }
    }

    /// The published radii of R1 at h = 0.2, and steps that just do and just do not converge: h < γ/a² for
    /// γ ≤ 2a, h < 2/(γ/2 + √(γ²/4 − a²)) beyond.
    @Test func radiiAndLargestStepsOfGradientPenalties() throws {
        for (gamma, expected) in [
            (0.3, [0.97468, 0.96954, 0.85668]), (1, [0.9, 0.92702, 0.94865]),
            (2, [0.97321, 0.97396, 0.97495]),
        ] {
            let schemes: [any Scheme] = [
                Simultaneous(), Alternating(first: .generator),
                Alternating(discriminatorSteps: 5, first: .generator),
            ]
            for (scheme, radius) in zip(schemes, expected) {
                let found = try Played(penalties: [(R1(), gamma)], scheme: scheme).spectralRadius()
                #expect(abs(found - radius) < 5.1e-6)
            }
        }
        for (gamma, limit) in [(0.3, 1.2), (1, 4), (2, 2 / (1 + 0.75.squareRoot()))] {
            for (share, isStable) in [(0.999, true), (1.001, false)] {
                let played = Played(penalties: [(R1(), gamma)], rate: share * limit)
                #expect((try played.spectralRadius() < 1) == isStable)
            }
        }
    }

    // MARK: Orbits

    /// Along the field d/dt(θ² + ψ²)/2 is 0 for the minimax and the Wasserstein game, and −θψ·tanh(θψ/2) for
    /// the non-saturating one.
    @Test(arguments: [(1.0, 1.0), (0.3, -2), (-1.5, -0.7), (4, 3)])
    func theFieldConservesTheRadius(psi: Double, theta: Double) throws {
        func change(_ objective: any Objective) throws -> Double {
            let v = try Played(objective: objective).field(psi, theta)
            return psi * v[0] + theta * v[1]
        }
        #expect(abs(try change(Minimax())) < 1e-14)
        #expect(abs(try change(Wasserstein())) < 1e-14)
        #expect(abs(try change(NonSaturating()) + theta * psi * tanh(theta * psi / 2)) < 1e-14)
    }

    /// The continuous flow conserves θ² + ψ²: the gain of SimGD per unit of time vanishes with the step.
    @Test func theFlowConservesTheRadius() throws {
        func gain(_ rate: Double) throws -> Double {
            let played = Played(rate: rate)
            let trainer = try played.trainer()
            for _ in 0..<Int(1 / rate) { #expect(trainer.step() == nil) }
            return trainer.radius(of: played.game) / 2.0.squareRoot() - 1
        }
        let (coarse, fine) = (try gain(0.01), try gain(0.0001))
        #expect(coarse > 0 && fine > 0 && fine < 2e-5)
        #expect(abs(coarse / fine - 100) < 2)
    }

    /// r² ≈ 1/(1/r₀² + t/8) for the flow of the non-saturating game, and a cycle r² ≈ 8ha² = 0.632² for
    /// SimGD, which the notebook's rules reach at 0.64.
    @Test func theNonSaturatingGameCreepsIn() throws {
        let slow = Played(objective: NonSaturating(), rate: 0.001)
        let trainer = try slow.trainer()
        for _ in 0..<100_000 { _ = trainer.step() }
        let expected = (1 / (0.5 + 100.0 / 8)).squareRoot()
        #expect(abs(trainer.radius(of: slow.game) / expected - 1) < 0.03)

        let fast = Played(objective: NonSaturating())
        let cycling = try fast.trainer()
        var radii: [Double] = []
        for step in 0..<1500 {
            _ = cycling.step()
            if step >= 1000 { radii.append(cycling.radius(of: fast.game)) }
        }
        let mean = radii.reduce(0, +) / 500
        #expect(abs(mean - 0.64) < 0.01)
    }

    /// SimGD of the unclipped Wasserstein game grows by √(1 + h²) at every step.
    @Test func theWassersteinGameIsBilinear() throws {
        let played = Played(objective: Wasserstein())
        let trainer = try played.trainer()
        for _ in 0..<500 { #expect(trainer.step() == nil) }
        let expected = 2.0.squareRoot() * pow(1.04, 250)
        #expect(abs(trainer.radius(of: played.game) / expected - 1) < 1e-12)
    }

    /// AltGD of it is bounded up to h√(n_G·n_D) = 2, and no further.
    @Test(arguments: [(1, 1), (5, 1), (1, 4)])
    func alternatingStepsOfTheWassersteinGame(discriminatorSteps: Int, generatorSteps: Int) throws {
        func largest(_ alpha: Double) throws -> Double {
            let steps = Double(discriminatorSteps * generatorSteps)
            let played = Played(
                objective: Wasserstein(),
                scheme: Alternating(
                    discriminatorSteps: discriminatorSteps, generatorSteps: generatorSteps,
                    first: .generator), rate: alpha / steps.squareRoot())
            let trainer = try played.trainer()
            var largest = 0.0
            for _ in 0..<600 {
                #expect(trainer.step() == nil)
                largest = max(largest, trainer.radius(of: played.game))
            }
            return largest
        }
        #expect(try largest(0.3) < 4)
        #expect(try largest(1.95) < 40)
        #expect(try largest(2.05) > 1e100)
    }

    /// With 25 discriminator steps the rule as the notebook has it stands still at θ = γ = 0.7, ψ ≈ 10⁻¹⁶, on the
    /// kink of |ψ|. The norm's ε rounds the kink off: θ comes near 0.7, and leaves again.
    @Test func wganGPWithManyDiscriminatorStepsDoesNotArriveEither() throws {
        let played = Played(
            objective: Wasserstein(), penalties: [(WGANGP(), 0.35)],
            scheme: Alternating(discriminatorSteps: 25, first: .generator))
        let trainer = try played.trainer()
        var distances: [Double] = []
        for step in 0..<5000 {
            #expect(trainer.step() == nil)
            if step >= 4000 { distances.append(abs(trainer.position[1])) }
        }
        #expect(abs(distances.reduce(0, +) / 1000 - 0.60) < 0.05)
        #expect(abs((distances.max() ?? 0) - 0.7) < 0.02)
    }

    /// The slope ±k that DRAGAN asks for at the data keeps pushing the generator as WGAN-GP's does.
    @Test func draganDoesNotArrive() throws {
        for scheme: any Scheme in [Simultaneous(), Alternating(first: .generator)] {
            let played = Played(penalties: [(DRAGAN(target: 1), 0.35)], scheme: scheme)
            let trainer = try played.trainer()
            var sum = 0.0
            for step in 0..<5000 {
                #expect(trainer.step() == nil)
                if step >= 4000 { sum += abs(trainer.position[1]) }
            }
            #expect(sum / 1000 > 0.3)
        }
    }

    /// Clipping does not end the cycle, and the slope of 1 that WGAN-GP asks for keeps pushing the generator:
    /// the mean |θ| of steps 4,001 to 5,000.
    @Test(arguments: [(0, 1.15), (1, 0.84), (5, 0.51)])
    func wassersteinMethodsDoNotArrive(discriminatorSteps: Int, meanOfGP: Double) throws {
        let scheme: any Scheme =
            discriminatorSteps == 0
            ? Simultaneous() : Alternating(discriminatorSteps: discriminatorSteps, first: .generator)
        let clipped = Played(objective: Wasserstein(), scheme: scheme, weightClipping: 1)
        let penalized = Played(
            objective: Wasserstein(), penalties: [(WGANGP(), 0.35)], scheme: scheme)
        func mean(
            _ played: Played, _ distance: (Trainer<Double>) -> Double
        ) throws -> Double {
            let trainer = try played.trainer()
            var sum = 0.0
            for step in 0..<5000 {
                #expect(trainer.step() == nil)
                if step >= 4000 { sum += distance(trainer) }
            }
            return sum / 1000
        }
        #expect(try mean(clipped) { $0.radius(of: clipped.game) } > 0.5)
        #expect(abs(try mean(penalized) { abs($0.position[1]) } - meanOfGP) < 0.006)
    }
}
