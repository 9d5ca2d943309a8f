import Records
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

    /// One window for samples, discriminator and data: that of the modes with three deviations, or of the points.
    @Test func ofARun() {
        let modes = Modes(centres: [Point(1, 0), Point(-0.5, 0.8)], standardDeviation: 0.1)
        #expect(Frame(modes: modes, data: [Point(50, 50)]) == Frame(centre: .zero, halfSide: 1.3 * 1.3))
        let points = [Point(10, 0), Point(14, 2)]
        #expect(Frame(modes: nil, data: points) == Frame(centre: Point(12, 1), halfSide: 2.6))
        let odd = Modes(centres: [Point(1, 0)], standardDeviation: .nan)
        #expect(Frame(modes: odd, data: []) == Frame(centre: .zero, halfSide: 1.3))
        let moved = Modes(centres: [Point(99, 0), Point(101, 0)], standardDeviation: 1)
        #expect(Frame(modes: moved, data: []) == Frame(centre: Point(100, 0), halfSide: 1.3 * 4))
        for far in [1e300, .infinity, .nan] {
            #expect(
                Frame(modes: Modes(centres: [Point(far, 0)], standardDeviation: 1), data: points).centre.x
                    == 12)
        }
    }

    @Test func aMeshFillsTheWindow() {
        let frame = Frame(centre: Point(1, 2), halfSide: 1)
        #expect(frame.columns(3) == [0, 1, 2] && frame.rows(2) == [1, 3])
        #expect(frame.mesh(2) == [Point(0, 1), Point(2, 1), Point(0, 3), Point(2, 3)])
    }
}
