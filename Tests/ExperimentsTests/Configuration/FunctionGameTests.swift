import Games
import Settings
import TestSupport
import Testing

@testable import Experiments

struct FunctionGameTests {
    private func game(_ text: String) throws -> KnownGame? {
        try Tiny.read("{ \"game\": \(text) }").configuration.knownGame
    }

    private func starts(_ game: KnownGame) -> [[Double]] {
        [game.generator, game.discriminator].map {
            $0.parameters[0].initialValue(.init(seed: 0, stream: .initialization, step: 0)).elements
        }
    }

    @Test func starts() throws {
        let plain = try #require(
            try game(#"{ "kind": "function", "of": "x*y + x^2/10", "x": [2], "y": [-3] }"#))
        #expect(plain.name == "function" && starts(plain) == [[2], [-3]])
        #expect(plain.equilibrium == nil)
        let several = try #require(try game(#"{ "kind": "function", "of": "x3*y2", "x": [2] }"#))
        #expect(starts(several) == [[2, 2, 2], [1, 1]])
        let given = try #require(
            try game(#"{ "kind": "function", "of": "dot(x, y)", "x": [1, 2], "y": [3, 4] }"#))
        #expect(starts(given) == [[1, 2], [3, 4]])
    }

    /// A caret stands under the mistake, and every problem has its key.
    @Test func mistakes() throws {
        let error = #expect(throws: ConfigurationError.self) {
            try Tiny.read(
                """
                {
                  "game": { "kind": "function", "of": "x*(y + 2z)" },
                  "objective": "hinge",
                  "penalties": [{ "kind": "r1" }, { "kind": "l2" }]
                }
                """)
        }
        #expect(
            error?.description == """
                test.json: 1 problem
                  line 2  game.of: a sign is missing before this; products are written with *, such as 2*x
                    x*(y + 2z)
                            ^
                """)
        let short = #expect(throws: ConfigurationError.self) {
            try game(#"{ "kind": "function", "of": "x3*y", "x": [1, 2] }"#)
        }
        #expect(short?.problems.first?.description == "game.x: has 2 numbers, and the formula names x3")
        let vector = #expect(throws: ConfigurationError.self) {
            try game(#"{ "kind": "function", "of": "x*y", "x": [1, 2], "y": [3, 4] }"#)
        }
        #expect(
            vector?.problems.first?.message == """
                the formula gives 2 numbers; sum(…) or dot(…, …) makes one of them
                    x*y
                    ^
                """)
    }

    @Test func keysWithoutMeaning() throws {
        let error = #expect(throws: ConfigurationError.self) {
            try Tiny.read(
                """
                {
                  "game": { "kind": "function", "of": "x*y" },
                  "objective": "hinge",
                  "penalties": [{ "kind": "r1" }, { "kind": "l2" }]
                }
                """)
        }
        #expect(
            error?.problems.map(\.description) == [
                "objective: without meaning for the game \"function\": its players minimize ±f",
                "penalties: \"r1\" has no meaning for the game \"function\": there are no real points",
            ])
    }

    /// Long formulas are cut around the place, and what steers a terminal is escaped.
    @Test func longFormulas() {
        let long = String(repeating: "x + ", count: 40) + "$" + String(repeating: " + y", count: 40)
        let error = FormulaError(formula: long, offset: 160, reason: "wrong")
        let lines = error.marked().split(separator: "\n").map(String.init)
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("  …") && lines[1].hasSuffix("…") && lines[1].count <= 80)
        #expect(lines[1].dropFirst(lines[2].count - 1).first == "$")
        let escaped = FormulaError(formula: "\u{1B}[1m x", offset: 4, reason: "wrong").marked()
        #expect(escaped == "wrong\n  \\u001b[1m x\n           ^")
    }
}
