import Foundation
import Records
import Testing

@testable import Metrics

struct NearestModeTests {
    /// Distances with their roots, one by one.
    private static func nearest(_ point: Point, _ centres: [Point], _ radius: Double) -> Int? {
        let distances = centres.map { GroundCost.distance.between(point, $0) }
        let near = distances.indices.filter { distances[$0] < radius }
        return near.min { distances[$0] < distances[$1] }
    }

    @Test(arguments: [0.1, 0.7, 3, .infinity, 0, 1e-200, 1e200])
    func isTheNearestCentreByAllDistances(_ radius: Double) {
        let centres = (0..<9).map { Point(cos(Double($0)), sin(3 * Double($0))) }
        let nearest = NearestMode(of: centres, closerThan: radius)
        for index in 0..<500 {
            let point = 1.5 * Point(sin(7 * Double(index)), cos(11 * Double(index)))
            #expect(nearest.index(of: point) == Self.nearest(point, centres, radius))
        }
    }

    /// Points whose distance is the radius, or a neighbouring number; the first of two equally near centres.
    @Test func theRimDoesNotBelongToTheMode() {
        for radius in [0.06, 1.0, 1e-160, 3e-154] {
            let nearest = NearestMode(of: [.zero], closerThan: radius)
            #expect(nearest.index(of: Point(radius.nextDown, 0)) == 0 || radius < 1e-100)
            for size in [radius.nextDown, radius, radius.nextUp] {
                let point = Point(0, -size)
                #expect(nearest.index(of: point) == Self.nearest(point, [.zero], radius))
            }
        }
        #expect(NearestMode(of: [Point(1, 0), Point(-1, 0)], closerThan: 2).index(of: .zero) == 0)
    }

    @Test func whatIsNotFiniteBelongsToNone() {
        let nearest = NearestMode(of: [.zero], closerThan: .infinity)
        for point in [Point(.nan, 0), Point(0, .infinity), Point(-.infinity, .nan)] {
            #expect(nearest.index(of: point) == nil)
        }
    }
}
