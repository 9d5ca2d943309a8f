import Settings
import TestSupport
import Testing

@testable import Experiments

/// Competitive moves are for zero-sum games and for steps that are multiples of the gradient.
@Suite struct CompetitiveCombinationsTests {
    private static func problems(_ members: String, optimizer: String = #"{"kind": "sgd"}"#) throws
        -> [String]
    {
        let text = """
            {
              "scheme": {"kind": "competitive"}, "generator": {"optimizer": {"kind": "sgd"}},
              "discriminator": {"optimizer": \(optimizer)}, \(members)
            }
            """
        do {
            _ = try ExperimentConfiguration.read(JSONDocument.parse(text), name: "c")
            return []
        } catch let error as ConfigurationError { return error.problems.map { "\($0)" } }
    }

    @Test(arguments: [
        #""objective": "minimax""#,
        #""objective": "wasserstein", "penalties": [{"kind": "r1"}, {"kind": "r2", "detached": true}, {"kind": "l2"}]"#,
        #""game": {"kind": "function", "of": "x*y"}"#,
        #""game": {"kind": "dirac"}, "objective": "minimax""#,
    ])
    func zeroSumGames(members: String) throws {
        let problems = try Self.problems(members)
        #expect(problems.isEmpty, "\(problems)")
    }

    @Test(arguments: ["nonSaturating", "hinge", "leastSquares", "relativisticPaired"])
    func otherObjectives(name: String) throws {
        let problems = try Self.problems("\"objective\": \"\(name)\"")
        let expected =
            #"scheme: "competitive" is for zero-sum games; choose the objective minimax or wasserstein, or the field "#
            + #"method "cgd""#
        #expect(problems == [expected])
    }

    @Test func penaltiesOfBothPlayers() throws {
        let problems = try Self.problems(#""objective": "minimax", "penalties": [{"kind": "wganGP"}]"#)
        let expected =
            #"scheme: "competitive" is for zero-sum games, and wganGP depends on both players; choose a penalty that "#
            + #"takes generated points as given ("detached": true), or none"#
        #expect(problems == [expected])
    }

    @Test func fieldMethods() throws {
        let problems = try Self.problems(#""objective": "minimax", "fieldMethods": [{"kind": "sga"}]"#)
        #expect(
            problems == [#"scheme: "competitive" is for zero-sum games as they are; leave fieldMethods out"#])
    }

    @Test(arguments: [
        #"{"kind": "sgd", "momentum": 0.5}"#, #"{"kind": "rmsprop", "momentum": 0.5}"#, #"{"kind": "adam"}"#,
    ])
    func optimizersWithMomentum(optimizer: String) throws {
        let problems = try Self.problems(#""objective": "minimax""#, optimizer: optimizer)
        let expected =
            #"discriminator: "competitive" needs steps that are multiples of the gradient: sgd or rmsprop without "#
            + "momentum, or adam with beta1 0"
        #expect(problems == [expected])
    }

    @Test(arguments: [
        #"{"kind": "rmsprop"}"#, #"{"kind": "rmspropTF1"}"#, #"{"kind": "adam", "beta1": 0}"#,
        #"{"kind": "adamTF", "beta1": 0}"#,
    ])
    func optimizersWithout(optimizer: String) throws {
        let problems = try Self.problems(#""objective": "minimax""#, optimizer: optimizer)
        #expect(problems.isEmpty, "\(problems)")
    }
}
