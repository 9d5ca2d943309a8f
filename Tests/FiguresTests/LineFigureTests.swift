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
        let samples = FigureSource.lineSamples(record)
        for word in ["'data'", "'samples'", "'density of the data'"] {
            #expect(samples.script.contains(word))
        }
        record.surface = nil
        #expect(FigureSource.lineDiscriminator(record) == nil)
        record.samples = []
        record.target = []
        record.modes = nil
        #expect(FigureSource.lineSamples(record).script.contains("plot NaN"))
    }

    /// A bar of the outline has its two upper corners: 1/2 of the points in each of two cells of width 2.
    @Test func theOutlineOfAHistogram() {
        let histogram = LineHistogram(of: [Point(-1, 0), Point(1, 0)], in: Self.frame, count: 2)
        #expect(histogram.outline == [Point(-2, 0.25), Point(0, 0.25), Point(0, 0.25), Point(2, 0.25)])
    }

    /// A collapse is cut off at three times the peak of the data, and 8 % of air above it.
    @Test func aCollapseDoesNotPressTheDataFlat() {
        let even = (0..<400).map { Point(Double($0) / 100 - 2 + 0.005, 0) }
        let record = RunRecord(title: "", dimensions: 1, target: even, samples: [.zero])
        let (collapsed, spread) = (LineDensities(record), LineDensities(record, samples: even))
        #expect(abs(LineDensities.top(ofAll: [spread]) - spread.top) < 1e-12)
        #expect(collapsed.top > 10 * spread.top)
        #expect(abs(LineDensities.top(ofAll: [spread, collapsed]) - 3 * spread.top) < 1e-12)
    }

    /// Scores of several moments reach as far as usual ones; one moment is shown whole.
    @Test func extremeScoresAreCutOff() throws {
        func curve(_ scores: [Double]) throws -> LineScores {
            let xs = scores.indices.map(Double.init)
            return try #require(LineScores(Surface(xs: xs, ys: [0], scores: scores, gradients: [])))
        }
        let usual = try curve((0..<200).map { Double($0 % 5) - 2 })
        let extreme = try curve([-2, 90, 2])
        #expect(LineScores.range(of: [usual, extreme]) == -2...2)
        #expect(LineScores.range(of: [extreme]) == -2...90)
        #expect(LineScores.range(of: [usual, usual]) == -2...2)
    }

    @Test func aLineMoves() throws {
        let source = try #require(FigureSource.training(FigureShapes.line))
        #expect(source.frames.count == FigureShapes.line.snapshots.count)
        for word in [
            "'data'", "'samples'", "'score'", "'D = 0'", "'centre of a mode'", "Samples of the generator",
            "Scores of the discriminator", "'step 0 of 25,000'", "'step 25,000 of 25,000'",
        ] { #expect(source.script.contains(word), "\(word)") }
        // A frame has its samples and its scores, and all frames the same axes.
        let plots = source.script.split(separator: "\n").filter { $0.hasPrefix("plot ") }
        #expect(plots.count == 2 * (source.frames.count + 1) && Set(plots).count == 2 * source.frames.count)
        #expect(!source.script.contains("NaN"))
        let ranges = source.script.split(separator: "\n").filter { $0.hasPrefix("set yrange") }
        #expect(Set(ranges).count == 2)
    }

    /// Runs of a line and of the plane side by side, each in its form.
    @Test func linesAreCompared() throws {
        let runs = [FigureShapes.line, SyntheticRuns.ring(rows: 100)].enumerated().map { index, record in
            ComparisonRecord.Run(name: "run-\(index)", record: record)
        }
        let sources = FigureSource.all(of: ComparisonRecord(title: "t", runs: runs))
        let samples = try #require(sources.first { $0.name == "samples" })
        #expect(
            samples.data.contains("samples of run-0: x density")
                && samples.data.contains("samples of run-1: x y"))
        #expect(samples.script.contains("filledcurves y1=0"))
        let scores = try #require(sources.first { $0.name == "discriminators" })
        #expect(scores.data.contains("score of the discriminator of run-0: x score"))
        #expect(scores.data.contains("score of the discriminator of run-1: x y score"))
        for word in ["'score'", "'D = 0'", "'taken for real'", "'samples'"] {
            #expect(scores.script.split(separator: word).count == 2, "\(word)")
        }
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
