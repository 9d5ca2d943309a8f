import Records
import Statistics
import Studies
import Testing

@testable import Evidence

/// A choice that is made for each of two problems, which are two numbers of steps here. All numbers are by hand.
@Suite struct ProblemTests {
    private static let members = """
        "variants": [
          { "name": "none", "changes": { "penalties": [] } },
          { "name": "r1", "axes": [{ "key": "penalties.0.gamma", "values": [1, 10] }] }
        ],
        "axes": [{ "key": "steps", "values": [5, 6] }],
        "seeds": { "from": 100, "count": 9 }, "baseline": "none", "outcomes": ["reverseKL"],
        "success": [{ "column": "reverseKL", "atMost": 0.35 }],
        "choice": { "chooseSeeds": [100, 102], "reportSeeds": [103, 108], "by": "reverseKL", "within": ["steps"] },
        "claims": [
          { "name": "all", "text": "r1 is lower", "of": "r1", "than": "none", "column": "reverseKL" },
          { "name": "six", "text": "r1 is lower at 6", "of": "r1-steps=6", "than": "none-steps=6", "column": "reverseKL" },
          { "name": "mixed", "text": "all against one", "of": "r1", "than": "none-steps=6", "column": "reverseKL" },
          { "name": "rate", "text": "r1 succeeds", "of": "r1", "than": "none", "statistic": "successRate", "is": "higher" }
        ]
        """

    /// The best weight is 10 at 5 steps, and 1 at 6 steps.
    private struct Cell {
        let name: String
        let variant: String
        let steps: Int
        let value: @Sendable (Int) -> Double
    }

    /// What the cells give with the first seed, the second, and so on. The best weight is 10 at 5 steps, 1 at 6 steps.
    private static let cells = [
        Cell(name: "none-steps=5", variant: "none", steps: 5) { _ in 0.5 },
        Cell(name: "none-steps=6", variant: "none", steps: 6) { _ in 2 },
        Cell(name: "r1-gamma=1-steps=5", variant: "r1", steps: 5) { _ in 0.4 },
        Cell(name: "r1-gamma=1-steps=6", variant: "r1", steps: 6) { 1 - 0.01 * Double($0) },
        Cell(name: "r1-gamma=10-steps=5", variant: "r1", steps: 5) { 0.3 - 0.01 * Double($0) },
        Cell(name: "r1-gamma=10-steps=6", variant: "r1", steps: 6) { _ in 1.5 },
    ]

    private static func runs() -> [StudyRun] {
        cells.flatMap { cell in
            (0..<9).map { seed in
                let value = cell.value(seed)
                var run = StudyRun(
                    cell: cell.name, variant: cell.variant, settings: [], seed: UInt64(100 + seed),
                    status: .completed,
                    steps: cell.steps, reachedAt: value <= 0.35 ? cell.steps : nil,
                    table: Table(columns: HandMade.columns, rows: []))
                run.outcomes = ["reverseKL": value]
                return run
            }
        }
    }

    private let evidence: StudyEvidence

    init() throws { evidence = try HandMade.evidence(Self.members, Self.runs()) }

    @Test func aCellIsChosenForEachProblem() {
        #expect(evidence.choices.map(\.name) == ["none-steps=5", "none-steps=6", "r1-steps=5", "r1-steps=6"])
        #expect(evidence.choices.map(\.variant) == ["none", "none", "r1", "r1"])
        #expect(
            evidence.choices.map(\.cell) == [
                "none-steps=5", "none-steps=6", "r1-gamma=10-steps=5", "r1-gamma=1-steps=6",
            ])
        #expect(evidence.choices.map(\.candidates) == [1, 1, 2, 2])
    }

    /// The differences are -0.23 to -0.28 and -1.03 to -1.08: 12 pairs, of which the third from each end limit the median.
    @Test func aClaimOfAVariantTakesThePairsOfAllProblems() throws {
        let all = evidence.claims[0]
        #expect(all.basis == "12 pairs")
        #expect(all.quantity == "median of reverseKL, r1 in 2 problems - none in 2 problems")
        #expect(all.verdict == .holds)
        let interval = try #require(all.interval)
        #expect(abs(interval.low + 1.06) < 1e-12)
        #expect(abs(interval.high + 0.25) < 1e-12)
        let median = try #require(all.value)
        #expect(abs(median + (1.03 + 0.28) / 2) < 1e-12)
    }

    @Test func aClaimOfOneProblemTakesItsOwn() throws {
        let six = evidence.claims[1]
        #expect(six.basis == "6 pairs")
        #expect(six.quantity == "median of reverseKL, r1-steps=6 (r1-gamma=1-steps=6) - none-steps=6")
        let interval = try #require(six.interval)
        #expect(abs(interval.low + 1.08) < 1e-12)
        #expect(abs(interval.high + 1.03) < 1e-12)
    }

    @Test func differentProblemsAreNotCompared() {
        #expect(evidence.claims[2].verdict == .cannotBeTold)
        #expect(evidence.claims[2].reason == "r1 and none-steps=6 are not of the same problems")
    }

    /// Six of the twelve runs succeed, those of the first problem.
    @Test func ratesCountTheRunsOfAllProblems() {
        #expect(evidence.claims[3].basis == "6 of 12 against 0 of 12")
    }

    /// Each cell is compared with the baseline's cell of its own problem.
    @Test func theBaselineIsThatOfTheProblem() throws {
        let medians = evidence.cells.map { $0.measures[0].difference?.median }
        #expect(medians[0] == nil && medians[1] == nil)
        let expected: [Double] = [-0.1, -1.04, -0.24, -0.5]
        for (found, expected) in zip(medians.dropFirst(2), expected) {
            #expect(abs(try #require(found) - expected) < 1e-12)
        }
    }

    @Test func nothingIsChosenBeforeItsRunsAreDone() throws {
        let early = try HandMade.evidence(
            Self.members, Self.runs().filter { $0.cell != "r1-gamma=1-steps=5" || $0.seed != 101 })
        #expect(early.claims[0].reason == "the cells of r1 are not chosen before 1 more of its runs are done")
        #expect(early.claims[1].verdict == .holds)
    }
}
