import Autodiff
import Games
import Networks
import Tensors
import Testing

/// A discriminator and its penalties against `mlp.json`, values and gradients, that is to second order.
struct NetworkReferenceTests {
    private struct Table: Decodable {
        struct Term: Decodable {
            let value: Double
            let gradient: [Layer]
        }

        struct Sloped: Decodable {
            let points: [[Double]]
            let value: Double
            let gradient: [Layer]
        }

        struct Values: Decodable {
            let scores: [[Double]]
            let meanScore: Double
            let meanScoreGradient: [Layer]
            let inputGradient: [[Double]]
            let r1, r2: Term
            let wganGP: Sloped
        }

        let sizes: [Int]
        let leakySlope, gamma, lambda: Double
        let layers: [Layer]
        let real, fake, alpha: [[Double]]
        let activations: [String: Values]
    }

    private let table: Table

    init() throws { table = try ReferenceData.read("mlp") }

    private func game(_ activation: String, _ penalties: [any Penalty] = []) throws -> PlayedGame {
        let activations: [String: Activation] = [
            "relu": .relu, "leakyRelu": .leakyReLU(slope: table.leakySlope), "tanh": .tanh,
        ]
        let model = MLP(widths: table.sizes, activation: try #require(activations[activation]))
        let game = GAN(
            generator: PassThrough(), discriminator: model, objective: Wasserstein(),
            penalties: penalties.map {
                $0.weighted(by: .constant($0 is WGANGP ? table.lambda : table.gamma))
            }, batch: 6)
        return PlayedGame(
            game, PerPlayer(discriminator: try table.layers.matrices, generator: []),
            real: try Matrix(rows: table.real), latent: try Matrix(rows: table.fake),
            interpolation: try Matrix(rows: table.alpha))
    }

    @Test(arguments: ["relu", "leakyRelu", "tanh"])
    func scoresAndTheirGradients(_ activation: String) throws {
        let game = try game(activation)
        let expected = try #require(table.activations[activation])
        let scores = game.position.score(game.position.real)
        let parameters = game.position.parameters.discriminator
        let values = try game.values(
            [scores, scores.mean(), game.position.scoreGradient(at: game.position.real)]
                + gradient(of: scores.mean(), withRespectTo: parameters))
        let references = [
            try Matrix(rows: expected.scores), Matrix(expected.meanScore),
            try Matrix(rows: expected.inputGradient),
        ]
        let gradients = try expected.meanScoreGradient.matrices
        #expect(difference(values, references + gradients) < 1e-10)
    }

    @Test(arguments: ["relu", "leakyRelu", "tanh"])
    func gradientPenaltiesAndTheirGradients(_ activation: String) throws {
        let expected = try #require(table.activations[activation])
        try check(R1(), activation, expected.r1.value, expected.r1.gradient)
        try check(R2(), activation, expected.r2.value, expected.r2.gradient)
        try check(WGANGP(), activation, expected.wganGP.value, expected.wganGP.gradient)
    }

    private func check(
        _ penalty: any Penalty, _ activation: String, _ value: Double, _ gradients: [Layer]
    ) throws {
        let game = try game(activation, [penalty])
        let terms = game.field.terms(of: .discriminator)
        #expect(terms.map(\.name) == [penalty.name])
        #expect(game.field.terms(of: .generator).isEmpty)
        let parameters = game.position.parameters.discriminator
        let values = try game.values(
            [terms[0].value] + gradient(of: terms[0].value, withRespectTo: parameters))
        let error = difference(values, [Matrix(value)] + (try gradients.matrices))
        #expect(error < 1e-10, "\(penalty.name): \(error)")
    }
}
