import Autodiff
import Foundation
import Games
import Networks
import Tensors
import Testing

struct PenaltyTests {
    static let network = MLP(widths: [2, 8, 1], activation: .tanh, initializer: .torch)
    static let penalties: [any Penalty] = [
        R1(), R2(), WGANGP(), WGANGP(target: 0), WGANGP(target: 0, of: .probability), WGANDiv(),
        WGANDiv(power: 3, at: .both), Drift(), Drift(at: .both),
    ]

    static func draw(_ step: Int) -> RandomDraw { RandomDraw(seed: 8, stream: .data, step: step) }

    /// One penalty of the game of `discriminator` against points as they are.
    static func game(
        _ discriminator: some Model, _ penalty: any Penalty, _ parameters: [Matrix<Double>],
        real: Matrix<Double>, fake: Matrix<Double>, alpha: Matrix<Double>, weight: Double = 2
    ) -> PlayedGame {
        let game = GAN(
            generator: PassThrough(), discriminator: discriminator, objective: NonSaturating(),
            penalties: [penalty.weighted(by: .constant(weight))], batch: real.shape.rows)
        return PlayedGame(
            game, PerPlayer(discriminator: parameters, generator: []), real: real, latent: fake,
            interpolation: alpha)
    }

    static func repeated(_ matrix: Matrix<Double>, _ times: Int) throws -> Matrix<Double> {
        try Matrix(
            Shape(matrix.shape.rows * times, matrix.shape.columns),
            elements: Array(repeatElement(matrix.elements, count: times).joined()))
    }

    @Test(arguments: penalties.indices)
    func repeatingEverySampleLeavesThePenaltyAsItIs(_ index: Int) throws {
        let real: Matrix<Double> = Self.draw(1).normals(Shape(4, 2))
        let fake: Matrix<Double> = Self.draw(2).normals(Shape(4, 2))
        let alpha: Matrix<Double> = Self.draw(3).uniforms(Shape(4, 1))
        let parameters = Parameters<Double>(of: Self.network, seed: 1, player: 0).buffers.map(\.matrix)
        let values = try [1, 3].map { times in
            let game = Self.game(
                Self.network, Self.penalties[index], parameters, real: try Self.repeated(real, times),
                fake: try Self.repeated(fake, times), alpha: try Self.repeated(alpha, times))
            return try game.value(game.field.terms(of: .discriminator)[0].value)
        }
        #expect(values[0] > 1e-6)
        #expect(abs(values[0] - values[1]) < 1e-14)
    }

    /// D(x) = p/2·‖x‖², whose slope at x is p·x.
    static let bowl = Formula { parameter, points in parameter / 2 * points.squaredRowNorms() }

    /// Points at distances 1 and 2 of the origin; half of both between them and the origin.
    static func bowlGame(_ penalty: any Penalty, _ parameter: Double = 3) throws -> PlayedGame {
        game(
            bowl, penalty, [Matrix(parameter)], real: try Matrix(rows: [[0.6, 0.8], [0, -2]]),
            fake: try Matrix(rows: [[0, 0], [3, 4]]), alpha: try Matrix(rows: [[0.5], [0]]))
    }

    @Test func formulasAtKnownSlopes() throws {
        func term(_ penalty: any Penalty) throws -> Double {
            let game = try Self.bowlGame(penalty)
            return try game.value(game.field.terms(of: .discriminator)[0].value)
        }
        // Weight 2; squared slopes 9 and 36 at the real points, 0 and 225 at the others.
        #expect(abs(try term(R1()) - 22.5) < 1e-12)
        #expect(abs(try term(R2()) - 112.5) < 1e-12)
        // Slopes 1.5 and 15 between them.
        #expect(abs(try term(WGANGP()) - (0.25 + 196)) < 1e-10)
        #expect(abs(try term(WGANGP(target: 0)) - (2.25 + 225)) < 1e-10)
        #expect(abs(try term(WGANGP(target: 1.5)) - 182.25) < 1e-10)
    }

