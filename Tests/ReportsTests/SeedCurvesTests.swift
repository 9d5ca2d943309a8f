import Figures
import Records
import Testing

@testable import Reports

@Suite struct SeedCurvesTests {
    private static let column = Column("w", title: "W", .outcome, better: .lower)

    private func run(
        _ seed: UInt64, _ rows: [[Double?]], _ status: StudyRun.Status = .completed
    ) -> StudyRun {
        StudyRun(
            cell: "c", variant: "c", seed: seed, status: status, steps: Int(rows.last?[0] ?? 0),
            table: Table(columns: [.step, Self.column], rows: rows))
    }

    /// numpy.quantile([1, 2, 4, 8, 16], [.5, .25, .75]) is 4, 2, 8, and of [1, 2, 4, 8] it is 3, 1.75, 5.
    @Test func quantilesAreNumpys() {
        let sorted: [Double] = [1, 2, 4, 8, 16]
        #expect([0.5, 0.25, 0.75].map { SeedCurves.quantile($0, of: sorted) } == [4, 2, 8])
        #expect(
            [0.5, 0.25, 0.75].map { SeedCurves.quantile($0, of: Array(sorted.dropLast())) } == [3, 1.75, 5])
        #expect(SeedCurves.quantile(0.5, of: [1, 2, .infinity, .infinity]) == .infinity)
        #expect(SeedCurves.quantile(0.5, of: [-.infinity, -.infinity, 1, 2]) == -.infinity)
    }

    @Test func aRunThatDivergedIsWorseThanEveryNumberFromThenOn() {
        let runs = [
            run(0, [[10, 3], [20, 2]]), run(1, [[10, 4], [20, 1]]),
            run(2, [[10, 1], [15, nil]], .diverged),
        ]
        let curves = SeedCurves(of: Self.column, in: runs)
        #expect(curves.moments.map(\.time) == [10, 20])
        #expect(curves.moments.map(\.median) == [3, 2])
        #expect(curves.moments[1].high == .infinity)
        // Half of the runs: the line ends.
        let two = SeedCurves(of: Self.column, in: [runs[0], runs[2]])
        #expect(two.moments.map(\.median) == [2, .infinity])
        #expect(two.curve("c", .colour(0), in: 0...5).lines == [[Chart.Place(step: 10, value: 2)]])
    }

    @Test func whatIsNotDefinedIsWorstAndARunThatStoppedKeepsItsValue() {
        let runs = [
            run(0, [[10, 3], [20, nil], [30, 2]]), run(1, [[5, nil], [10, 5], [20, 4]]),
            run(2, [[10, 6], [20, 5], [30, 7]]),
        ]
        let curves = SeedCurves(of: Self.column, in: runs)
        #expect(curves.moments.map(\.time) == [10, 20, 30])
        #expect(curves.moments.map(\.median) == [5, 5, 4])
    }

    @Test func crashesAndUnfinishedRunsHaveNoCurve() {
        let curves = SeedCurves(
            of: Self.column, in: [run(0, [[10, 3]]), run(1, [], .crashed), run(2, [], .unfinished)])
        #expect(curves.moments.map(\.median) == [3])
    }

    @Test func sharesAreInPercent() {
        let share = Column("w", .outcome, format: .share, better: .higher)
        let curves = SeedCurves(of: share, in: [run(0, [[10, 0.25], [20, 0.5]])])
        #expect(curves.curve("c", .faint, in: 0...110).lines[0].map(\.value) == [25, 50])
        #expect(curves.spans.map(\.median) == [25, 50])
    }
}
