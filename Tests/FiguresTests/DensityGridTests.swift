import Records
import Testing

@testable import Figures

struct DensityGridTests {
    private let frame = Frame(centre: Point(x: 0, y: 0), halfSide: 2)

    @Test func addsUpToTheShareOfPointsInside() {
        let points = [Point(x: 0, y: 0), Point(x: 0.5, y: -0.5), Point(x: 90, y: 0), Point(x: .nan, y: 0)]
        let grid = DensityGrid(of: points, in: frame, count: 80, bandwidth: 3)
        let cell = 4.0 / 80
        #expect(abs(grid.values.reduce(0, +) * cell * cell - 2.0 / 3) < 1e-9)
    }

    @Test func isAGaussianRoundASinglePoint() {
        let grid = DensityGrid(of: [Point(x: 0.025, y: 0.025)], in: frame, count: 80, bandwidth: 3)
        let deviation = 3 * 4.0 / 80
        #expect(abs(grid.peak * 2 * .pi * deviation * deviation - 1) < 0.01)
        #expect(grid.values.firstIndex(of: grid.peak) == 40 * 80 + 40)
    }

    @Test func putsRowsBottomUpAndColumnsLeftToRight() {
        let grid = DensityGrid(of: [Point(x: 1.5, y: -1.5)], in: frame, count: 4, bandwidth: 0)
        #expect(grid.rows(relativeTo: 1) == ["0 0 0 1", "0 0 0 0", "0 0 0 0", "0 0 0 0"])
    }

    @Test func needsNoPoints() {
        #expect(DensityGrid(of: [], in: frame, count: 3).peak == 0)
        #expect(DensityGrid(of: [], in: frame, count: 0, bandwidth: .nan).values.count == 4)
    }
}