    /// Scores of the bowl are half of the squared slope over 3: 1.5 and 6 at the real points, 0 and 37.5 at the others.
    @Test func formulasAtKnownScoresAndPowers() throws {
        func term(_ penalty: any Penalty) throws -> Double {
            let game = try Self.bowlGame(penalty)
            return try game.value(game.field.terms(of: .discriminator)[0].value)
        }
        #expect(abs(try term(Drift()) - (2.25 + 36)) < 1e-10)
        #expect(abs(try term(Drift(at: .generated)) - 1406.25) < 1e-9)
        #expect(abs(try term(Drift(at: .both)) - (38.25 + 1406.25)) < 1e-9)
        // Weight 2, slopes 1.5 and 15 between, 3 and 6, 0 and 15 at the points.
        #expect(abs(try term(WGANDiv()) / (11.390625 + 11_390_625) - 1) < 1e-12)
        #expect(abs(try term(WGANDiv(power: 3)) / (3.375 + 3375) - 1) < 1e-9)
        #expect(abs(try term(WGANDiv(power: 4, at: .both)) - (81 + 1296 + 50_625) / 2) < 1e-8)
        // σ' = p(1 − p) at the scores 0.375 and 37.5.
        let p = 1 / (1 + Foundation.exp(-0.375))
        let slope = p * (1 - p) * 1.5
        #expect(abs(try term(WGANGP(target: 0, of: .probability)) - slope * slope) < 1e-10)
    }

    @Test func namesAreThoseOfTheColumns() {
        let names = ["r1", "r2", "wganGP", "wganGP", "wganGP", "wganDiv", "wganDiv", "drift", "drift"]
        #expect(Self.penalties.map(\.name) == names)
    }

    /// Penalties are terms of the discriminator's loss alone, R2 too although it looks at generated points.
    @Test(arguments: penalties.indices)
    func theGeneratorFeelsNoPenalty(_ index: Int) throws {
        let generator = MLP(widths: [3, 2], activation: .tanh, initializer: .torch)
        let parameters = PerPlayer(
            discriminator: Parameters<Double>(of: Self.network, seed: 1, player: 0).buffers.map(\.matrix),
            generator: Parameters<Double>(of: generator, seed: 1, player: 1).buffers.map(\.matrix))
        func gradients(_ penalties: [any Penalty]) throws -> [Matrix<Double>] {
            let game = GAN(
                generator: generator, discriminator: Self.network, objective: NonSaturating(),
                penalties: penalties.map { $0.weighted(by: .constant(5)) }, batch: 4)
            let played = PlayedGame(
                game, parameters, real: Self.draw(1).normals(Shape(4, 2)),
                latent: Self.draw(2).normals(Shape(4, 3)),
                interpolation: Self.draw(3).uniforms(Shape(4, 1)))
            #expect(played.field.terms(of: .generator).isEmpty)
            return try played.values(played.field.directions.generator)
        }
        #expect(try gradients([Self.penalties[index]]) == gradients([]))
    }

    /// Where D is flat its slope is zero and the norm has a kink.
    @Test func wganGPIsFiniteWhereTheSlopeIsZero() throws {
        let game = try Self.bowlGame(WGANGP(), 0)
        let parameters = game.position.parameters.discriminator
        let value = game.field.terms(of: .discriminator)[0].value
        let first = gradient(of: value, withRespectTo: parameters)
        let second = gradient(of: first[0], withRespectTo: parameters)
        let values = try game.values([value] + first + second).map { $0.elements[0] }
        // 2·(10⁻⁶ − 1)² on both points.
        #expect(abs(values[0] - 2) < 1e-5)
        #expect(abs(values[1]) < 1e-5)
        #expect(values[2].isFinite)
    }

    @Test func interpolationIsDrawnOnlyWhereAPenaltyAsksForIt() {
        func kinds(_ penalty: any Penalty) -> [RandomInput.Kind] {
            let game = GAN(
                generator: PassThrough(), discriminator: Self.bowl, objective: Minimax(),
                penalties: [penalty.weighted(by: .constant(1))], batch: 4)
            let graph = Graph()
            let parameters = PerPlayer { player in
                game.model(of: player).parameters.map { graph.input($0.name, $0.shape) }
            }
            let position = game.position(at: parameters, seeing: game.drawnBatch(in: graph))
            _ = VectorField(game, at: position, AppliedMethods(of: game) { _, _ in graph.constant(1) })
            #expect(position.batch.randomInputs.first?.input.shape == Shape(4, 2))
            #expect(position.batch.randomInputs.dropFirst(2).allSatisfy { $0.input.shape == Shape(4, 1) })
            return position.batch.randomInputs.map(\.kind)
        }
        #expect(kinds(R1()) == [.real, .latent])
        #expect(kinds(WGANGP()) == [.real, .latent, .interpolation])
    }
}
