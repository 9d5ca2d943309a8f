import TestSupport
import Games
import Networks
import Settings
import Testing

@testable import Experiments

struct KnownGameConfigurationTests {
    private func game(_ text: String) throws -> KnownGame? {
        try Tiny.read("{ \"game\": \(text) }").configuration.knownGame
    }

    @Test func kinds() throws {
        #expect(try game("{}") == nil)
        #expect(try game(#"{ "kind": "network" }"#) == nil)
        for name in ["dirac", "bilinear", "quadratic", "gaussian"] {
            #expect(try game("{ \"kind\": \"\(name)\" }")?.name == name)
        }
    }

    @Test func starts() throws {
        func start(_ model: any Model) -> [Double] {
            model.parameters[0].initialValue(.init(seed: 0, stream: .initialization, step: 0)).elements
        }
        let dirac = try #require(try game(#"{ "kind": "dirac", "theta": 0.5, "psi": -2 }"#))
        #expect(start(dirac.generator) == [0.5] && start(dirac.discriminator) == [-2])
        let bilinear = try #require(try game(#"{ "kind": "bilinear", "x": [1, 2], "y": [3, 4] }"#))
        #expect(start(bilinear.generator) == [1, 2] && start(bilinear.discriminator) == [3, 4])
        let quadratic = try #require(try game(#"{ "kind": "quadratic", "a": 2, "w": 0.1 }"#))
        #expect(start(quadratic.generator) == [2] && start(quadratic.discriminator) == [0.1])
        let gaussian = try #require(
            try game(#"{ "kind": "gaussian", "mean": [3], "phi": [4], "psi": [5], "standardDeviation": 2 }"#))
        #expect(start(gaussian.generator) == [4] && start(gaussian.discriminator) == [5])
        #expect(gaussian.equilibrium?.generator == [3])
        #expect(gaussian.blocks(of: .logistic).map(\.curvature) == [(4 + 9) / 2])
    }

    /// `batch` counts where there is something to draw.
    @Test func batches() throws {
        func batch(_ text: String) throws -> Int? {
            try Tiny.read(text, ["batch=32"]).configuration.knownGame?.batch
        }
        #expect(try batch(#"{ "game": { "kind": "dirac" } }"#) == 1)
        #expect(try batch(#"{ "game": { "kind": "dirac" }, "instanceNoise": {} }"#) == 32)
        #expect(try batch(#"{ "game": { "kind": "gaussian", "stochastic": true } }"#) == 32)
        #expect(try batch(#"{ "game": { "kind": "gaussian" } }"#) == 256)
        #expect(try batch(#"{ "game": { "kind": "quadratic" } }"#) == 72)
    }

    /// What has no meaning is refused, and why is said; a complete configuration, in which all keys stand with
    /// their defaults, is not.
    @Test func keysOfNetworks() throws {
        let text = """
            {
              "game": { "kind": "gaussian", "phi": [1] },
              "data": { "modes": 5 },
              "latent": { "width": 2 },
              "generator": { "hidden": [3], "inputScale": 2, "optimizer": { "kind": "sgd" } },
              "instanceNoise": {}
            }
            """
        let error = #expect(throws: ConfigurationError.self) { try Tiny.read(text) }
        #expect(
            error?.description == """
                test.json: 5 problems
                  line 2  game: mean has 2 numbers, phi 1, psi 2; they must be as many
                  line 3  data: modes: without meaning for the game "gaussian": its data belong to it
                  line 4  latent: width: without meaning for the game "gaussian": its latent points belong to it
                  line 5  generator: hidden, inputScale: without meaning for the game "gaussian": its generator is \
                no network
                  line 6  instanceNoise: the game "gaussian" has no exact expectation over noise; dirac has, and \
                quadratic and gaussian take it with game.stochastic
                """)
        let complete = try Tiny.read(#"{ "game": { "kind": "dirac" } }"#)
        #expect(
            JSONWriter.pretty(try Tiny.read(JSONWriter.pretty(complete.json)).json)
                == JSONWriter.pretty(complete.json))
        #expect(throws: ConfigurationError.self) {
            try Tiny.read(#"{ "game": { "kind": "bilinear", "x": [1, 2] } }"#)
        }
    }
}
