import Distributions
import Games
import Networks
import Tensors
import Testing

/// The numbers of the streams, wherever they are named: no two purposes share one, and a run of an earlier version
/// draws the same numbers.
struct RandomStreamsTests {
    @Test func everyPurposeHasItsNumber() {
        let streams: [RandomStream] = [
            .data, .discriminatorLatent, .generatorLatent, .interpolation, .instanceNoise, .initialization,
            .evaluation, .placement, .spectrum,
        ]
        #expect(streams.map(\.number) == Array(0..<9))
    }
}
