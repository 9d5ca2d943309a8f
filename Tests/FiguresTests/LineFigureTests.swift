import Foundation
import Records
import Testing

@testable import Figures

/// Figures of data on a line, and outlines of unequal modes.
struct LineFigureTests {
    private static let frame = Frame(centre: .zero, halfSide: 2)

    @Test func aHistogramAddsUpToWhatItShows() {
        let points = [-1.99, -1, 0, 0.5, 1.99, 2, 7].map { Point($0, 0) } + [Point(.nan, 0)]
        let histogram = LineHistogram(of: points, in: Self.frame, count: 4)
        // Six of seven drawable points lie in the window, in cells of width 1.
        #expect(histogram.cell == 1 && histogram.points.map(\.x) == [-1.5, -0.5, 0.5, 1.5])
        let expected = [1.0, 1, 2, 2].map { $0 / 7 }
        for (point, density) in zip(histogram.points, expected) { #expect(abs(point.y - density) < 1e-15) }
        #expect(LineHistogram(of: [], in: Self.frame).points.isEmpty)
    }

    /// A single full cell becomes the kernel itself: a Gaussian with the deviation of so many cells.
    @Test func smoothingKeepsTheMass() {
        let histogram = LineHistogram(of: [Point(0.001, 0)], in: Self.frame, count: 401)
        let curve = histogram.smoothed(by: 5)
        #expect(abs(curve.reduce(0) { $0 + $1.y } * histogram.cell - 1) < 1e-12)
        let deviation = 5 * histogram.cell
        for point in curve where abs(point.x) < 3 * deviation {
            let z = point.x / deviation
            let density = exp(-z * z / 2) / (deviation * (2 * Double.pi).squareRoot())
            #expect(abs(point.y / density - 1) < 1e-3)
        }
    }

    /// scipy.stats: ¼·norm.pdf(0.5, −2, 1) + ¾·norm.pdf(0.5, 2, 0.5).
    @Test func theDensityOfAMixture() {
        let modes = Modes(
            centres: [Point(-2, 0), Point(2, 0)],
            spreads: [.init(xx: 1, yx: 0, yy: 0), .init(xx: 0.5, yx: 0, yy: 0)], weights: [1, 3],
            dimensions: 1)
        let expected = 0.25 * 0.017528300493568537 + 0.75 * 0.008863696823876015
        #expect(abs(modes.density(at: 0.5) - expected) < 1e-16)
    }

    @Test func theFiguresOfALine() {
        let modes = Modes(
            centres: [Point(-2, 0), Point(2, 0)],
            spreads: Array(repeating: .init(xx: 1, yx: 0, yy: 0), count: 2), dimensions: 1)
        let points = (0..<200).map { Point(Double($0 - 100) / 30, 0) }
        let xs = (0..<50).map { Double($0) - 25 }
        var record = RunRecord(
            title: "t", modes: modes, dimensions: 1, target: points, samples: points,
            snapshots: [Samples(step: 1, points: points)],
            surface: Surface(xs: xs, ys: [0], scores: xs.map { $0 * $0 }, gradients: []))
        let names = FigureSource.all(of: record).map(\.name)
        #expect(names.suffix(3) == ["samples", "densities", "discriminator"])
        #expect(FigureSource.lineSamples(record).script.contains("histeps"))
        #expect(FigureSource.training(record) == nil)
        record.surface = nil
        #expect(FigureSource.lineDiscriminator(record) == nil)
        record.samples = []
        record.target = []
        record.modes = nil
        #expect(FigureSource.lineSamples(record).script.contains("plot NaN"))
    }

    /// Variances 4 along (1, 1)/√2 and 1 across, so diameters 12 and 6 at three deviations, at 45°.
    @Test func ellipses() throws {
        let spread = try #require(Modes.Spread(covariance: 2.5, 1.5, 2.5))
        let row = Modes(centres: [Point(1, 2)], spreads: [spread]).ellipses[0]
        let numbers = row.split(separator: " ").compactMap { Double($0) }
        for (number, expected) in zip(numbers, [1.0, 2, 12, 6, 45]) { #expect(abs(number - expected) < 1e-4) }
        #expect(numbers.count == 5)
        #expect(Modes(centres: [.zero], standardDeviation: .nan).ellipses.isEmpty)
    }
}
