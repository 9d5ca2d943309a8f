import Foundation
import Records
import Testing

@testable import Figures

struct LossesFigureTests {
    private static func script(_ losses: [[Double?]], landmarks: [Column.Landmark]) -> String {
        let columns: [Column] = [
            .step, .loss(of: .discriminator, landmarks: landmarks), .loss(of: .generator),
            Column("r1", title: "R1", .penalty, of: .discriminator),
            Column("jare", title: "JARE", .fieldTerm, of: .discriminator),
        ]
        return FigureSource.losses(
            RunRecord(title: "t", table: Table(columns: columns, rows: losses))
        ).script
    }

    private static func ranges(_ script: String) -> [ClosedRange<Double>] {
        script.matches(of: /set yrange \[([^:]+):([^\]]+)\]/).compactMap { match in
            guard let low = Double(match.1), let high = Double(match.2) else { return nil }
            return low...high
        }
    }

    /// Losses and terms differ in kind: none shares its axis.
    @Test func eachHasAnAxis() {
        let script = Self.script([[0, 1, 40, 0.01, 3], [1, 1.3, 50, 0.02, 2]], landmarks: [])
        let ranges = Self.ranges(script)
        #expect(ranges.count == 4)
        #expect(ranges[0].upperBound < 2 && ranges[1].lowerBound > 30 && ranges[2].upperBound < 0.1)
        for quantity in ["discriminator's loss", "generator's loss", "R1 penalty", "JARE term"] {
            #expect(script.contains("'\(quantity.replacing("'", with: "''"))'"), "\(quantity)")
        }
    }

    @Test func theEquilibriumIsOnTheAxis() {
        let landmark = [Column.Landmark(1.386, "2 ln 2")]
        let script = Self.script([[0, 0.9, 1, 1, 1], [1, 1.2, 1, 1, 1]], landmarks: landmark)
        #expect(Self.ranges(script)[0].contains(1.386))
        #expect(script.contains("set arrow from graph 0, first 1.386 to graph 1, first 1.386 nohead"))
        #expect(script.contains("'2 ln 2'"))
    }

    /// An equilibrium so far off that curves would be pressed flat is told at the edge.
    @Test(arguments: [
        (1.386, "'↑ 2 ln 2' at graph 0.995, graph 0.94"), (-7, "'↓ 2 ln 2' at graph 0.995, graph 0.06"),
    ])
    func aFarEquilibriumIsTold(value: Double, mark: String) {
        let script = Self.script(
            [[0, 0.1, 1, 1, 1], [1, 0.2, 1, 1, 1]], landmarks: [Column.Landmark(value, "2 ln 2")])
        #expect(!Self.ranges(script)[0].contains(value))
        #expect(script.contains("set label \(mark) right"))
        #expect(!script.contains("first \(value)"))
    }

    @Test func landmarksOfSharesAreInPercent() {
        let column = Column(
            "q", title: "quality", .outcome, format: .share, landmarks: [.init(0.9889, "perfect")],
            figure: Column.Figure("q", heading: "Q"))
        let table = Table(columns: [.step, column], rows: [[0, 0.2], [1, 0.9]])
        let script = FigureSource.all(of: RunRecord(title: "t", table: table)).first { $0.name == "q" }?
            .script
        #expect(
            script?.contains("set arrow from graph 0, first 98.89 to graph 1, first 98.89 nohead") == true)
    }
}
