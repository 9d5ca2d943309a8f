import Records
import Testing

@testable import Figures

struct ScoreScaleTests {
    @Test func isEvenRoundZero() {
        let scale = ScoreScale([-1, 0.5, 0.7])
        #expect(scale.limit == 1)
        #expect(scale.contours.map(\.table) == ["$contours", "$zero"])
        #expect(scale.note == nil)
    }

    @Test func isNotStretchedByAFewExtremes() {
        let scale = ScoreScale((0..<1000).map { $0 == 3 ? -500 : Double($0 % 3) })
        #expect(scale.limit == 2)
        #expect(scale.note == "scores from −500 to 2")
    }

    @Test(arguments: [[], [0, 0], [.nan, .infinity], [3, 3]])
    func needsNoVariety(scores: [Double]) {
        let scale = ScoreScale(scores)
        #expect(scale.limit > 0)
        #expect(scale.contours.isEmpty)
    }
}

struct ArrowFieldTests {
    private func field(_ gradients: [Point]) -> ArrowField {
        let arrows = gradients.enumerated().map { index, gradient in
            Arrow(start: Point(x: Double(index), y: 0), direction: gradient)
        }
        return ArrowField(arrows, width: 4, height: 4)
    }

    @Test func scalesToTheRoom() {
        let steps = field([Point(x: 100, y: 0), Point(x: 0, y: 25)]).arrows.map(\.step)
        #expect(abs((steps.first?.x ?? 0) - 0.4) < 1e-9)
        #expect(abs((steps.last?.y ?? 0) - 0.2) < 1e-9)
    }

    @Test func leavesOutWhatShowsNoDirection() {
        let gradients = [Point(x: 0, y: 0), Point(x: .nan, y: 1), Point(x: 1e-9, y: 0), Point(x: 1, y: 0)]
        #expect(field(gradients).arrows.count == 1)
        #expect(field([Point(x: 0, y: 0)]).rows.isEmpty)
    }
}

struct SurfaceTests {
    /// Of a critic only differences count.
    @Test func aCriticIsDrawnRelativeToItsMedian() {
        var surface = Surface(
            xs: [0, 1], ys: [0, 2], scores: [1, 5, 7, 9], gradients: [], meaning: .critic)
        #expect(surface.shownScores == [-6, -2, 0, 2])
        #expect(surface.rows() == ["0 0 -6", "1 0 -2", "", "0 2 0", "1 2 2"])
        #expect(surface.rows(every: 2) == ["0 0 -6"])
        surface.meaning = .logit
        #expect(surface.shownScores == surface.scores)
    }
}
