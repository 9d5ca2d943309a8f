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

    /// The key shows the longest arrow: that of the steepest twentieth.
    @Test func knowsWhatTheLongestStandsFor() {
        let field = field([Point(x: 100, y: 0), Point(x: 0, y: 25)])
        #expect(field.steepest == 100 && abs(field.longest - 0.4) < 1e-9)
        #expect(self.field([Point(x: 0, y: 0)]).longest == 0)
    }

    /// Of a fine grid every second row and column is kept, of a coarse one all.
    @Test(arguments: [(21, 10), (14, 14), (3, 3)]) func fineGridsAreThinned(side: Int, kept: Int) {
        let arrows = (0..<side * side).map {
            Arrow(start: Point(Double($0 % side), Double($0 / side)), direction: Point(1, 0))
        }
        #expect(arrows.thinned().count == kept * kept)
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

struct ContourLabelTests {
    /// D = x: the contours are vertical lines, and each number stands on its own.
    @Test func numbersStandOnTheirLines() {
        let places = (0...40).map { Double($0) / 10 - 2 }
        let surface = Surface(
            xs: places, ys: places, scores: places.flatMap { _ in places }, gradients: [])
        let levels = [-1.03, 0, 0.47].map { Tick(value: $0, label: "\($0)") }
        let labels = ContourLabels(of: surface, levels: levels).labels
        #expect(labels.map(\.text) == ["-1.03", "0.0", "0.47"])
        for (label, level) in zip(labels, levels) { #expect(abs(label.place.x - level.value) < 1e-12) }
        for (index, label) in labels.enumerated() {
            for other in labels[..<index] {
                let offset = label.place - other.place
                #expect(abs(offset.x) >= 0.14 * 4 || abs(offset.y) >= 0.06 * 4)
            }
        }
    }

    /// Lines too short for a number, and surfaces with holes.
    @Test func noNumberWhereThereIsNoRoom() {
        let places = (0...40).map(Double.init)
        var scores = [Double](repeating: 0, count: 41 * 41)
        scores[20 * 41 + 20] = 2
        let levels = [Tick(value: 1, label: "1")]
        #expect(
            ContourLabels(of: Surface(xs: places, ys: places, scores: scores, gradients: []), levels: levels)
                .labels.isEmpty)
        scores = scores.map { _ in .nan }
        #expect(
            ContourLabels(of: Surface(xs: places, ys: places, scores: scores, gradients: []), levels: levels)
                .labels.isEmpty)
    }
}
