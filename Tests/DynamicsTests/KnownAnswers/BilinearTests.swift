import Dynamics
import Foundation
import Games
import Testing

/// min over x, max over y of xᵀy with step 0.2: what each method multiplies the radius with.
struct BilinearTests {
    private static func played(dimension: Int = 1) -> Played {
        let start = (0..<dimension).map { 1 - 0.3 * Double($0) }
        return Played(game: .bilinear(x: start, y: start), objective: Wasserstein())
    }

    /// The factor of a step, from the operator and by training, in one and in three dimensions.
    private func expect(
        _ change: (inout Played) -> Void, factor: Double, isOptimistic: Bool = false, every: Int = 1,
        within tolerance: Double = 1e-12, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for dimension in [1, 3] {
            var played = Self.played(dimension: dimension)
            change(&played)
            let predicted = try played.spectralRadius(isOptimistic: isOptimistic)
            #expect(abs(predicted - factor) < tolerance, "\(predicted)", sourceLocation: sourceLocation)
            let trainer = try played.trainer()
            for _ in 0..<200 { #expect(trainer.step() == nil) }
            let before = trainer.radius(of: played.game)
            for _ in 0..<400 { #expect(trainer.step() == nil) }
            let measured = pow(trainer.radius(of: played.game) / before, Double(every) / 400)
            #expect(
                abs(measured / factor - 1) < max(tolerance, 1e-9), "\(measured)",
                sourceLocation: sourceLocation)
        }
    }

    @Test func simultaneous() throws {
        try expect({ _ in }, factor: 1.04.squareRoot())
    }

    /// 1 − η² + η⁴ = 0.9616.
    @Test func extragradient() throws {
        try expect({ $0.scheme = Extragradient() }, factor: 0.9616.squareRoot())
    }

    /// The larger modulus of μ² − (1 + 2iη)μ + iη = 0: 0.9789.
    @Test func optimistic() throws {
        // √((1 + 2iη)² − 4iη) = √(1 − 4η²), a real number: |1 + 2iη + √(1 − 4η²)|/2.
        let factor = hypot(1 + (1 - 4 * 0.04).squareRoot(), 0.4) / 2
        #expect(abs(factor - 0.9789) < 5e-5)
        try expect(
            { $0.optimizers = PerPlayer { _ in Optimistic(SGD()) } }, factor: factor, isOptimistic: true)
    }

    /// (1 − ηλ)² + η² = 0.68 for λ = 1.
    @Test func symplecticAdjustment() throws {
        try expect(
            { $0.fieldMethods = [(SymplecticAdjustment(), 1)] }, factor: 0.68.squareRoot())
    }

    /// 1/(1 + η²) = 0.9615. Five sweeps leave an error of the order η¹¹.
    @Test func competitiveDescent() throws {
        let factor = (1 / 1.04).squareRoot()
        #expect(abs(factor * factor - 0.9615) < 5e-5)
        try expect(
            { $0.fieldMethods = [(CompetitiveDescent(), 0.2)] }, factor: factor, within: 1e-7)
        try expect(
            { $0.fieldMethods = [(CompetitiveDescent(sweeps: 12), 0.2)] }, factor: factor)
    }

    /// Of every game the eigenvalues are those of the formula.
    @Test(arguments: [0.05, 0.3])
    func competitiveDescentOnAllGames(eta: Double) throws {
        for (game, objective, linearized) in [
            (KnownGame.dirac(), Minimax() as any Objective, LinearizedObjective.logistic),
            (.bilinear(x: [1, 2], y: [0, 1]), Wasserstein(), .wasserstein),
            (.quadratic(), Minimax(), .logistic), (.gaussian(), Minimax(), .logistic),
        ] {
            let played = Played(
                game: game, objective: objective, fieldMethods: [(CompetitiveDescent(sweeps: 15), eta)])
            let formula = game.blocks(of: linearized).flatMap { $0.competitive(eta).eigenvalues }
            DynamicsTests.expect(try played.eigenvalues(), formula)
        }
    }

    /// |½ + ½(1 + iη)ᵏ| per block of k steps.
    @Test(arguments: [(5, 0.926), (10, 0.618), (20, 0.534)])
    func lookahead(every: Int, factor: Double) throws {
        let (modulus, angle) = (pow(1.04, Double(every) / 2), Double(every) * atan(0.2))
        let exact = hypot(1 + modulus * cos(angle), modulus * sin(angle)) / 2
        #expect(abs(exact - factor) < 5.1e-4)
        try expect({ $0.lookahead = .init(every: every, share: 0.5) }, factor: exact, every: every)
    }

    /// Bounded without converging, up to h√(n_G·n_D) = 2; the average of the positions falls like 1/t.
    @Test func alternating() throws {
        var played = Self.played()
        played.scheme = Alternating(first: .generator)
        #expect(abs(try played.spectralRadius() - 1) < 1e-12)
        let trainer = try played.trainer()
        var (sum, means) = ([0.0, 0.0], [Double]())
        for step in 1...4000 {
            #expect(trainer.step() == nil)
            sum = zip(sum, trainer.position).map { $0 + $1 }
            means.append(hypot(sum[0], sum[1]) / Double(step))
            let radius = trainer.radius(of: played.game)
            #expect(radius > 1.2 && radius < 1.7)
        }
        #expect((1000..<4000).allSatisfy { means[$0] * Double($0 + 1) < 20 })

        played.rate = 2.1
        let escaping = try played.trainer()
        for _ in 0..<100 { _ = escaping.step() }
        #expect(escaping.radius(of: played.game) > 1e10)
    }
}
