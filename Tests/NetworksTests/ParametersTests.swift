import Autodiff
import Networks
import Tensors
import Testing

struct ParametersTests {
    static let model = MLP(widths: [2, 5, 1], activation: .tanh, initializer: .torch)

    static func values(seed: UInt64, player: Int) -> [Matrix<Double>] {
        Parameters<Double>(of: model, seed: seed, player: player).buffers.map(\.matrix)
    }

    @Test func seedPlayerAndPlaceEachGiveOtherNumbers() {
        let values = Self.values(seed: 1, player: 0)
        #expect(values == Self.values(seed: 1, player: 0))
        for (a, b) in zip(values, Self.values(seed: 2, player: 0)) { #expect(a != b) }
        for (a, b) in zip(values, Self.values(seed: 1, player: 1)) { #expect(a != b) }
        #expect(values[0].elements.first != values[1].elements.first)
    }

    @Test func floatsAreTheDoublesRounded() {
        let floats = Parameters<Float>(of: Self.model, seed: 1, player: 0).buffers.map(\.matrix)
        #expect(floats == Self.values(seed: 1, player: 0).map { $0.converted() })
    }

    @Test func aCopyHasMemoryOfItsOwn() {
        let parameters = Parameters<Double>(of: Self.model, seed: 1, player: 0)
        let copy = parameters.copy()
        #expect(copy.buffers.map(\.matrix) == parameters.buffers.map(\.matrix))
        parameters.buffers[0].scalar = 77
        #expect(copy.buffers[0].scalar != 77)
        #expect(copy.declarations.map(\.name) == parameters.declarations.map(\.name))
    }

    @Test func countsNumbersAndOffersInputsOfTheirShapes() {
        let parameters = Parameters<Double>(of: Self.model, seed: 1, player: 0)
        #expect(parameters.count == 10 + 5 + 5 + 1)
        let inputs = parameters.inputs(of: Graph(), prefix: "discriminator")
        #expect(inputs.map(\.shape) == parameters.declarations.map(\.shape))
    }
}
