import TestSupport
import Autodiff
import Dynamics
import Foundation
import Games
import Settings
import Testing

@testable import Experiments

/// Stands for the penalty of Tests/GamesTests/ContributingExample.swift.
private struct Slope: Penalty {
    let name = "slope"

    func terms(at position: Position, weight: Autodiff.Expression) -> PenaltyTerms { PenaltyTerms() }
}

struct ContributingExampleTests {
    /// The line that CONTRIBUTING.md shows compiles and registers.
    @Test func theLineRegisters() throws {
        let read = { (section: ConfigurationSection) in
            section.variant(
                default: nil, about: "The penalty.",
                cases: [
                    Variant<Weighted<any Penalty>>("slope", about: "λ·E‖∇D(x)‖ at real points") {
                        Slope().weighted(by: readSchedule($0, "lambda", default: 1, about: "λ."))
                    }
                ])
        }
        let document = try ConfigurationFile.parse(Data(#"{"kind": "slope", "lambda": 3}"#.utf8), name: "x")
        let (penalty, _) = try ConfigurationReader.read(document, name: "x", declaration: read)
        #expect(penalty.method.name == "slope")
        #expect(penalty.weight == .constant(3))
    }

    @Test func contributingShowsCodeThatIsTested() throws {
        func lines(_ path: String) throws -> String {
            try String(contentsOfFile: "\(projectFolder)/\(path)", encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.drop { $0 == " " } }.joined(separator: "\n")
        }
        let tested =
            try lines("Tests/GamesTests/ContributingExample.swift")
            + lines("Tests/ExperimentsTests/ContributingExampleTests.swift")
            + lines("Tests/MetricsTests/ContributingExample.swift")
        let shown = try lines("CONTRIBUTING.md").components(separatedBy: "```swift\n").dropFirst()
            .map { $0.components(separatedBy: "```")[0] }
        #expect(shown.count == 5)
        for code in shown { #expect(tested.contains(code), "\(code)") }
    }
}
