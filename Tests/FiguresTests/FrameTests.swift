import Testing

@testable import Figures

struct FrameTests {
    @Test func holdsThePointsWithAMargin() {
        let frame = Frame(around: [Point(x: -2, y: 0), Point(x: 2, y: 1)], margin: 0.5)
        #expect(frame == Frame(centre: Point(x: 0, y: 0.5), halfSide: 3))
        #expect(frame.contains(Point(x: 3, y: 3.5)))
        #expect(!frame.contains(Point(x: 3.1, y: 0)))
    }

    @Test func ignoresWhatCannotBeDrawn() {
        let points = [
            Point(x: .nan, y: 0), Point(x: 0, y: .infinity), Point(x: 1e300, y: 0), Point(x: 1, y: 1),
        ]
        let frame = Frame(around: points)
        #expect(frame == Frame(centre: Point(x: 1, y: 1), halfSide: 1))
        #expect(!frame.contains(points[0]))
    }

    @Test func needsNoPoints() {
        #expect(Frame(around: []) == Frame(centre: Point(x: 0, y: 0), halfSide: 1))
    }

    @Test(arguments: [0, -1, Double.nan, .infinity])
    func refusesAnEmptyWindow(halfSide: Double) {
        #expect(Frame(centre: Point(x: 0, y: 0), halfSide: halfSide).halfSide == 1)
    }

    @Test func countsWhatItDoesNotShow() {
        let frame = Frame(around: [])
        let points = [
            Point(x: 0, y: 0), Point(x: 5, y: 0), Point(x: 0, y: 9), Point(x: .nan, y: 0),
        ]
        #expect(
            frame.note(on: points, called: "sample")
                == "2 samples outside the frame, 1 sample NaN or infinite")
        #expect(frame.note(on: [Point(x: 0, y: 0)], called: "sample") == nil)
    }
}
