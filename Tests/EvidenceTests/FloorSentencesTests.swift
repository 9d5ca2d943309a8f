import Records
import Studies
import Testing

@testable import Evidence

@Suite struct FloorSentencesTests {
    private static let w1 = Column("w1", title: "W₁", .outcome, better: .lower, scale: .logarithmic)

    private func evidence(_ members: String) throws -> StudyEvidence {
        let plan = try HandMade.plan(
            #""seeds": { "count": 2 }, "outcomes": ["w1"], "variants": [\#(members)]"#)
        let runs = plan.runs.map { planned in
            var run = StudyRun(
                cell: planned.cell.name, variant: planned.cell.name, settings: [], seed: planned.seed,
                status: .completed, steps: 10, table: Table(columns: [.step, Self.w1], rows: [[10, 0.5]]))
            run.outcomes = ["w1": 0.5]
            return run
        }
        return StudyEvidence(of: plan, runs: runs, floors: try StudyFolder("none").completeFloors(of: plan))
    }

    @Test func oneForAllCells() throws {
        let evidence = try evidence(#"{ "name": "a" }, { "name": "b", "changes": { "batch": 5 } }"#)
        let floor = try #require(evidence.floors["a"]?.first)
        let sentences = evidence.floorSentences(Self.w1)
        #expect(sentences.count == 1)
        let numbers = [floor.mean, floor.standardDeviation, floor.balanced].map { Self.w1.written($0) }
        #expect(
            sentences[0] == """
                The floor is \(numbers[0]) ± \(numbers[1]): two independent samples of 6 points of the target lie so \
                far from each other (10 pairs), and \(numbers[2]) with its modes in turn.
                """)
        #expect(evidence.text().contains("The floor is \(numbers[0])"))
        #expect(evidence.csv.contains("\na,w1,floor,\(floor.mean),,,10,\n"))
        #expect(evidence.csv.contains("\nb,w1,floorBalanced,"))
    }

    @Test func aCrowdOfCellsIsCounted() throws {
        let alike = (1...5).map { #"{ "name": "a\#($0)", "changes": { "batch": \#($0) } }"# }
        let evidence = try evidence(
            (alike + [#"{ "name": "wide", "changes": { "data.radius": 3 } }"#]).joined(separator: ", "))
        #expect(
            evidence.floorSentences(Self.w1).first?.hasPrefix("The floor of a1 and 4 more cells is ") == true)
    }

    @Test func oneForEachKindOfData() throws {
        let evidence = try evidence(#"{ "name": "a" }, { "name": "wide", "changes": { "data.radius": 3 } }"#)
        let sentences = evidence.floorSentences(Self.w1)
        #expect(sentences.count == 2)
        #expect(
            sentences[0].hasPrefix("The floor of a is ") && sentences[1].hasPrefix("The floor of wide is "))
        #expect(evidence.floorSentences(Column("slicedW1", .outcome)).isEmpty)
    }
}
