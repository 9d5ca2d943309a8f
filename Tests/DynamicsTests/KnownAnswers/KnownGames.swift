import Dynamics
import Foundation
import Games
import Tensors
import Testing

/// A game with a known answer, one method and how it is played, as tests write it.
struct Played {
    var game = KnownGame.dirac()
    var objective: any Objective = Minimax()
    var penalties: [(any Penalty, Double)] = []
    var fieldMethods: [(any FieldMethod, Double)] = []
    var noise = 0.0
    var scheme: any Scheme = Simultaneous()
    var rate = 0.2
    var optimizers = PerPlayer<any Optimizer> { _ in SGD() }
    /// The discriminator's.
    var weightClipping: Double?
    var lookahead: TrainingSetup.Lookahead?

    var setup: TrainingSetup {
        TrainingSetup(
            game: GAN(
                game, objective: objective, penalties: penalties.map { $0.0.weighted(by: .constant($0.1)) },
                fieldMethods: fieldMethods.map { $0.0.weighted(by: .constant($0.1)) },
                noise: noise > 0 ? .constant(noise) : nil),
            scheme: scheme, optimizers: optimizers, rates: PerPlayer { _ in .constant(rate) },
            weightClipping: PerPlayer(discriminator: weightClipping, generator: nil), lookahead: lookahead,
            seed: 1)
    }

    func trainer() throws -> Trainer<Double> { try Trainer(setup, batches: KnownGameBatches(game)) }

    /// The Jacobian at the equilibrium by automatic differentiation.
    func jacobian() throws -> Matrix<Double> {
        let rest = game.rest.map { [Matrix<Double>(row: $0)] }
        return try FieldJacobian(of: setup, at: rest, batches: KnownGameBatches(game)).matrix(threads: 1)
    }

    /// The field at a place: the discriminator's numbers and the generator's.
    func field(_ psi: Double, _ theta: Double) throws -> [Double] {
        let place = PerPlayer(discriminator: [Matrix(psi)], generator: [Matrix(theta)])
        return try FieldJacobian(of: setup, at: place, batches: KnownGameBatches(game)).field()
    }

    func eigenvalues() throws -> [Eigenvalue] { try jacobian().eigenvalues().ordered }

    func spectralRadius(isOptimistic: Bool = false) throws -> Double {
        let step = try UpdateOperator(
            jacobian: jacobian(), discriminatorCount: game.rest.discriminator.count, scheme: scheme,
            rates: PerPlayer { _ in rate }, isOptimistic: isOptimistic)
        return try (lookahead.map { try step.block(of: $0) } ?? step).spectralRadius()
    }
}

extension KnownGame {
    /// The equilibrium of a game that has a known one.
    var rest: PerPlayer<[Double]> { equilibrium ?? PerPlayer { _ in [] } }
}

extension Trainer {
    /// All numbers of the discriminator, then of the generator.
    var position: [Double] {
        (state.parameters.discriminator.buffers + state.parameters.generator.buffers)
            .flatMap { $0.matrix.elements.map { Double($0) } }
    }

    /// The distance from an equilibrium.
    func radius(of game: KnownGame) -> Double {
        let rest = game.rest.discriminator + game.rest.generator
        return zip(position, rest).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
}

extension [Eigenvalue] {
    /// By real, then by imaginary part, descending. Rounding keeps conjugates with their like.
    var ordered: [Eigenvalue] {
        sorted {
            (($0.real * 1e9).rounded(), $0.imaginary) > (($1.real * 1e9).rounded(), $1.imaginary)
        }
    }
}

func expect(
    _ found: [Eigenvalue], _ expected: [Eigenvalue], within tolerance: Double = 1e-9,
    _ sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(found.count == expected.count, sourceLocation: sourceLocation)
    for (a, b) in zip(found.ordered, expected.ordered) {
        #expect(
            hypot(a.real - b.real, a.imaginary - b.imaginary) < tolerance, "\(a) is not \(b)",
            sourceLocation: sourceLocation)
    }
}

/// A conjugate pair.
func pair(_ real: Double, _ imaginary: Double) -> [Eigenvalue] {
    [Eigenvalue(real, imaginary), Eigenvalue(real, -imaginary)]
}
