import Foundation
import Testing

/// `gantrain game --method`, and its JSON.
@Suite struct GameChoiceTests {
    private let program: Program

    init() throws { program = try Program() }

    private func json(_ arguments: String...) throws -> [String: Any] {
        let output = try program.gantrain(["game"] + arguments + ["--json"])
        #expect(output.status == 0, "\(output.stderr)")
        #expect(output.stderr == "")
        #expect(try program.names(in: ".") == ["tiny.json"], "no figures are drawn")
        let json = try JSONSerialization.jsonObject(with: Data(output.stdout.utf8))
        return try #require(json as? [String: Any])
    }

    private func methods(_ game: [String: Any], _ list: String) throws -> [String] {
        try #require(game[list] as? [[String: Any]]).compactMap { $0["method"] as? String }
    }

    /// The numbers are those of the table: max |1 + hλ| for λ = ±i is √(1 + h²).
    @Test func numbersOfTheBilinearGame() throws {
        let game = try json("bilinear", "--step", "0.2")
        #expect(game["game"] as? String == "bilinear")
        #expect(game["step"] as? Double == 0.2)
        let plays = try #require(game["plays"] as? [[String: Any]])
        #expect(plays.count == 15)
        let first = try #require(plays[0]["predictedRadius"] as? Double)
        #expect(abs(first - 1.04.squareRoot()) < 1e-12)
        #expect(plays[0]["largestStep"] is NSNull)
        #expect(plays[0]["isStableAtAnyStep"] as? Bool == false)
        let spectra = try #require(game["methods"] as? [[String: Any]])
        let eigenvalues = try #require(spectra[0]["byFormula"] as? [[Double]])
        #expect(eigenvalues.map { [abs($0[0]), abs($0[1])] } == [[0, 1], [0, 1]])
    }

    @Test func oneMethod() throws {
        let whole = try json("dirac", "--steps", "20")
        let part = try json("dirac", "--steps", "20", "--method", "Consensus")
        #expect(try methods(part, "methods") == ["consensus γ=1"])
        #expect(try Set(methods(part, "plays")) == ["consensus γ=1"])
        let own = try #require(whole["plays"] as? [[String: Any]]).filter {
            $0["method"] as? String == "consensus γ=1"
        }
        #expect(NSArray(array: own) == (part["plays"] as? NSArray), "the others change nothing")
        let moves = try json("bilinear", "--steps", "20", "--method", "Extra-Gradient")
        #expect(try methods(moves, "plays") == ["no method"])
    }

    @Test func aFunction() throws {
        let game = try json("--of", "x*y + x^2", "--method", "follow the ridge", "--steps", "300")
        #expect(try methods(game, "plays") == ["descent–ascent"])
        let points = try #require(game["points"] as? [[String: Any]])
        #expect(points.count == 1)
        let plays = try #require(game["plays"] as? [[String: Any]])
        #expect(plays.count == 1)
        #expect(plays[0]["moves"] as? String == "follow the ridge")
        #expect((plays[0]["points"] as? [[String: Any]])?.count == 1)
    }

    @Test func aMethodThatIsNotTried() throws {
        try program.expectRefusal(
            ["game", "bilinear", "--method", "adam", "--no-figures"], status: 64,
            """
            --method adam: no method or kind of move has this in its name; there are no method, simultaneous, \
            alternating, extragradient, optimistic, lookahead k=5, lookahead k=10, lookahead k=20, SGA λ=1, \
            consensus γ=1, JARE γ=1, CGD η=0.2
            """)
    }

    @Test(.enabled(if: Program.hasGnuplot)) func figuresOfOneMethod() throws {
        let output = try program.gantrain("game", "dirac", "--method", "R1 γ=1", "--steps", "20")
        #expect(output.status == 0, "\(output.stderr)")
        #expect(try program.names(in: "runs/game-dirac").contains { $0.hasSuffix(".svg") })
    }
}
