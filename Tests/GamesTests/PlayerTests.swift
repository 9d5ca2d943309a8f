import Games
import Networks
import Testing

struct PlayerTests {
    @Test func eachPlayerHasItsOwn() {
        var names = PerPlayer { $0.rawValue }
        #expect(names.discriminator == "discriminator")
        #expect(names[.generator] == "generator")
        names[.generator] = "other"
        names[.discriminator] += "!"
        #expect(names.map(\.count).discriminator == 14)
        #expect(names.map(\.count).generator == 5)
    }

    @Test func theDiscriminatorsIsMadeFirst() {
        var order: [Player] = []
        _ = PerPlayer { order.append($0) }
        #expect(order == [.discriminator, .generator])
    }

    @Test func aGameKnowsWhoseModelIsWhose() {
        let game = GAN(
            generator: MLP(widths: [3, 2], activation: .tanh),
            discriminator: MLP(widths: [2, 1], activation: .tanh), objective: Minimax(), batch: 4)
        #expect(game.model(of: .generator).inputWidth == 3)
        #expect(game.model(of: .discriminator).inputWidth == 2)
    }
}
