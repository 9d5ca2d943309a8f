import Autodiff
import Games
import Networks
import Tensors
import Testing

struct VectorFieldTests {
    /// A term for both players, to see whose loss takes which part.
    struct Shares: Penalty {
        let name = "shares"

        func terms(at position: Position, weight: Expression) -> PenaltyTerms {
            PenaltyTerms(
                discriminator: weight * position.score(position.fake).squaredNorm(),
                generator: weight * 10 * position.fake.squaredNorm())
        }
    }

    static func played(_ penalties: [any Penalty], weights: [Double]) -> PlayedGame {
        let generator = MLP(widths: [3, 2], activation: .tanh, initializer: .torch)
        let discriminator = MLP(widths: [2, 8, 1], activation: .tanh, initializer: .torch)
        let game = GAN(
            generator: generator, discriminator: discriminator, objective: NonSaturating(),

            penalties: zip(penalties, weights).map { $0.weighted(by: .constant($1)) }, batch: 5)
        let draw = RandomDraw(seed: 8, stream: .data, step: 1)
        return PlayedGame(
            game,
            PerPlayer(
                discriminator: Parameters<Double>(of: discriminator, seed: 1, player: 0).buffers.map(
                    \.matrix),
                generator: Parameters<Double>(of: generator, seed: 1, player: 1).buffers.map(\.matrix)),
            real: draw.normals(Shape(5, 2)), latent: draw.part(1).normals(Shape(5, 3)))
    }

    @Test func lossesAreTheObjectivePlusTheTerms() throws {
        let plain = Self.played([], weights: [])
        let both = Self.played([R1(), Shares()], weights: [3, 0.5])
        #expect(both.field.terms(of: .discriminator).map(\.name) == ["r1", "shares"])
        #expect(both.field.terms(of: .generator).map(\.name) == ["shares"])
        for player in Player.allCases {
            let terms = try both.values(both.field.terms(of: player).map(\.value)).map { $0.elements[0] }
            let objective = try plain.value(plain.field.losses[player])
            let loss = try both.value(both.field.losses[player])
            #expect(terms.allSatisfy { $0 > 0.001 })
            #expect(abs(loss - terms.reduce(objective, +)) < 1e-14)
        }
    }

    @Test func termsAreInProportionToTheirWeights() throws {
        let one = Self.played([R1(), Shares()], weights: [1, 1])
        let other = Self.played([R1(), Shares()], weights: [4, 0.25])
        let (a, b) = (one.field.terms(of: .discriminator), other.field.terms(of: .discriminator))
        #expect(abs(try other.value(b[0].value) - 4 * one.value(a[0].value)) < 1e-14)
        #expect(abs(try other.value(b[1].value) - one.value(a[1].value) / 4) < 1e-14)
    }

    @Test func gradientsAreThoseOfEachPlayersLossByItsOwnParameters() throws {
        let game = Self.played([R1(), Shares()], weights: [3, 0.5])
        for player in Player.allCases {
            let own = game.field.directions[player]
            let expected = gradient(
                of: game.field.losses[player], withRespectTo: game.position.parameters[player])
            #expect(own.map(\.shape) == game.position.parameters[player].map(\.shape))
            #expect(try game.values(own) == game.values(expected))
        }
    }

    /// Two penalties of one name are told apart, by the names of their weights and of what they report.
    @Test func methodsOfOneNameHaveNamesOfTheirOwn() throws {
        let field = Self.played([R1(), Shares(), R1()], weights: [3, 0.5, 1]).field
        #expect(field.terms(of: .discriminator).map(\.name) == ["r1", "shares", "r1.2"])
        let game = GAN(
            generator: PassThrough(), discriminator: MLP(widths: [2, 1], activation: .tanh),
            objective: Minimax(),
            penalties: [R1().weighted(by: .constant(1)), R1().weighted(by: .constant(2))],
            fieldMethods: [JARE().weighted(by: .constant(3)), Consensus().weighted(by: .constant(4))],
            noise: .constant(5), batch: 4)
        var asked: [String: Schedule] = [:]
        let graph = Graph()
        let methods = AppliedMethods(of: game) { name, schedule in
            asked[name] = schedule
            return graph.constant(0)
        }
        #expect(methods.noise != nil)
        #expect(
            asked == [
                "penalty.r1": .constant(1), "penalty.r1.2": .constant(2), "field.jare": .constant(3),
                "field.consensus": .constant(4), "noise": .constant(5),
            ])
    }
}
